import { lazy, Suspense } from 'react'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { PlacedResource, PolicyService } from '../../state/procedure-place.ts'
import { ChooseResource } from './choose-resource.tsx'

/** What reads policies comes when one is looked at: the window opens without it. */
const PolicyScreen = lazy(async () => {
  const { PolicyScreen: loaded } = await import('./policy-screen.tsx')
  return { default: loaded }
})

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
    <Suspense>
      <PolicyScreen
        key={`${service} ${accountId} ${resource.id}`}
        service={service}
        accountId={accountId}
        caseId={caseId}
        resource={resource}
      />
    </Suspense>
  ) : (
    <ChooseResource service={service} accountId={accountId} caseId={caseId} />
  )
}
