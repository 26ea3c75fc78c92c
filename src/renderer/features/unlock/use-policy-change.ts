import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { PreImage, ReadPolicy } from '../../../shared/domain/resources.ts'
import type { PolicyContext } from '../../../shared/policy/policy-context.ts'
import type { Repair } from '../../../shared/policy/policy-repair.ts'
import { reads } from '../../state/reads.ts'
import { firstWay, readChange, type ChangeReading, type WayKind } from './policy-change.ts'
import { startText } from './start-text.ts'
import type { PolicySubject } from './unlock-place.ts'
import { policyView, repairsOf, type PolicyView } from './policy-view.ts'
import { draftKey, keepDraft, useUnlockDrafts, type UnlockDraft } from './unlock-drafts.ts'

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
  /** The chosen way in a few words; null while none is. */
  readonly chosen: string | null
  readonly choose: (way: WayKind) => void
  readonly change: (part: Partial<UnlockDraft>) => void
  /** Says that it went into a plan: the reason belongs to that one. */
  readonly planned: () => void
}

/** The choices for one policy, kept while one looks at something else, with what they come to. */
export function usePolicyChange(
  subject: PolicySubject,
  read: ReadPolicy,
  context: PolicyContext,
): PolicyChangeState {
  const { service, accountId, caseId } = subject
  const { id } = subject.resource
  const key = draftKey(subject)
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

  const change = (part: Partial<UnlockDraft>) => keepDraft(key, { ...draft, ...part })
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
    chosen: chosenWords(draft.way, repairs),
    choose: (way) => {
      const opens = way === 'edit' && draft.text === null
      change({ way, ...(opens ? { text: startText(text) } : {}) })
    },
    change,
    planned: () => keepDraft(key, { ...draft, why: noWhy(caseId) }),
  }
}

/** A way in a few words, for the end of the screen. */
function chosenWords(way: WayKind | null, repairs: readonly Repair[]): string | null {
  if (way === null) return null
  if (way === 'edit') return 'Replace the policy by the text of the editor'
  if (way === 'restore') return 'Restore an earlier policy'
  return repairs.find(({ kind }) => kind === way)?.title ?? null
}

function noWhy(caseId: string | null): UnlockDraft['why'] {
  return { reason: '', ticket: '', caseId }
}
