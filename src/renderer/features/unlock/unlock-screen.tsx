import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { PolicyService } from '../../state/procedure-place.ts'

type UnlockScreenProps = {
  readonly service: PolicyService
  readonly accountId: AccountId | null
  readonly caseId: string | null
}

/** From an account to the bucket or queue that is locked, and to the change of its policy. */
export function UnlockScreen({ service, accountId }: UnlockScreenProps) {
  return (
    <h1>
      {service === 's3' ? 'Unlock an S3 bucket' : 'Unlock an SQS queue'} {accountId}
    </h1>
  )
}
