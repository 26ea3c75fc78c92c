import type { PolicyText } from '../../../shared/domain/plans.ts'
import type { PolicyChange } from '../../../shared/domain/procedures.ts'
import type { PreImage } from '../../../shared/domain/resources.ts'
import { parsePolicy } from '../../../shared/policy/policy-document.ts'
import { policyLimitBytes } from '../../../shared/policy/policy-context.ts'
import type { Repair, RepairKind } from '../../../shared/policy/policy-repair.ts'
import type { PolicyProblem } from '../../../shared/policy/policy-problem.ts'
import { countedOf } from '../../format/count.ts'
import { compacted } from './readable-policy.ts'
import type { PolicyService } from '../../state/procedure-place.ts'

/** What can be done with a policy: each of the repairs, or a text of one's own, or one that was there before. */
export type WayKind = RepairKind | 'edit' | 'restore'

/** What the operator has chosen so far. */
export type ChangeDraft = {
  readonly way: WayKind | null
  /** What was typed into the editor; null before it was opened. */
  readonly text: string | null
  /** The pre-image to restore; null while none is chosen. */
  readonly preImageId: string | null
}

/** What a draft comes to: a change to plan, or the sentence that says what is in the way. */
export type ChangeReading =
  | { readonly ready: true; readonly change: PolicyChange; readonly after: string | null }
  | {
      readonly ready: false
      readonly missing: string
      /** The policy it would come to; undefined while that is not known. */
      readonly after?: string | null
    }

/** The way that is chosen before the operator does: the smallest repair where there is one, and never to delete. */
export function firstWay(repairs: readonly Repair[]): WayKind | null {
  const recommended = repairs.find((repair) => repair.recommended)
  return recommended && recommended.kind !== 'delete' ? recommended.kind : null
}

/** Reads a draft against the policy as it is. */
export function readChange(
  draft: ChangeDraft,
  against: {
    readonly service: PolicyService
    readonly policy: Pick<PolicyText, 'text'> | null
    readonly repairs: readonly Repair[]
    readonly preImages: readonly PreImage[]
  },
): ChangeReading {
  const { service, policy, repairs, preImages } = against
  const now = policy?.text ?? null
  switch (draft.way) {
    case null:
      return { ready: false, missing: 'Choose what to do with the policy.' }
    case 'narrow':
    case 'drop': {
      const text = repairs.find(({ kind }) => kind === draft.way)?.policy
      if (text === undefined || text === null) {
        return { ready: false, missing: 'Choose what to do with the policy.' }
      }
      return { ready: true, change: { kind: 'put', by: 'repair', policy: text }, after: text }
    }
    case 'delete':
      return now === null
        ? { ready: false, missing: 'There is no policy to delete.' }
        : { ready: true, change: { kind: 'delete' }, after: null }
    case 'edit':
      return readEdit(draft.text, now, service)
    case 'restore': {
      const image = preImages.find(({ id }) => id === draft.preImageId)
      if (!image) return { ready: false, missing: 'Choose which policy to restore.' }
      const after = image.policy?.text ?? null
      return after === now
        ? { ready: false, missing: 'That is the policy as it stands.', after }
        : { ready: true, change: { kind: 'restore', preImageId: image.id }, after }
    }
  }
}

function readEdit(text: string | null, now: string | null, service: PolicyService): ChangeReading {
  if (text === null) return { ready: false, missing: 'The editor is being opened.' }
  const parsed = parsePolicy(text, policyLimitBytes[service])
  if (!parsed.ok) return { ready: false, missing: problemWords(parsed.problems), after: text }
  if (text === now) return { ready: false, missing: 'Nothing is changed yet.', after: text }
  return now !== null && compacted(text) === compacted(now)
    ? { ready: false, missing: 'Nothing but white space is changed yet.', after: text }
    : { ready: true, change: { kind: 'put', by: 'edit', policy: text }, after: text }
}

/** The first problem with its line, and how many more there are. */
export function problemWords([first, ...others]: readonly PolicyProblem[]): string {
  if (!first) return 'The text is no policy.'
  const place = first.code === 'too-large' ? '' : `Line ${first.line}: `
  const more = others.length > 0 ? ` (and ${countedOf(others.length, 'more problem')})` : ''
  return `${place}${first.message}${more}`
}
