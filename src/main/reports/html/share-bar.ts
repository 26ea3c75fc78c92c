import { html, type Markup } from './markup.ts'

/** A part of a whole, with the class that colours it. */
type Share = { readonly label: string; readonly count: number; readonly kind: string }

/** The least width, in per cent, of a part that is there at all: 2 of 50,000 must be seen. */
const leastWidth = 1.2

/** A bar of parts, drawn without units. Its words stand in a table beside it, and once more in the description of the drawing. */
export function shareBar(id: string, title: string, shares: readonly Share[]): Markup {
  const there = shares.filter(({ count }) => count > 0)
  const described =
    there.length === 0
      ? 'No account.'
      : `${there.map(({ label, count }) => `${label}: ${count}`).join(', ')}.`
  return html`<svg class="bar" role="img" aria-labelledby="${id}-title ${id}-desc">
    <title id="${id}-title">${title}</title>
    <desc id="${id}-desc">${described}</desc>
    <defs>
      <pattern
        id="${id}-hatch"
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path d="M0 0V5" class="hatch" />
      </pattern>
    </defs>
    ${placed(there).map(
      ({ kind, x, width }) =>
        html`<rect class="${kind}" x="${x}" width="${width}" height="100%" />${
            kind === 'unknown'
              ? html`<rect x="${x}" width="${width}" height="100%" fill="url(#${id}-hatch)" />`
              : null
          }`,
    )}
  </svg>`
}

/** Where each part begins and how wide it is, in per cent of the bar; what is small is widened at the cost of what is large. */
export function placed(
  shares: readonly Share[],
): { readonly kind: string; readonly x: string; readonly width: string }[] {
  const whole = shares.reduce((sum, { count }) => sum + count, 0)
  const widths = shares.map(({ count }) => Math.max(leastWidth, (count / whole) * 100))
  const stretch = 100 / widths.reduce((sum, width) => sum + width, 0)
  let x = 0
  return shares.map(({ kind }, at) => {
    const width = (widths[at] ?? 0) * stretch
    const place = { kind, x: `${x.toFixed(3)}%`, width: `${width.toFixed(3)}%` }
    x += width
    return place
  })
}
