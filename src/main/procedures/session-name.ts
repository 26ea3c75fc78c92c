import type { Plan } from '../../shared/domain/plans.ts'
import { sessionNameOf } from '../identity/connections/session-name.ts'

/** Under which name CloudTrail shows the calls of a procedure where a role is on the way: its ticket, else its case, else itself. */
export function sessionNameFor(
  { ticket, caseId }: Pick<Plan, 'ticket' | 'caseId'>,
  procedureId: string,
): string {
  return sessionNameOf(ticket?.trim() || caseId || procedureId)
}
