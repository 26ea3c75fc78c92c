import { postures } from '../../../shared/domain/posture.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import { countedOf, countOf, shareOf } from '../../../shared/format/count.ts'
import { minuteOf } from '../../../shared/format/instant.ts'
import { postureLabel, postureMeaning } from '../../../shared/format/labels.ts'
import { stepList, stepsOnCover, type FirstStep } from './first-steps.ts'
import { html, type Markup } from './markup.ts'
import { figure, none, posture } from './phrases.ts'
import { shareBar } from './share-bar.ts'

/** How much is known: a bar, and the words and numbers beside it. */
export function completenessPanel(report: Report): Markup {
  const { inOrganization, observed, unknown, stale, notApplicable } = report.completeness
  const parts = [
    {
      label: 'Observed',
      count: observed,
      kind: 'observed',
      place: 'observed',
      words: `seen within ${countedOf(report.freshnessDays, 'day')}`,
    },
    {
      label: 'Unknown',
      count: unknown,
      kind: 'unknown',
      place: 'unknown',
      words: reasonWords(report),
    },
    {
      label: 'Stale',
      count: stale,
      kind: 'stale',
      place: 'stale',
      words: 'seen, but too long ago to count',
    },
    {
      label: 'Not applicable',
      count: notApplicable,
      kind: 'not-applicable',
      place: 'notApplicable',
      words: notApplicableWords(report),
    },
  ]
  return html`<section aria-labelledby="cover-complete">
    <h2 id="cover-complete" class="eyebrow">How much is known</h2>
    ${shareBar('complete-bar', 'How much is known', parts)}
    <table class="legend">
      <caption class="unseen">
        Accounts by how much is known of them
      </caption>
      <thead class="unseen">
        <tr>
          <th scope="col">Known</th>
          <th scope="col">Accounts</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        ${parts.map(
          ({ label, count, kind, place, words }) =>
            html`<tr>
              <th scope="row"><span class="key ${kind}"></span>${label}</th>
              <td class="number">${figure(`completeness.${place}`, count)}</td>
              <td class="quiet">${words}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">In scope</th>
          <td class="number">${figure('completeness.inOrganization', inOrganization)}</td>
          <td></td>
        </tr>
      </tfoot>
    </table>
  </section>`
}

function reasonWords({ unknownReasons, completeness: { unknown } }: Report): string {
  const [first] = unknownReasons
  if (unknown === 0 || !first) return 'could not be observed'
  if (first.accounts === unknown) return first.message
  return `${countOf(first.accounts)} of them: ${first.message}`
}

function notApplicableWords({ notApplicable: { management, states } }: Report): string {
  const inactive = Object.values(states).reduce((sum, count) => sum + count, 0)
  const parts = [
    ...(management > 0 ? ['the management account'] : []),
    ...(inactive > 0
      ? [`${countedOf(inactive, 'account')} that ${inactive === 1 ? 'is' : 'are'} not active`]
      : []),
  ]
  return parts.length === 0 ? 'not a target of root sessions' : parts.join(', ')
}

/** What was found: a bar, and the words and numbers beside it. */
export function posturePanel({ postures: counts, completeness }: Report): Markup {
  const shares = postures.map((each) => ({
    label: postureLabel[each],
    count: counts[each],
    kind: each,
  }))
  return html`<section aria-labelledby="cover-postures">
    <h2 id="cover-postures" class="eyebrow">What was found</h2>
    ${shareBar('posture-bar', 'Accounts by posture', shares)}
    <table class="legend">
      <caption class="unseen">
        Accounts by posture
      </caption>
      <thead class="unseen">
        <tr>
          <th scope="col">Posture</th>
          <th scope="col">Accounts</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        ${postures.map(
          (each) =>
            html`<tr>
              <th scope="row" title="${postureMeaning[each]}">${posture(each)}</th>
              <td class="number">${figure(`postures.${each}`, counts[each])}</td>
              <td class="number quiet">
                ${
                  completeness.inOrganization === 0
                    ? none
                    : shareOf(counts[each], completeness.inOrganization)
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
}

/** What to do first; where nothing is to be done, until when the answer holds. */
export function stepsPanel(report: Report, steps: readonly FirstStep[]): Markup {
  const shown = steps.slice(0, stepsOnCover)
  const others = steps.length - shown.length
  return html`<section aria-labelledby="cover-steps">
    <h2 id="cover-steps" class="eyebrow">What to do first</h2>
    ${shown.length === 0 ? noSteps(report) : stepList(shown)}
    ${others === 0 ? null : html`<p class="quiet">${countedOf(others, 'more step')} under <a href="#summary">Summary</a>.</p>`}
  </section>`
}

function noSteps({
  completeness: { observed, unknown, stale },
  freshnessDays,
  accounts,
}: Report): Markup {
  if (observed === 0 || unknown + stale > 0) return html`<p>Run an audit: too little is known.</p>`
  const looks = accounts.flatMap(({ observedAt, posture }) =>
    observedAt === null || posture === 'not-applicable' ? [] : [observedAt],
  )
  const earliest = looks.reduce((a, b) => (a < b ? a : b))
  const until = new Date(Date.parse(earliest) + freshnessDays * 86_400_000).toISOString()
  return html`<p>
    Nothing has to be done. Audit again before
    <span class="whole-word">${minuteOf(until)} UTC</span>: then the first look no longer counts.
  </p>`
}
