import type { ProcedureRequest } from '../../../shared/domain/procedures.ts'
import { Button } from '../../ui/button.tsx'
import { showResource } from './unlock-place.ts'

/** From a procedure that changes a policy back to the policy, as it is now; nothing for the others. */
export function BackToPolicy({ request }: { readonly request: ProcedureRequest }) {
  if (request.kind !== 'unlock-bucket-policy' && request.kind !== 'unlock-queue-policy') return null
  const { accountId, caseId, region } = request
  const bucket = request.kind === 'unlock-bucket-policy'
  return (
    <Button
      onClick={() =>
        showResource(
          { service: bucket ? 's3' : 'sqs', accountId, caseId },
          { id: bucket ? request.bucket : request.queueUrl, region },
        )
      }
    >
      Look at the policy
    </Button>
  )
}
