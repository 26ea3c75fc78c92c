import type { Plan } from '../../shared/domain/plans.ts'

/**
 * Under which name CloudTrail shows the calls of a procedure where a role is on the way: its ticket, else its case, else itself. The sign-in makes it fit
 * for STS.
 */
export function sessionNameFor(
  { ticket, caseId }: Pick<Plan, 'ticket' | 'caseId'>,
  procedureId: string,
): string {
  return ticket?.trim() || caseId || procedureId
}
