import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { BreakGlassCase } from '../../../shared/domain/cases.ts'
import {
  credentialKinds,
  isOver,
  type Procedure,
  type ProcedureRequest,
} from '../../../shared/domain/procedures.ts'

/** What closes an account again: the deletion of all four kinds, inside the case that opened it. */
export function closingRequest(
  { id, ticket }: Pick<BreakGlassCase, 'id' | 'ticket'>,
  accountId: AccountId,
): ProcedureRequest {
  return {
    kind: 'delete-root-credentials',
    scope: { kind: 'accounts', accountIds: [accountId] },
    credentials: [...credentialKinds],
    caseId: id,
    ticket: null,
    reason: `Close the account again after password recovery (${ticket})`,
  }
}

/** The procedure of the case that is to close the account and is not over; null where there is none. */
export function closingUnderWay(
  procedures: readonly Pick<Procedure, 'id' | 'request' | 'state'>[],
  accountId: AccountId,
): Pick<Procedure, 'id'> | null {
  const fits = ({ request, state }: Pick<Procedure, 'request' | 'state'>) =>
    !isOver(state) &&
    request.kind === 'delete-root-credentials' &&
    request.scope.kind === 'accounts' &&
    request.scope.accountIds.includes(accountId) &&
    credentialKinds.every((kind) => request.credentials.includes(kind))
  return procedures.find(fits) ?? null
}
