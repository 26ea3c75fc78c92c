import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { PreImage, ReadPolicy } from '../../../shared/domain/resources.ts'
import type { PolicyContext } from '../../../shared/policy/policy-context.ts'
import type { Repair } from '../../../shared/policy/policy-repair.ts'
import type { PolicyService } from '../../state/procedure-place.ts'
import { reads } from '../../state/reads.ts'
import { firstWay, readChange, type ChangeReading } from './policy-change.ts'
import { policyView, repairsOf, type PolicyView } from './policy-view.ts'
import { draftKey, keepDraft, useUnlockDrafts, type UnlockDraft } from './unlock-drafts.ts'

type PolicyChangeInput = {
  readonly service: PolicyService
  readonly accountId: AccountId
  readonly caseId: string | null
  /** The bucket's name, or the queue's URL. */
  readonly id: string
  readonly read: ReadPolicy
  readonly context: PolicyContext
}

/** What is being done with one policy. */
export type PolicyChangeState = {
  /** The policy as it is. */
  readonly now: PolicyView
  readonly repairs: readonly Repair[]
  /** The policies that stood here before, newest first. */
  readonly preImages: readonly PreImage[]
  readonly draft: UnlockDraft
  readonly reading: ChangeReading
  /** The policy as it would be; null while that is not known. */
  readonly afterwards: PolicyView | null
  /** True where the policy was another one when it was last looked at here. */
  readonly movedOn: boolean
  readonly change: (part: Partial<UnlockDraft>) => void
  /** Says that it went into a plan: the reason belongs to that one. */
  readonly planned: () => void
}

/** The choices for one policy, kept while one looks at something else, with what they come to. */
export function usePolicyChange(input: PolicyChangeInput): PolicyChangeState {
  const { service, accountId, caseId, id, read, context } = input
  const key = draftKey(service, accountId, id)
  const held = useUnlockDrafts(({ drafts }) => drafts.get(key))
  const { data: images } = useQuery(reads.preImages(accountId))
  const text = read.policy?.text ?? null
  const seenSha256 = read.policy?.sha256 ?? null
  const now = useMemo(() => policyView(text, context), [text, context])
  const repairs = useMemo(() => repairsOf(now, context), [now, context])
  const preImages = useMemo(
    () => (images ?? []).filter((image) => image.service === service && image.resource === id),
    [images, service, id],
  )
  const [lastSeen] = useState(held?.seenSha256)
  const [newest] = preImages
  // What was changed from here is told as such, and is no surprise.
  const isOurs = newest !== undefined && newest.replacedBySha256 === seenSha256
  const movedOn =
    images !== undefined && lastSeen !== undefined && lastSeen !== seenSha256 && !isOurs
  const draft: UnlockDraft =
    held?.seenSha256 === seenSha256
      ? held
      : {
          way: firstWay(repairs),
          text: null,
          preImageId: null,
          seenSha256,
          why: held?.why ?? noWhy(caseId),
        }
  // To be shown is to be looked at: a later change by somebody else can then be told.
  useEffect(() => {
    if (held?.seenSha256 !== draft.seenSha256) keepDraft(key, draft)
  })

  const reading = readChange(draft, { service, policy: read.policy, repairs, preImages })
  const after = useDeferredValue('after' in reading ? reading.after : undefined)
  const afterwards = useMemo(
    () => (after === undefined ? null : policyView(after, context)),
    [after, context],
  )
  return {
    now,
    repairs,
    preImages,
    draft,
    reading,
    afterwards,
    movedOn,
    change: (part) => keepDraft(key, { ...draft, ...part }),
    planned: () => keepDraft(key, { ...draft, why: noWhy(caseId) }),
  }
}

function noWhy(caseId: string | null): UnlockDraft['why'] {
  return { reason: '', ticket: '', caseId }
}
