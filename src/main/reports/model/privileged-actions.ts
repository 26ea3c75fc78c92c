import { z } from 'zod'
import type { Instant, OrganizationId } from '../../../shared/domain/accounts.ts'
import type { PrivilegedAction } from '../../../shared/domain/reports.ts'
import type { SeenEntry } from './seen-entry.ts'

const text = z.string().nullable().catch(null)
const Intent = z.object({ call: z.string() })
const Answer = z.object({
  intent: z.int(),
  state: z.string(),
  requestId: text.default(null),
  awsCode: text.default(null),
})

/**
 * Gathers the calls that the journal tells of: the intent is written before a call is sent, its answer after. What was sent in the period and has no answer by
 * its end is in doubt.
 */
export function gatherActions(
  organizationId: OrganizationId,
  { at, since }: { readonly at: Instant; readonly since: Instant | null },
) {
  const actions = new Map<number, PrivilegedAction>()

  return {
    /** Takes the next entry, in the order of the journal. An entry whose detail has another shape tells of no call. */
    take(entry: SeenEntry): void {
      if (since === null || entry.at > at || entry.organizationId !== organizationId) return
      if (entry.kind === 'call-intent') {
        const intent = Intent.safeParse(entry.detail).data
        if (intent && entry.at > since) actions.set(entry.sequence, actionOf(entry, intent.call))
      } else if (entry.kind === 'call-result' || entry.kind === 'call-resolved') {
        const answer = Answer.safeParse(entry.detail).data
        const action = answer && actions.get(answer.intent)
        if (!action) return
        action.outcome = outcomeOf(answer.state)
        action.awsCode = answer.awsCode ?? action.awsCode
        action.requestId = answer.requestId ?? action.requestId
      }
    },

    /** Oldest first; null where no period was asked for. */
    actions: (): PrivilegedAction[] | null => (since === null ? null : [...actions.values()]),
  }
}

function actionOf(
  { sequence, at, actor, accountId, procedureId, caseId }: SeenEntry,
  call: string,
): PrivilegedAction {
  return {
    sequence,
    at,
    actor,
    accountId,
    call,
    outcome: 'in-doubt',
    awsCode: null,
    requestId: null,
    procedureId,
    caseId,
  }
}

/** `already-so` was refused, as nothing was left to do; what was overtaken may have been done for a while. */
function outcomeOf(state: string): PrivilegedAction['outcome'] {
  switch (state) {
    case 'done':
      return 'done'
    case 'failed':
      return 'failed'
    case 'already-so':
    case 'not-done':
      return 'not-done'
    default:
      return 'in-doubt'
  }
}
