import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { PlanTarget } from '../../shared/domain/plans.ts'
import {
  isAsWanted,
  noOutcomes,
  type ItemOutcome,
  type OutcomeCounts,
  type OutcomeState,
  type TargetOutcome,
} from '../../shared/domain/procedures.ts'
import type { TargetResult } from './procedure-work.ts'

/** Nothing has been done in this account yet. */
export function pendingOutcome(target: PlanTarget): TargetOutcome {
  return {
    accountId: target.accountId,
    state: 'pending',
    note: null,
    failure: null,
    startedAt: null,
    endedAt: null,
    verifiedAt: null,
    items: target.items.map((item) => pendingItem(item.id)),
  }
}

export function pendingItem(itemId: string): ItemOutcome {
  return { itemId, state: 'pending', note: null, failure: null, requestId: null, at: null }
}

/** What is said of an account first, where its items came out differently. */
const worstFirst = [
  'in-doubt',
  'failed',
  'changed',
  'waiting',
  'working',
  'pending',
  'not-run',
  'skipped',
] as const satisfies readonly Exclude<OutcomeState, 'done' | 'already-so'>[]

/**
 * How an account came out, from how its items did. Doubt and failure are never covered by what went well beside them, and what has not ended is not
 * done.
 *
 * @param verifiedAt when AWS was read back as the plan wants it; null where it was not.
 */
export function resultOf(items: readonly ItemOutcome[], verifiedAt: string | null): TargetResult {
  const states = new Set(items.map((item) => item.state))
  const worst = worstFirst.find((state) => states.has(state))
  if (worst !== undefined) {
    const first = items.find((item) => item.state === worst)
    return {
      state: worst,
      note: first?.note ?? null,
      failure: first?.failure ?? null,
      verifiedAt: null,
    }
  }
  const state: OutcomeState = states.has('done') ? 'done' : 'already-so'
  return { state, note: null, failure: null, verifiedAt }
}

/** How many came out how. */
export function countOutcomes(
  outcomes: Iterable<{
    readonly state: OutcomeState
    readonly verified: boolean
    readonly times?: number
  }>,
): OutcomeCounts {
  const counts = { ...noOutcomes }
  for (const { state, verified, times = 1 } of outcomes) {
    counts.total += times
    counts[fieldOf[state]] += times
    if (verified && isAsWanted(state)) counts.verified += times
  }
  return counts
}

const fieldOf = {
  pending: 'open',
  working: 'open',
  waiting: 'open',
  done: 'done',
  'already-so': 'alreadySo',
  skipped: 'skipped',
  failed: 'failed',
  changed: 'changed',
  'in-doubt': 'inDoubt',
  'not-run': 'notRun',
} as const satisfies Record<OutcomeState, keyof OutcomeCounts>

/** The result for an account in which nothing could be done. */
export function failedTarget(failure: Failure): TargetResult {
  return { state: 'failed', note: null, failure, verifiedAt: null }
}

/** The result for an account that could not be read back: what was answered stands, and nothing is called verified. */
export function unreadTarget(items: readonly ItemOutcome[], failure: Failure): TargetResult {
  const result = resultOf(items, null)
  return isAsWanted(result.state)
    ? { ...result, note: `Not read back: ${failure.message}`, failure }
    : { ...result, failure: result.failure ?? failure }
}

/** The result for an account that no longer is what the plan was made from. */
export function changedTarget(difference: string): TargetResult {
  return {
    state: 'changed',
    note: difference,
    failure: failureOf('world-changed', { message: difference }),
    verifiedAt: null,
  }
}
