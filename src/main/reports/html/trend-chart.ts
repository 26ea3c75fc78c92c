import type { TrendPoint } from '../../../shared/domain/overview.ts'
import { countOf } from '../../../shared/format/count.ts'
import { dayOf, minuteOf } from '../../../shared/format/instant.ts'
import {
  describeTrend,
  lineThrough,
  marksOf,
  topOf,
  type TrendMark,
} from '../../../shared/format/trend-shape.ts'
import { html, type Markup } from './markup.ts'

/** The plane of the curves; the page stretches it to its width, and words are set outside of it at their own size. */
const plane = { width: 1000, height: 100 }

/** The accounts with root credentials over the runs: a line for what is known, a band above it for what is not. */
export function trendChart(id: string, trend: readonly TrendPoint[]): Markup {
  const [first] = trend
  const last = trend.at(-1)
  if (!first || !last) {
    return html`<p class="quiet">No run has completed yet, so there is no trend.</p>`
  }
  const top = topOf(trend)
  const marks = marksOf(trend, plane.width, plane.height, top)
  return html`<figure class="trend">
    <svg role="img" aria-labelledby="${id}-title ${id}-desc">
      <title id="${id}-title">Accounts with root credentials</title>
      <desc id="${id}-desc">${describeTrend(trend)}</desc>

      ${[0, 0.5, 1].map((part) => gridLine(part, top))}${marks.length === 1 ? null : curves(marks)}${dot(marks.at(-1))}
    </svg>
    <div class="ends">${days(first, last)}</div>
    <figcaption>
      Accounts with root credentials at the end of each
      run${
        trend.some(({ unknown }) => unknown > 0)
          ? '; the band above the line is what was unknown'
          : ''
      }.
    </figcaption>
  </figure>`
}

function gridLine(part: number, top: number): Markup {
  const y = `${(100 - part * 100).toFixed(1)}%`
  return html`<line class="${part === 0 ? 'base' : 'grid'}" x2="100%" y1="${y}" y2="${y}" /><text
      class="count"
      x="0"
      y="${y}"
      dy="-4"
      >${countOf(top * part)}</text
    >`
}

function curves(marks: readonly TrendMark[]): Markup {
  const known = marks.map(({ x, y }) => [x, y] as const)
  const worst = marks.map(({ x, yWorst }) => [x, yWorst] as const)
  const viewBox = `0 0 ${String(plane.width)} ${String(plane.height)}`
  return html`<svg width="100%" height="100%" viewBox="${viewBox}" preserveAspectRatio="none">
    <path class="area" d="${lineThrough(known)}V${String(plane.height)}H0Z" />
    <path d="${lineThrough([...known, ...worst.toReversed()])}Z" class="band" />
    <path class="line" d="${lineThrough(known)}" />
  </svg>`
}

function dot(mark: TrendMark | undefined): Markup | null {
  if (!mark) return null
  const x = `${((mark.x / plane.width) * 100).toFixed(2)}%`
  const y = `${((mark.y / plane.height) * 100).toFixed(2)}%`
  return html`<circle class="dot" cx="${x}" cy="${y}" r="4" />`
}

/** The first and the last day, or the only one; runs of one day are told apart by the time. */
function days(first: TrendPoint, last: TrendPoint): Markup {
  if (first === last) return html`<span></span><span>${dayOf(last.at)}</span><span></span>`
  const words = dayOf(first.at) === dayOf(last.at) ? minuteOf : dayOf
  return html`<span>${words(first.at)}</span><span>${words(last.at)}</span>`
}
