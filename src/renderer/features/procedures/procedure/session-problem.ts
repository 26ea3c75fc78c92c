import type { SessionSnapshot } from '../../../../shared/domain/connections.ts'
import { shortCallerOf } from '../../../format/caller.ts'

/**
 * Why this session cannot run a procedure of that organization and caller; null where it can. Main decides by itself again.
 *
 * @param plannedBy the ARN that the plan names; null before there is a plan.
 */
export function sessionProblem(
  session: Pick<SessionSnapshot, 'connectionState' | 'caller' | 'organization'> | null,
  organizationId: string,
  plannedBy: string | null,
): { readonly tone: 'info' | 'warning'; readonly sentence: string } | null {
  if (session === null || session.connectionState !== 'connected' || session.caller === null) {
    return {
      tone: 'info',
      sentence:
        'Not connected. Everything here can be read; nothing can be looked at again or run in AWS.',
    }
  }
  if (session.organization !== null && session.organization.id !== organizationId) {
    return {
      tone: 'warning',
      sentence: `Connected to the organization ${session.organization.id}. This procedure belongs to ${organizationId}.`,
    }
  }
  if (plannedBy !== null && session.caller.arn !== plannedBy) {
    return {
      tone: 'warning',
      sentence: `Connected as ${shortCallerOf(session.caller.arn)}. This plan was made by ${shortCallerOf(plannedBy)} and runs for nobody else: connect as that caller, or plan anew.`,
    }
  }
  return null
}
