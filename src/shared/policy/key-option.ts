import type { ConditionKey, Route, Sample } from './condition-key.ts'
import { whoOf, type Criterion } from './criterion.ts'

/** What a request can carry under one key, and which Denies that gets it past. */
export type KeyOption = {
  /** One bit for each Denial. */
  readonly past: bigint
  /** The way into AWS that such a request has taken; null where that is open. */
  readonly route: Route | null
  /** Who can make such a request; empty where everybody can. */
  readonly who: readonly string[]
}

/** How many have to get past, and whether it must be certain that they exist. */
export type Level = { readonly breadth: 'anyone' | 'some'; readonly sure: boolean }

/** A criterion of the Denial with this bit. */
export type CriterionUse = { readonly bit: bigint; readonly criterion: Criterion }

/**
 * The options of one key: the values that the policy and the key itself give reason to try. An option that
 * gets past no more than another one is left out; to carry nothing that matters is always one.
 */
export function keyOptions(
  uses: readonly [CriterionUse, ...CriterionUse[]],
  level: Level,
): KeyOption[] {
  const [{ criterion }] = uses
  const options =
    level.breadth === 'anyone'
      ? optionsOfAll(criterion.key, uses)
      : [...ordinaryOptions(criterion.key, uses, level), ...specialOptions(uses, level)]
  const indifferent: KeyOption = { past: 0n, route: null, who: [] }
  return [...widest(options), indifferent]
}

/** What every administrator can carry: one of the values that all choose from, or whatever value is theirs. */
function optionsOfAll(key: ConditionKey, uses: readonly CriterionUse[]): KeyOption[] {
  const each = key.ordinary.map((value): KeyOption => ({
    past: pastWith(value, uses, (answer) => answer === false),
    route: key.route(value),
    who: [],
  }))
  const sent = key.free ? specialOptions(uses, { breadth: 'some', sure: true }) : []
  const free = sent.map((option) => ({ ...option, who: [] }))
  if (key.chosen) return [...each, ...free]
  const [first, ...others] = each
  const past = others.reduce((all, other) => all & other.past, first?.past ?? 0n)
  return [{ past, route: null, who: [] }, ...free]
}

function ordinaryOptions(
  key: ConditionKey,
  uses: readonly CriterionUse[],
  { sure }: Level,
): KeyOption[] {
  return key.ordinary.map((value) => {
    const certain = pastWith(value, uses, (answer) => answer === false)
    const past = sure ? certain : pastWith(value, uses, (answer) => answer !== true)
    const doubted = uses.filter(({ bit }) => (past & ~certain & bit) !== 0n)
    const own = key.chosen || certain === 0n ? [] : [key.whoOrdinary(value)]
    const doubts = doubted.flatMap(({ criterion }) => whoOf(criterion, [], [value]))
    return { past, route: key.route(value), who: unique([...own, ...doubts]) }
  })
}

/** Values that only some carry: those that the policy names, and those that the key is known for. */
function specialOptions(uses: readonly CriterionUse[], { sure }: Level): KeyOption[] {
  const samples = uses.flatMap(({ criterion }) =>
    criterion.samples
      .filter(({ value }) => !criterion.key.ordinary.includes(value))
      .filter(({ value }) => criterion.key.isPossible(value))
      .filter(() => !sure || criterion.key.sure || criterion.key.free)
      .map((sample) => ({ ...sample, criterion })),
  )
  const byValue = Map.groupBy(samples, ({ value }) => value)
  const byEffect = Map.groupBy(byValue, ([value, [first]]) => {
    const certain = (answer: boolean | null, use: CriterionUse) =>
      answer === false && (!sure || use.criterion.sure)
    const past = pastWith(value, uses, sure ? certain : (answer) => answer !== true)
    return `${past} ${first?.criterion.key.route(value) ?? ''}`
  })
  return [...byEffect].flatMap(([effect, values]) => {
    const [past = '0', route] = effect.split(' ')
    const named = values.flatMap(([, each]) => each)
    const who = unique(
      [...Map.groupBy(named, ({ criterion }) => criterion)].flatMap(([criterion, each]) =>
        whoOf(criterion, each, []),
      ),
    )
    return { past: BigInt(past), route: route === '' ? null : (route as Route), who }
  })
}

function pastWith(
  value: Sample['value'],
  uses: readonly CriterionUse[],
  counts: (answer: boolean | null, use: CriterionUse) => boolean,
): bigint {
  return uses.reduce(
    (past, use) => (counts(use.criterion.meets(value), use) ? past | use.bit : past),
    0n,
  )
}

/** Of two options where one gets past all that the other does, by the same way in, the first or wider one. */
function widest(options: readonly KeyOption[]): KeyOption[] {
  return options.filter((one, index) => {
    const isBetter = (other: KeyOption, at: number) =>
      at !== index &&
      (one.past & ~other.past) === 0n &&
      (other.route === null || other.route === one.route) &&
      (one.past !== other.past || one.route !== other.route || at < index)
    return !options.some(isBetter)
  })
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)]
}
