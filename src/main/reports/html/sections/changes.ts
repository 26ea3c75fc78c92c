import { reportChangeKinds, type ReportChange } from '../../../../shared/domain/reports.ts'
import { countedOf } from '../../../../shared/format/count.ts'
import { findingLabel } from '../../../../shared/format/labels.ts'
import { html, joined } from '../markup.ts'
import { account, code, figure, minute, none } from '../phrases.ts'
import type { Section } from '../section.ts'
import { table } from '../table.ts'

/** What each kind of change is, for one of them and as a heading. */
const changeWords = {
  new: 'New finding',
  reappeared: 'Finding is back',
  fixed: 'Finding is gone',
  removed: 'Item is gone',
  'became-unknown': 'Became unknown',
  'known-again': 'Known again',
  joined: 'Joined',
  left: 'Left',
} as const satisfies Record<ReportChange['kind'], string>

export const changes: Section = {
  id: 'changes',
  title: 'Changes in the period',
  hint: ({ report: { changes } }) =>
    changes === null ? 'no period' : countedOf(changes.length, 'change'),
  *body({ report: { changes, question }, limit }) {
    if (changes === null || question.since === null) {
      yield html`<p>No period was asked for, so nothing is said about what changed.</p>`
      return
    }
    yield html`<p>
      From ${minute(question.since)} to ${minute(question.at)}:
      ${figure('changes.length', changes.length)} ${changes.length === 1 ? 'change' : 'changes'}
      noticed. What came and went between two looks is not seen.
    </p>`
    if (changes.length === 0) return
    const byKind = Map.groupBy(changes, ({ kind }) => kind)
    yield html`<ul class="tally">
      ${reportChangeKinds.flatMap((kind) => {
        const count = byKind.get(kind)?.length ?? 0
        return count === 0 ? [] : [html`<li><b>${count}</b> ${changeWords[kind]}</li>`]
      })}
    </ul>`
    yield* table({
      caption: 'Changes, oldest first',
      columns: [
        { head: 'Noticed', kind: 'tight', cell: ({ at }) => minute(at) },
        {
          head: 'Account',
          kind: 'wide',
          cell: ({ accountId, accountName }) => account({ id: accountId, name: accountName }),
        },
        {
          head: 'Change',
          kind: 'tight',
          cell: ({ kind }) => html`<span class="change ${kind}">${changeWords[kind]}</span>`,
        },
        {
          head: 'Finding',
          cell: ({ finding }) => (finding === null ? none : html`${findingLabel[finding]}`),
        },
        {
          head: 'Items',
          cell: ({ items }) => (items.length === 0 ? none : joined(items.map(code), ' ')),
        },
      ],
      rows: changes,
      place: 'changes',
      kind: 'plain changes',
      limit,
    })
  },
}
