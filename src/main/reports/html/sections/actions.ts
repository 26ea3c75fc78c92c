import type { PrivilegedAction } from '../../../../shared/domain/reports.ts'
import { countedOf } from '../../../../shared/format/count.ts'
import { html } from '../markup.ts'
import { code, figure, minute, none, written } from '../phrases.ts'
import type { Section } from '../section.ts'
import { table } from '../table.ts'

const outcomeWords = {
  done: 'Done',
  failed: 'Failed',
  'in-doubt': 'In doubt',
  'not-done': 'Not done',
} as const satisfies Record<PrivilegedAction['outcome'], string>

export const actions: Section = {
  id: 'actions',
  title: 'Privileged actions',
  hint: ({ report: { actions } }) =>
    actions === null ? 'no period' : countedOf(actions.length, 'action'),
  *body({ report: { actions, question }, limit }) {
    if (actions === null || question.since === null) {
      yield html`<p>No period was asked for, so no actions are listed.</p>`
      return
    }
    yield html`<p>
      From ${minute(question.since)} to ${minute(question.at)}:
      ${figure('actions.length', actions.length)} ${actions.length === 1 ? 'call' : 'calls'} that
      changed something in AWS, or opened a root session to do so, as the journal has
      ${actions.length === 1 ? 'it' : 'them'}. The number is the journal’s own; a request ID finds
      the event in CloudTrail.
    </p>`
    if (actions.length === 0) return
    yield* table<PrivilegedAction>({
      caption: 'Calls from the journal, oldest first',
      columns: [
        { head: 'No.', kind: 'number', cell: ({ sequence }) => html`${sequence}` },
        { head: 'When', kind: 'tight', cell: ({ at }) => minute(at) },
        {
          head: 'Call and request ID',
          cell: ({ call, requestId }) =>
            html`${code(call)}<span class="under"
                >${requestId === null ? 'no request ID' : code(requestId)}</span
              >`,
        },
        {
          head: 'Account',
          kind: 'tight',
          cell: ({ accountId }) => (accountId === null ? none : code(accountId)),
        },
        {
          head: 'Outcome',
          cell: ({ outcome, awsCode }) =>
            html`<span class="outcome ${outcome}">${outcomeWords[outcome]}</span
              >${awsCode === null ? null : html`<span class="under">${code(awsCode)}</span>`}`,
        },
        {
          head: 'By, and belonging to',
          cell: ({ actor, caseId, procedureId }) =>
            html`${written(actor)}${caseId === null ? null : html`<span class="under">case ${code(caseId)}</span>`}${procedureId === null ? null : html`<span class="under">procedure ${code(procedureId)}</span>`}`,
        },
      ],
      rows: actions,
      place: 'actions',
      kind: 'plain actions',
      limit,
    })
  },
}
