import { create } from 'zustand'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { PolicyService } from '../../state/procedure-place.ts'
import type { Why } from '../procedures/begin/why.ts'
import type { ChangeDraft } from './policy-change.ts'

/** What the operator has done so far with the policy of one bucket or queue. */
export type UnlockDraft = ChangeDraft & {
  /** SHA-256 of the policy it was done with; null where there was none. */
  readonly seenSha256: string | null
  readonly why: Why
}

type UnlockDrafts = { readonly drafts: ReadonlyMap<string, UnlockDraft> }

/** Drafts outlive the screen, so that a look at something else costs nothing that was typed. */
export const useUnlockDrafts = create<UnlockDrafts>(() => ({ drafts: new Map() }))

/** By what the draft of a bucket or queue is found again. */
export function draftKey(service: PolicyService, accountId: AccountId, id: string): string {
  return `${service} ${accountId} ${id}`
}

/** Keeps what was done so far; the draft before it is gone. */
export function keepDraft(key: string, draft: UnlockDraft): void {
  useUnlockDrafts.setState(({ drafts }) => ({ drafts: new Map(drafts).set(key, draft) }))
}
