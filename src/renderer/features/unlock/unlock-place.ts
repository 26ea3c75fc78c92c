import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { PlacedResource, PolicyService } from '../../state/procedure-place.ts'
import { replaceProcedures, showProcedures } from '../../state/view-store.ts'

/** What is unlocked, and for which case. */
export type UnlockSubject = {
  readonly service: PolicyService
  readonly accountId: AccountId | null
  readonly caseId: string | null
}

/** One bucket or queue whose policy is on screen. */
export type PolicySubject = UnlockSubject & {
  readonly accountId: AccountId
  readonly resource: PlacedResource
}

/** Changes what the screen is about without a step in the history. */
export function replaceSubject(subject: UnlockSubject): void {
  replaceProcedures({ place: 'unlock', ...subject })
}

/** Goes to the policy of one bucket or queue; without one, to the choice of it. */
export function showResource(subject: UnlockSubject, resource?: PlacedResource): void {
  showProcedures({ place: 'unlock', ...subject, ...(resource ? { resource } : {}) })
}
