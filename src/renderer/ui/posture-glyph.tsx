import type { Posture } from '../../shared/domain/posture.ts'
import styles from './posture-glyph.module.css'

/**
 * The shape of a posture, told apart without colour: a filled diamond for what must be acted on, an open
 * shape for what is not known, a disc for what is settled.
 */
export function PostureGlyph({
  posture,
  size = 12,
}: {
  readonly posture: Posture
  readonly size?: number
}) {
  return (
    <svg
      className={styles[posture]}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[posture]}
    </svg>
  )
}

const shapes = {
  'non-compliant': <path d="M6 .4 11.6 6 6 11.6.4 6Z" fill="currentColor" />,
  unknown: (
    <g fill="none" stroke="currentColor" strokeWidth="1.6">
      <circle cx="6" cy="6" r="4.9" strokeDasharray="2.4 1.45" />
      <circle cx="6" cy="6" r="1" fill="currentColor" stroke="none" />
    </g>
  ),
  stale: (
    <g fill="none" stroke="currentColor" strokeWidth="1.5">
      <circle cx="6" cy="6" r="5" />
      <path d="M6 3v3.2l2.2 1.4" />
    </g>
  ),
  exempt: (
    <g>
      <path d="M1.2 1.2h9.6v9.6H1.2Z" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M1 11V1l10 10Z" fill="currentColor" />
    </g>
  ),
  compliant: (
    <g>
      <circle cx="6" cy="6" r="5.6" fill="currentColor" />
      <path d="m3.4 6.1 1.9 1.9 3.4-3.7" fill="none" stroke="var(--surface)" strokeWidth="1.5" />
    </g>
  ),
  'not-applicable': <path d="M1.5 6h9" stroke="currentColor" strokeWidth="1.8" fill="none" />,
} as const satisfies Record<Posture, React.ReactNode>
