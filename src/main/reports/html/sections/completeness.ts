import { countedOf } from '../../../../shared/format/count.ts'
import { credentialItems } from '../credential-items.ts'
import { html, type Markup } from '../markup.ts'
import { account, code, counted, day, figure, minute, none, written } from '../phrases.ts'
import type { Section, SectionInput } from '../section.ts'
import { table } from '../table.ts'
import { notApplicable } from './summary.ts'

export const completeness: Section = {
  id: 'completeness',
  title: 'Completeness and unknown accounts',
  hint: ({
    report: {
      completeness: { unknown, stale },
    },
  }) =>
    unknown + stale === 0
      ? 'complete'
      : `${countedOf(unknown, 'unknown', 'unknown')}, ${countedOf(stale, 'stale', 'stale')}`,
  *body(input) {
    const { completeness } = input.report
    yield html`<p>
      Of ${counted('completeness.inOrganization', completeness.inOrganization, 'account')} in scope,
      ${figure('completeness.observed', completeness.observed)}
      ${completeness.observed === 1 ? 'was' : 'were'} observed within
      ${counted('freshnessDays', input.report.freshnessDays, 'day')},
      ${figure('completeness.unknown', completeness.unknown)}
      ${completeness.unknown === 1 ? 'is' : 'are'} unknown,
      ${figure('completeness.stale', completeness.stale)} stale,
      ${figure('completeness.notApplicable', completeness.notApplicable)} not applicable. An unknown
      or stale account may hold root credentials, and never counts as clean.
    </p>`
    yield* reasons(input)
    yield* unknown(input)
    yield* stale(input)
    yield* notApplicable(input)
    yield* management(input)
  },
}

function* reasons({ report: { unknownReasons } }: SectionInput): Generator<Markup> {
  if (unknownReasons.length === 0) return
  yield html`<h3>Why accounts are unknown</h3>`
  yield* table({
    caption: 'Reasons, the most frequent first, and what to do about each',
    columns: [
      {
        head: 'Reason',
        kind: 'wide',
        cell: ({ message, code: reason }) => html`${message} ${code(reason)}`,
      },
      {
        head: 'Accounts',
        kind: 'number',
        cell: ({ accounts }, at) => figure(`unknownReasons.${String(at)}.accounts`, accounts),
      },
      { head: 'Remedy', kind: 'wide', cell: ({ remedy }) => html`${remedy}` },
    ],
    rows: unknownReasons,
    place: 'unknownReasons',
  })
}

function* unknown({ report, groups, limit }: SectionInput): Generator<Markup> {
  yield html`<h3>Unknown accounts</h3>`
  if (groups.unknown.length === 0) {
    yield html`<p>
      No account
      ${report.completeness.inOrganization === 0 ? 'is in scope' : 'in scope is unknown'}.
    </p>`
    return
  }
  yield* table({
    caption: 'Accounts that could not be observed, with what AWS answered',
    columns: [
      { head: 'Account', kind: 'wide', cell: account },
      { head: 'When', kind: 'tight', cell: ({ unknown }) => minute(unknown?.at ?? null) },
      {
        head: 'Reason',
        kind: 'wide',
        cell: ({ unknown, verdict }) => html`${unknown?.failure.message ?? verdict}`,
      },
      {
        head: 'AWS code',
        cell: ({ unknown }) =>
          unknown?.failure.awsCode === undefined ? none : code(unknown.failure.awsCode),
      },
      {
        head: 'Request ID',
        cell: ({ unknown }) =>
          unknown?.failure.requestId === undefined ? none : code(unknown.failure.requestId),
      },
      {
        head: 'Last seen',
        kind: 'tight',
        cell: ({ observedAt }) =>
          observedAt === null ? html`<span class="quiet">never</span>` : day(observedAt),
      },
    ],
    rows: groups.unknown,
    place: 'completeness.unknown',
    kind: 'plain unknowns',
    limit,
  })
}

function* stale({ report, groups, limit }: SectionInput): Generator<Markup> {
  if (groups.stale.length === 0) return
  yield html`<h3>Stale accounts</h3>`
  yield* table({
    caption:
      'Accounts whose newest look is older than the freshness window, with what was seen then',
    columns: [
      { head: 'Account', kind: 'wide', cell: account },
      { head: 'Last seen', kind: 'tight', cell: ({ observedAt }) => day(observedAt) },
      {
        head: 'Seen then',
        kind: 'wide',
        cell: ({ credentials }) =>
          credentials === null ? none : credentialItems(credentials, report.question.at),
      },
    ],
    rows: groups.stale,
    place: 'completeness.stale',
    limit,
  })
}

function* management({ report, groups }: SectionInput): Generator<Markup> {
  const { management: each } = groups
  if (each === null) return
  yield html`<h3>The management account</h3>
    <p>${written(each.name)} ${code(each.id)}. ${each.verdict}</p>`
  if (each.credentials === null) return
  yield html`<p>
    ${each.attested ? 'Attested' : 'Read'}${each.observedAt === null ? null : html` on ${day(each.observedAt)}`}:
    ${credentialItems(each.credentials, report.question.at)}
  </p>`
}
