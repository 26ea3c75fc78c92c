import { z } from 'zod'
import { AccountId } from '../../shared/domain/accounts.ts'
import { ReadinessResult, type ReadinessCheckId } from '../../shared/domain/readiness.ts'
import type { Store } from '../database/store.ts'

/** How the checks of one connection came out last. */
export type Remembered = {
  readonly probeAccountId: AccountId | null
  readonly results: ReadonlyMap<ReadinessCheckId, ReadinessResult>
}

const Kept = z.strictObject({
  probeAccountId: AccountId.nullable(),
  results: z.array(ReadinessResult),
})

/**
 * Keeps the last result of each check by connection (`null`: without one), so that what was wrong can be told after a restart, with its date. What an
 * older version kept and this one cannot read is as if it had not been looked at.
 */
export function createReadinessMemory(facts: Pick<Store['settings'], 'remembered' | 'remember'>) {
  const known = new Map<string, Remembered>()

  function of(connectionId: string | null): Remembered {
    const key = keyOf(connectionId)
    const remembered = known.get(key) ?? read(facts.remembered(key))
    known.set(key, remembered)
    return remembered
  }

  function put(connectionId: string | null, remembered: Remembered): void {
    const key = keyOf(connectionId)
    known.set(key, remembered)
    const { probeAccountId, results } = remembered
    facts.remember(key, JSON.stringify({ probeAccountId, results: [...results.values()] }))
  }

  return {
    of,
    keep(connectionId: string | null, result: ReadinessResult): void {
      const before = of(connectionId)
      put(connectionId, {
        ...before,
        results: new Map([...before.results, [result.id, result]]),
      })
    },
    /** Remembers the account on which the task policies are proven. */
    choose(connectionId: string | null, probeAccountId: AccountId | null): void {
      if (of(connectionId).probeAccountId === probeAccountId) return
      put(connectionId, { ...of(connectionId), probeAccountId })
    },
  }
}

function keyOf(connectionId: string | null): string {
  return `readiness.${connectionId ?? ''}`
}

function read(text: string | null): Remembered {
  const kept = Kept.safeParse(text === null ? null : JSON.parse(text))
  if (!kept.success) return { probeAccountId: null, results: new Map() }
  const { probeAccountId, results } = kept.data
  return { probeAccountId, results: new Map(results.map((result) => [result.id, result])) }
}
