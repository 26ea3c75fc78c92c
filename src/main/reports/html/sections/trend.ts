import { html } from '../markup.ts'
import { counted, figure, minute } from '../phrases.ts'
import type { Section } from '../section.ts'
import { table } from '../table.ts'
import { trendChart } from '../trend-chart.ts'

/** The newest runs are listed; a year of daily audits would fill pages with what the chart shows. */
const runsListed = 31

export const trend: Section = {
  id: 'trend',
  title: 'Trend',
  *body({ report: { trend } }) {
    yield trendChart('trend-chart', trend)
    if (trend.length === 0) return
    const from = Math.max(0, trend.length - runsListed)
    yield html`<p>
      ${counted('trend.length', trend.length, 'completed run')} of the whole
      organization${from > 0 ? html`; the newest ${runsListed} are listed, the others are in the JSON report` : null}.
    </p>`
    yield* table({
      caption: 'Accounts of the whole organization by posture at the end of each run, newest first',
      columns: [
        { head: 'Run ended', kind: 'tight', cell: ({ point }) => minute(point.at) },
        {
          head: 'Non-compliant',
          kind: 'number',
          cell: ({ point, at }) => figure(`trend.${String(at)}.nonCompliant`, point.nonCompliant),
        },
        {
          head: 'Exempt',
          kind: 'number',
          cell: ({ point, at }) => figure(`trend.${String(at)}.exempt`, point.exempt),
        },
        {
          head: 'Compliant',
          kind: 'number',
          cell: ({ point, at }) => figure(`trend.${String(at)}.compliant`, point.compliant),
        },
        {
          head: 'Unknown',
          kind: 'number',
          cell: ({ point, at }) => figure(`trend.${String(at)}.unknown`, point.unknown),
        },
      ],
      rows: trend
        .map((point, at) => ({ point, at }))
        .slice(from)
        .toReversed(),
    })
  },
}
