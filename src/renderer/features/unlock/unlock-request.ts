import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { ProcedureRequest } from '../../../shared/domain/procedures.ts'
import type { ReadPolicy } from '../../../shared/domain/resources.ts'
import type { PolicyService } from '../../state/procedure-place.ts'

type UnlockKind = 'unlock-bucket-policy' | 'unlock-queue-policy'
type UnlockRequest = Extract<ProcedureRequest, { kind: UnlockKind }>
type OfWhat<Request> = Request extends UnlockRequest
  ? Omit<Request, 'change' | 'caseId' | 'ticket' | 'reason'>
  : never

/** Which bucket or queue is meant, and which text of its policy was on the screen: main plans nothing for another. */
export function unlockRequest(
  service: PolicyService,
  accountId: AccountId,
  id: string,
  { region, policy }: Pick<ReadPolicy, 'region' | 'policy'>,
): OfWhat<UnlockRequest> {
  const seen = { accountId, region, seenSha256: policy?.sha256 ?? null }
  return service === 's3'
    ? { kind: 'unlock-bucket-policy', bucket: id, ...seen }
    : { kind: 'unlock-queue-policy', queueUrl: id, ...seen }
}
