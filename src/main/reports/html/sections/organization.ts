import type { Report } from '../../../../shared/domain/reports.ts'
import type { Run } from '../../../../shared/domain/runs.ts'
import { describeCompleteness } from '../../../../shared/domain/posture.ts'
import { runStateLabel } from '../../../../shared/format/labels.ts'
import { html, joined, type Markup } from '../markup.ts'
import { account, code, counted, figure, minute } from '../phrases.ts'
import type { Section, SectionInput } from '../section.ts'
import { table } from '../table.ts'

export const servicePolicies: Section = {
  id: 'service-control-policies',
  title: 'Service control policies',
  *body({ report: { scpGuard, accounts }, limit }) {
    yield html`<p>${scpGuard.sentence}</p>`
    if (scpGuard.denied.length === 0) return
    const names = new Map(accounts.map(({ id, name }) => [id, name]))
    yield* table({
      caption: 'Accounts whose last look was denied by a service control policy',
      columns: [
        { head: 'Account', kind: 'wide', cell: (id) => account({ id, name: names.get(id) ?? '' }) },
      ],
      rows: scpGuard.denied,
      place: 'scpGuard.denied',
      limit,
    })
  },
}

export const organization: Section = {
  id: 'organization',
  title: 'Organization and audit runs',
  *body(input) {
    yield facts(input.report)
    yield* runs(input)
  },
}

function facts({ organization: each }: Report): Markup {
  const lines: (readonly [string, Markup])[] = [
    ['Organization', code(each.id)],
    ['Management account', code(each.managementAccountId)],
    ['Feature set', code(each.featureSet)],
    [
      'Trusted access for IAM',
      html`${each.trustedAccess === null ? 'could not be read' : each.trustedAccess ? 'on' : 'off'}`,
    ],
    [
      'Root access features',
      each.features === null
        ? html`could not be read`
        : each.features.length === 0
          ? html`none is on`
          : joined(each.features.toSorted().map(code), ', '),
    ],
    [
      'Delegated administrators for IAM',
      each.delegatedAdministrators.length === 0
        ? html`none`
        : joined(each.delegatedAdministrators.map(account), ', '),
    ],
    ['Described', minute(each.describedAt)],
    [
      'Accounts listed to the end',
      each.listedAt === null
        ? html`<b class="doubt">never: accounts may be missing</b>`
        : minute(each.listedAt),
    ],
  ]
  return html`<dl class="facts">
    ${lines.map(
      ([term, said]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${said}</dd>
        </div>`,
    )}
  </dl>`
}

function* runs({ report: { runs: all, question }, limit }: SectionInput): Generator<Markup> {
  yield html`<h3>Audit runs</h3>`
  if (all.length === 0) {
    yield html`<p>
      No run
      ${question.since === null ? 'ended before the instant of this report' : 'ended in the period'}.
    </p>`
    return
  }
  yield html`<p>
    ${counted('runs.length', all.length, 'run')}
    ${question.since === null ? 'shown: the newest before the instant of this report' : 'ended in the period'}.
  </p>`
  yield* table<Run>({
    caption: 'Audit runs with what each saw',
    columns: [
      {
        head: 'Ended',
        kind: 'tight',
        cell: ({ endedAt, startedAt }) =>
          endedAt === null ? html`began ${minute(startedAt)}` : minute(endedAt),
      },
      {
        head: 'State',
        cell: ({ state, failure }) =>
          html`${runStateLabel[state]}${failure === null ? null : html`<span class="under">${failure.message}</span>`}`,
      },
      {
        head: 'Scope',
        cell: ({ scope, deep }) =>
          html`${scope.kind === 'organization' ? 'whole organization' : html`${scope.accountIds.length} accounts`}${deep ? ', in depth' : ''}`,
      },
      {
        head: 'Saw',
        kind: 'wide',
        cell: ({ completeness }) => html`${describeCompleteness(completeness)}`,
      },
      {
        head: 'Non-compliant',
        kind: 'number',
        cell: ({ nonCompliant }, at) => figure(`runs.${String(at)}.nonCompliant`, nonCompliant),
      },
      {
        head: 'Caller',
        kind: 'wide',
        cell: ({ callerArn }) => html`<code class="arn">${callerArn}</code>`,
      },
    ],
    rows: all,
    place: 'runs',
    limit,
  })
}
