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

type Uses = readonly [CriterionUse, ...CriterionUse[]]

/**
 * The options of one key: the values that the policy and the key itself give reason to try. An option that
 * gets past no more than another one is left out; to carry nothing that matters is always one.
 */
export function createKeyOptions(uses: Uses): (level: Level) => KeyOption[] {
  const effectOf = createEffects(uses)
  const [{ criterion }] = uses
  const { key } = criterion
  const indifferent: KeyOption = { past: 0n, route: null, who: [] }
  return (level) => {
    const options =
      level.breadth === 'anyone'
        ? optionsOfAll(key, uses, effectOf)
        : [...ordinaryOptions(key, uses, effectOf, level), ...specialOptions(uses, effectOf, level)]
    return [...widest(options), indifferent]
  }
}

/** What a value does, one bit for each Denial. */
type Effect = {
  /** It is certain not to meet one of the Denial's criteria. */
  readonly certain: bigint
  /** The same, and AWS reads the criterion as it looks. */
  readonly trusted: bigint
  /** It may not meet one. */
  readonly possible: bigint
}
type EffectOf = (value: Sample['value']) => Effect

/** Tries each value once, whatever the level asks. */
function createEffects(uses: Uses): EffectOf {
  const effects = new Map<Sample['value'], Effect>()
  return (value) => {
    const known = effects.get(value)
    if (known) return known
    let [certain, trusted, possible] = [0n, 0n, 0n]
    for (const { bit, criterion } of uses) {
      const answer = criterion.meets(value)
      if (answer !== true) possible |= bit
      if (answer === false) certain |= bit
      if (answer === false && criterion.sure) trusted |= bit
    }
    const effect = { certain, trusted, possible }
    effects.set(value, effect)
    return effect
  }
}

/** What every administrator can carry: one of the values that all choose from, or whatever value is theirs. */
function optionsOfAll(key: ConditionKey, uses: Uses, effectOf: EffectOf): KeyOption[] {
  const each = key.ordinary.map((value): KeyOption => ({
    past: effectOf(value).certain,
    route: key.route(value),
    who: [],
  }))
  const sent = key.free ? specialOptions(uses, effectOf, { breadth: 'some', sure: true }) : []
  const free = sent.map((option) => ({ ...option, who: [] }))
  if (key.chosen) return [...each, ...free]
  const [first, ...others] = each
  const past = others.reduce((all, other) => all & other.past, first?.past ?? 0n)
  return [{ past, route: null, who: [] }, ...free]
}

function ordinaryOptions(
  key: ConditionKey,
  uses: Uses,
  effectOf: EffectOf,
  { sure }: Level,
): KeyOption[] {
  return key.ordinary.map((value) => {
    const { certain, possible } = effectOf(value)
    const past = sure ? certain : possible
    const doubted = uses.filter(({ bit }) => (past & ~certain & bit) !== 0n)
    const own = key.chosen || certain === 0n ? [] : [key.whoOrdinary(value)]
    const doubts = doubted.flatMap(({ criterion }) => whoOf(criterion, [], [value]))
    return { past, route: key.route(value), who: unique([...own, ...doubts]) }
  })
}

/** Values that only some carry: those that the policy names, and those that the key is known for. */
function specialOptions(uses: Uses, effectOf: EffectOf, { sure }: Level): KeyOption[] {
  const samples = uses.flatMap(({ criterion }) =>
    criterion.samples
      .filter(({ value }) => !criterion.key.ordinary.includes(value))
      .filter(({ value }) => criterion.key.isPossible(value))
      .filter(() => !sure || criterion.key.sure || criterion.key.free)
      .map((sample) => ({ ...sample, criterion })),
  )
  const alike = Map.groupBy(samples, ({ value, criterion }) => {
    const { trusted, possible } = effectOf(value)
    return `${sure ? trusted : possible} ${criterion.key.route(value) ?? ''}`
  })
  return [...alike].map(([effect, each]) => {
    const [past = '0', route] = effect.split(' ')
    const who = [...Map.groupBy(each, ({ criterion }) => criterion)].flatMap(([criterion, named]) =>
      whoOf(criterion, named, []),
    )
    return {
      past: BigInt(past),
      route: route === 'internet' || route === 'endpoint' ? route : null,
      who: unique(who),
    }
  })
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
