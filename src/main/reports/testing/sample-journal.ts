import type { BreakGlassCase } from '../../../shared/domain/cases.ts'
import type { AccountEvidence } from '../../../shared/domain/evidence.ts'
import type { JournalDraft, JournalEntry } from '../../../shared/domain/journal.ts'
import { chainedEntry, headOf } from '../../journal/chain.ts'
import { daysAgo, hasAnyNow, idOf, operator, organizationId } from './sample-setting.ts'

/** A deletion with one call that failed and one in doubt, and the opening of a case: a chain that holds. */
export function sampleJournal(known: readonly AccountEvidence[]): JournalEntry[] {
  const entries: JournalEntry[] = []
  const add = (
    at: string,
    draft: Pick<JournalDraft, 'kind' | 'detail'> & Partial<JournalDraft>,
  ): number => {
    const entry = chainedEntry(
      {
        organizationId,
        accountId: null,
        procedureId: null,
        caseId: null,
        actor: operator,
        ...draft,
      },
      at,
      headOf(entries.at(-1) ?? null),
    )
    entries.push(entry)
    return entry.sequence
  }
  add(daysAgo(10, -10), {
    kind: 'journal-begun',
    detail: { reason: 'new' },
    organizationId: null,
    actor: 'rootkeep',
  })
  const holding = known.filter(({ observations }) => hasAnyNow(observations)).slice(0, 3)
  holding.forEach(({ account }, index) => {
    const heading = { accountId: account.id, procedureId: 'procedure-1' }
    const minute = 30 + index * 2
    const call = 'iam:DeleteLoginProfile'
    const intent = add(daysAgo(2, minute), {
      ...heading,
      kind: 'call-intent',
      detail: { itemId: 'password', call, arguments: {}, accessKeyId: 'ASIAEXAMPLE' },
    })
    if (index === 2) return
    const state = index === 0 ? 'done' : 'failed'
    add(daysAgo(2, minute + 1), {
      ...heading,
      kind: 'call-result',
      detail: {
        intent,
        itemId: 'password',
        call,
        state,
        requestId: `delete-${account.id}`,
        awsCode: state === 'failed' ? 'AccessDenied' : null,
        code: state === 'failed' ? 'denied-by-scp' : null,
        accessKeyId: 'ASIAEXAMPLE',
      },
    })
  })
  if (known.length > 1) {
    add(daysAgo(1), {
      kind: 'case-opened',
      caseId: 'case-1',
      detail: {
        scenario: 'locked-out-account',
        reason: 'The last administrator of the account is gone.',
        ticket: 'SEC-4712',
        until: daysAgo(-1),
      },
    })
  }
  return entries
}

/** An open case with one account that was reopened. */
export function sampleCase(known: readonly AccountEvidence[]): BreakGlassCase {
  return {
    id: 'case-1',
    organizationId,
    scenario: 'locked-out-account',
    reason: 'The last administrator of the account is gone.',
    ticket: 'SEC-4712',
    openedAt: daysAgo(1),
    openedBy: 'Kim',
    until: daysAgo(-1),
    state: 'open',
    closedAt: null,
    outcome: null,
    reopened: [
      {
        accountId: known[1]?.account.id ?? idOf(1),
        accountName: known[1]?.account.name ?? '',
        procedureId: 'procedure-2',
        reopenedAt: daysAgo(1, 10),
        steps: [{ step: 'mailbox-owner-ready', by: 'Kim', at: daysAgo(1, 12) }],
        closedAt: null,
        closedByProcedureId: null,
      },
    ],
    procedureIds: ['procedure-2'],
  }
}
