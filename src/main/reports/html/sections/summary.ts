import { findingKinds, severityOf } from '../../../../shared/domain/findings.ts'
import { postures } from '../../../../shared/domain/posture.ts'
import { accountStates } from '../../../../shared/domain/accounts.ts'
import {
  findingLabel,
  postureMeaning,
  severityLabel,
  stateLabel,
} from '../../../../shared/format/labels.ts'
import { firstSteps, stepList, stepsOnCover } from '../first-steps.ts'
import { html, type Markup } from '../markup.ts'
import { account, counted, day, figure, none, posture } from '../phrases.ts'
import type { Section, SectionInput } from '../section.ts'
import { table } from '../table.ts'

/** As many of the longest exposed as are named. */
const exposedNamed = 5

export const summary: Section = {
  id: 'summary',
  title: 'Summary',
  *body(input) {
    const { report } = input
    yield html`<h3>Postures</h3>`
    yield* table({
      caption: 'Accounts by posture, and what each posture means',
      columns: [
        { head: 'Posture', kind: 'tight', cell: (each) => posture(each) },
        {
          head: 'Accounts',
          kind: 'number',
          cell: (each) => figure(`postures.${each}`, report.postures[each]),
        },
        { head: 'Meaning', kind: 'wide', cell: (each) => html`${postureMeaning[each]}.` },
      ],
      rows: postures,
    })
    yield* findings(input)
    yield* exposures(input)
    yield* steps(input)
  },
}

function* findings({ report }: SectionInput): Generator<Markup> {
  yield html`<h3>Findings</h3>
    <p>
      ${counted('holding', report.holding, 'account')} with root credentials, by what they hold. An
      account can hold more than one kind; exempted findings count.
    </p>`
  yield* table({
    caption: 'Accounts by kind of finding',
    columns: [
      { head: 'Finding', kind: 'wide', cell: (kind) => html`${findingLabel[kind]}` },
      {
        head: 'Severity',
        kind: 'tight',
        cell: (kind) =>
          html`<span class="severity ${severityOf[kind]}"
            >${severityLabel[severityOf[kind]]}</span
          >`,
      },
      {
        head: 'Accounts',
        kind: 'number',
        cell: (kind) => figure(`findings.${kind}`, report.findings[kind]),
      },
    ],
    rows: findingKinds,
  })
}

function* exposures({ report, groups }: SectionInput): Generator<Markup> {
  const exposed = groups.holding
    .filter(({ exposure }) => exposure !== null)
    .toSorted((a, b) => (b.exposure?.days ?? 0) - (a.exposure?.days ?? 0) || (a.id < b.id ? -1 : 1))
  yield html`<h3>Longest exposed</h3>`
  if (exposed.length === 0) {
    yield html`<p>Of no account is it known since when it holds root credentials.</p>`
    return
  }
  yield* table({
    caption: `The ${String(Math.min(exposedNamed, exposed.length))} accounts that have held root credentials the longest`,
    columns: [
      { head: 'Account', kind: 'wide', cell: account },
      { head: 'Days', kind: 'number', cell: ({ exposure }) => html`${exposure?.days ?? 0}` },
      {
        head: 'Since',
        kind: 'tight',
        cell: ({ exposure }) =>
          html`${day(exposure?.since ?? null)}${exposure?.by === 'seen' ? ' or earlier' : ''}`,
      },
      {
        head: 'Last used',
        kind: 'tight',
        cell: ({ lastUsedAt }) =>
          lastUsedAt === null || lastUsedAt > report.question.at ? none : day(lastUsedAt),
      },
      { head: 'Posture', kind: 'tight', cell: (each) => posture(each.posture) },
    ],
    rows: exposed.slice(0, exposedNamed),
  })
}

/** All the steps, where the first page has no room for them. */
function* steps({ report, groups }: SectionInput): Generator<Markup> {
  const all = firstSteps(report, groups)
  if (all.length <= stepsOnCover) return
  yield html`<h3>What to do</h3>
    ${stepList(all)}`
}

/** Why accounts are not applicable, where any is. */
export function* notApplicable({ report }: SectionInput): Generator<Markup> {
  const { management, states } = report.notApplicable
  const rows = [
    { label: 'Management account', place: 'management', count: management },
    ...accountStates.map((state) => ({
      label: stateLabel[state],
      place: `states.${state}`,
      count: states[state],
    })),
  ].filter(({ count }) => count > 0)
  if (rows.length === 0) return
  yield html`<h3>Not applicable</h3>`
  yield* table({
    caption: 'Accounts that cannot be the target of a root session, by reason',
    columns: [
      { head: 'Reason', kind: 'wide', cell: ({ label }) => html`${label}` },
      {
        head: 'Accounts',
        kind: 'number',
        cell: ({ place, count }) => figure(`notApplicable.${place}`, count),
      },
    ],
    rows,
  })
}
