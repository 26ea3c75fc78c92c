import type { Route } from './condition-key.ts'
import type { Breadth } from './criterion.ts'
import type { Denial } from './denial.ts'
import { createKeyOptions, type CriterionUse, type KeyOption, type Level } from './key-option.ts'

/** How many requests get past a set of Denies. */
export type WayPast = {
  readonly breadth: Breadth
  /** False where it cannot be told whether somebody really gets past. */
  readonly sure: boolean
  /** Who gets past, where it is some: one noun in the plural for each way, up to a few of them. */
  readonly who: readonly string[]
}

/**
 * Looks for the widest way past all of the Denies at once: a request, by what it carries under each of their
 * keys, that fails a criterion of every one of them. So two Denies that each leave a way, one through an
 * endpoint and one from an address, are seen to leave none between them.
 */
export function wayPast(denials: readonly Denial[]): WayPast {
  const bySignature = new Map(denials.map((denial) => [denial.signature, denial]))
  // By signature, so that the order of statements changes nothing.
  const different = [...bySignature]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, denial]) => denial)
  if (different.length === 0) return { breadth: 'anyone', sure: true, who: [] }
  const optionsOf = usesByKey(different).map(createKeyOptions)
  const all = (1n << BigInt(different.length)) - 1n
  for (const level of levels) {
    const { plans, isGivenUp } = plansFor(
      optionsOf.map((options) => options(level)),
      all,
    )
    if (plans.length > 0) return { ...level, who: level.breadth === 'anyone' ? [] : plans }
    if (isGivenUp) return { breadth: 'some', sure: false, who: [] }
  }
  return shut
}

const shut: WayPast = { breadth: 'nobody', sure: true, who: [] }
const levels: readonly Level[] = [
  { breadth: 'anyone', sure: true },
  { breadth: 'some', sure: true },
  { breadth: 'some', sure: false },
]

/** The search gives up after so many steps and says that it cannot tell. A policy needs a handful. */
const mostSteps = 5_000
const mostPlans = 4

function usesByKey(denials: readonly Denial[]): (readonly [CriterionUse, ...CriterionUse[]])[] {
  const uses = denials.flatMap(({ criteria }, index) =>
    criteria.map((criterion): CriterionUse => ({ bit: 1n << BigInt(index), criterion })),
  )
  const byKey = Map.groupBy(uses, ({ criterion }) => criterion.key.id)
  return [...byKey.values()].flatMap(([first, ...others]) => (first ? [[first, ...others]] : []))
}

type Plans = { readonly plans: readonly string[]; readonly isGivenUp: boolean }

/** Ways to take one option of each key so that together they get past all; each as who can do that. */
function plansFor(keys: readonly (readonly KeyOption[])[], all: bigint): Plans {
  const plans: (readonly string[])[] = []
  const reachable = keys.map((_, index) =>
    keys.slice(index).reduce((sum, options) => options.reduce((a, { past }) => a | past, sum), 0n),
  )
  let steps = 0
  const walk = (index: number, past: bigint, route: Route | null, who: readonly string[]): void => {
    if (past === all) {
      plans.push(who)
      return
    }
    if ((past | (reachable[index] ?? 0n)) !== all) return
    for (const option of keys[index] ?? []) {
      steps += 1
      if (steps > mostSteps || plans.length >= mostPlans) return
      const isAtOdds = route !== null && option.route !== null && option.route !== route
      const isNew = (option.past & ~past) !== 0n
      if (isAtOdds || (!isNew && option.past !== 0n)) continue
      const words = isNew && option.who.length > 0 ? [option.who.join(' or ')] : []
      walk(index + 1, past | option.past, option.route ?? route, [...who, ...words])
    }
  }
  walk(0, 0n, null, [])
  return { plans: simplest(plans), isGivenUp: steps > mostSteps }
}

/** In words, without those that ask for all that another one asks for, and more. */
function simplest(plans: readonly (readonly string[])[]): string[] {
  const asksLess = (one: readonly string[], other: readonly string[]) =>
    one.length < other.length && one.every((words) => other.includes(words))
  return [
    ...new Set(
      plans
        .filter((plan) => !plans.some((other) => asksLess(other, plan)))
        .map((words) => words.join(' that are also ')),
    ),
  ]
}
