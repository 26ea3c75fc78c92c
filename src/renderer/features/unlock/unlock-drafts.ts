import { create } from 'zustand'
import type { Why } from '../procedures/begin/why.ts'
import type { ChangeDraft } from './policy-change.ts'
import type { PolicySubject } from './unlock-place.ts'

/** What the operator has done so far with the policy of one bucket or queue. */
export type UnlockDraft = ChangeDraft & {
  /** SHA-256 of the policy it was done with; null where there was none. */
  readonly seenSha256: string | null
  readonly why: Why
}

type UnlockDrafts = { readonly drafts: ReadonlyMap<string, UnlockDraft> }

/** Drafts outlive the screen, so that a look at something else costs nothing that was typed. */
export const useUnlockDrafts = create<UnlockDrafts>(() => ({ drafts: new Map() }))

/** By what the draft of a bucket or queue is found again; that of a case belongs to the case. */
export function draftKey({ service, accountId, caseId, resource }: PolicySubject): string {
  return [service, accountId, resource.id, caseId ?? ''].join(' ')
}

/** Keeps what was done so far; the draft before it is gone. */
export function keepDraft(key: string, draft: UnlockDraft): void {
  useUnlockDrafts.setState(({ drafts }) => ({ drafts: new Map(drafts).set(key, draft) }))
}
