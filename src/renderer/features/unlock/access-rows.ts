import { capabilityRequests, type PolicyContext } from '../../../shared/policy/policy-context.ts'
import type { RequestJudgement } from '../../../shared/policy/policy-judgement.ts'
import type { PolicyView } from './policy-view.ts'
import { capabilitiesWords, whoCan } from './unlock-words.ts'

/** Who can do something, and how many that is; null where it is not known. */
export type Access = {
  readonly words: string
  readonly breadth: RequestJudgement['way']['breadth'] | null
}

/** What the same people can do, now and afterwards. */
export type AccessRow = {
  /** `Read, replace and delete the policy`. */
  readonly what: string
  readonly now: Access
  readonly afterwards: Access
  readonly changes: boolean
}

/** What the policy decides, one row for everything that the same people can do before and after. */
export function accessRows(
  context: PolicyContext,
  now: PolicyView,
  afterwards: PolicyView | null,
): AccessRow[] {
  const groups = Map.groupBy(
    capabilityRequests(context).map(({ capability, onPolicy }) => ({
      capability,
      onPolicy,
      now: accessOf(now, capability),
      afterwards: accessOf(afterwards, capability),
    })),
    (row) => JSON.stringify([row.onPolicy, row.now.words, row.afterwards.words]),
  )
  return Array.from(groups.values()).flatMap((group) => {
    const [first] = group
    return first
      ? [
          {
            what: capabilitiesWords(
              group.map(({ capability }) => capability),
              context,
            ),
            now: first.now,
            afterwards: first.afterwards,
            changes:
              first.afterwards.breadth !== null && first.now.words !== first.afterwards.words,
          },
        ]
      : []
  })
}

function accessOf(view: PolicyView | null, capability: string): Access {
  if (view === null) return { words: '–', breadth: null }
  if (view.kind === 'unreadable') return { words: 'cannot be told', breadth: null }
  const judgement = view.judgements.find(({ request }) => request.capability === capability)
  if (!judgement) throw new Error('every capability of a service is judged')
  return { words: whoCan(judgement), breadth: judgement.way.breadth }
}
