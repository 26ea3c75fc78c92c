import type { ControlStatus } from '../../../shared/domain/controls.ts'
import { postures, type Posture } from '../../../shared/domain/posture.ts'
import { html, verbatim, type Markup } from './markup.ts'

/**
 * The shape of each posture, as in the window, told apart without colour: a filled diamond for what must be acted on, an open shape for what is not
 * known, a disc for what is settled.
 */
const shapes = {
  'non-compliant': '<path d="M6 .4 11.6 6 6 11.6.4 6Z" fill="currentColor"/>',
  unknown:
    '<circle cx="6" cy="6" r="4.9" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.4 1.45"/><circle cx="6" cy="6" r="1" fill="currentColor"/>',
  stale:
    '<g fill="none" stroke="currentColor" stroke-width="1.5"><circle cx="6" cy="6" r="5"/><path d="M6 3v3.2l2.2 1.4"/></g>',
  exempt:
    '<path d="M1.2 1.2h9.6v9.6H1.2Z" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M1 11V1l10 10Z" fill="currentColor"/>',
  compliant:
    '<circle cx="6" cy="6" r="5.6" fill="currentColor"/><path d="m3.4 6.1 1.9 1.9 3.4-3.7" class="tick" fill="none" stroke-width="1.5"/>',
  'not-applicable': '<path d="M1.5 6h9" stroke="currentColor" stroke-width="1.8" fill="none"/>',
} as const satisfies Record<Posture, string>

/** The drawings that `glyph` refers to, once for the document. */
export function glyphSheet(): Markup {
  const symbols = postures.map(
    (posture) => `<symbol id="g-${posture}" viewBox="0 0 12 12">${shapes[posture]}</symbol>`,
  )
  return verbatim(
    `<svg class="sheet" width="0" height="0" aria-hidden="true" focusable="false">${symbols.join('')}</svg>`,
  )
}

const glyphs = Object.fromEntries(
  postures.map((posture) => [
    posture,
    html`<svg class="g ${posture}" aria-hidden="true"><use href="#g-${posture}" /></svg>`,
  ]),
) as Record<Posture, Markup>

/** The shape alone: the word stands beside it. */
export function glyph(posture: Posture): Markup {
  return glyphs[posture]
}

/** The shape that each status of a control wears. */
export const postureOfStatus = {
  PASS: 'compliant',
  FAIL: 'non-compliant',
  UNKNOWN: 'unknown',
  NOT_APPLICABLE: 'not-applicable',
} as const satisfies Record<ControlStatus, Posture>
