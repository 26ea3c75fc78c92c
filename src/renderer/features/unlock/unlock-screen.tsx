import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { PlacedResource, PolicyService } from '../../state/procedure-place.ts'
import { ChooseResource } from './choose-resource.tsx'
import { PolicyScreen } from './policy-screen.tsx'

type UnlockScreenProps = {
  readonly service: PolicyService
  readonly accountId: AccountId | null
  readonly caseId: string | null
  /** The bucket or queue; null while none is chosen. */
  readonly resource: PlacedResource | null
}

/** From an account to the bucket or queue that is locked, and to the change of its policy. */
export function UnlockScreen({ service, accountId, caseId, resource }: UnlockScreenProps) {
  return accountId !== null && resource !== null ? (
    <PolicyScreen
      key={`${service} ${accountId} ${resource.id}`}
      service={service}
      accountId={accountId}
      caseId={caseId}
      resource={resource}
    />
  ) : (
    <ChooseResource service={service} accountId={accountId} caseId={caseId} />
  )
}
