import type { Outcome } from '../../shared/ipc/result.ts'
import type { Check, ProcedureKind, ProcedureRequest } from '../../shared/domain/procedures.ts'
import { allowPasswordRecovery } from './allow-password-recovery.ts'
import { auditRootCredentials } from './audit-root-credentials.ts'
import { changeRootMailbox } from './change-root-mailbox.ts'
import { deleteRootCredentials } from './delete-root-credentials.ts'
import type { DrawnPlan, PlanningContext, ProcedureWork } from './procedure-work.ts'
import { switchOrganization } from './switch-organization.ts'
import { unlockBucketPolicy } from './unlock-bucket-policy.ts'
import { unlockQueuePolicy } from './unlock-queue-policy.ts'

/** Every kind of procedure, once. */
export const procedureWorks = {
  'audit-root-credentials': auditRootCredentials,
  'delete-root-credentials': deleteRootCredentials,
  'allow-password-recovery': allowPasswordRecovery,
  'change-root-mailbox': changeRootMailbox,
  'unlock-bucket-policy': unlockBucketPolicy,
  'unlock-queue-policy': unlockQueuePolicy,
  'switch-organization': switchOrganization,
} as const satisfies { readonly [K in ProcedureKind]: ProcedureWork<K> }

/** The preflight of whatever is asked for. */
export function preflightOf(
  request: ProcedureRequest,
  context: PlanningContext,
): Promise<readonly Check[]> {
  return workFor(request).preflight(request, context)
}

/** The plan of whatever is asked for. */
export function drawPlanOf(
  request: ProcedureRequest,
  context: PlanningContext,
): Promise<Outcome<DrawnPlan>> {
  return workFor(request).draw(request, context)
}

/** The table above has, under each kind, the work for requests of this kind. */
function workFor(request: Pick<ProcedureRequest, 'kind'>) {
  return procedureWorks[request.kind] as unknown as Pick<
    ProcedureWork<ProcedureKind>,
    'preflight' | 'draw'
  >
}
