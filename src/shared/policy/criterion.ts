import { conditionKeyOf } from './condition-keys.ts'
import type { ConditionKey, Route, Sample, Scene } from './condition-key.ts'
import {
  conditionHolds,
  conditionOperatorOf,
  takesWildcards,
  type ConditionOperator,
} from './condition-operator.ts'
import { commonText, fits } from './pattern.ts'
import { unlikely } from './policy-context.ts'
import type { PolicyCondition } from './policy-statement.ts'
import type { PolicyValue, ValueReader } from './policy-value.ts'

/**
 * One thing that a Deny asks of a request before it applies: a line of its Condition block, or its principal.
 * A request gets past the Deny by not meeting one of its criteria.
 */
export type Criterion = {
  readonly key: ConditionKey
  /** Null for the principal. */
  readonly condition: PolicyCondition | null
  /** Whether a request with this value meets it; null where that cannot be told. */
  meets(value: string | null): boolean | null
  /** Values worth trying beside the ordinary ones. */
  readonly samples: readonly Sample[]
  /** False where AWS may read the criterion more strictly than it looks. */
  readonly sure: boolean
  /** Who gets past if what cannot be told is so; null: the key has a word for it. */
  readonly doubt: string | null
}

/** How many requests get past: everybody can make one, some can, or nobody. */
export type Breadth = 'nobody' | 'some' | 'anyone'

/** What criteria on one key leave open between them. */
export type Opening = {
  readonly breadth: Breadth
  /** False where it cannot be told whether somebody really gets past. */
  readonly sure: boolean
  /** The ways into AWS that these requests can have taken: those that everybody can make, and all of them. */
  readonly routes: Readonly<Record<'anyone' | 'some', ReadonlySet<Route>>>
  /** Who gets past, where it is some: nouns in the plural. */
  readonly who: readonly string[]
}

type Width = Pick<Opening, 'breadth' | 'sure'>

/** The one through which more get, or more surely. */
export function wider<Way extends Width>(a: Way, b: Way): Way {
  return rank(b) > rank(a) ? b : a
}

function rank({ breadth, sure }: Width): number {
  return breadth === 'anyone' ? 3 : breadth === 'nobody' ? 0 : sure ? 2 : 1
}

/** Reads a line of a Condition block as a criterion. */
export function conditionCriterion(
  condition: PolicyCondition,
  scene: Scene,
  read: ValueReader,
): Criterion {
  const key = conditionKeyOf(condition.key, scene)
  const operator = conditionOperatorOf(condition.operator)
  if (operator === null) {
    return {
      key: { ...key, isPossible: () => true, free: false, sure: false },
      condition,
      meets: () => null,
      samples: [{ value: null, text: null }],
      sure: false,
      doubt: `requests that do not meet ${condition.operator} on ${condition.key}`,
    }
  }
  const wanted = condition.values.map(read)
  return {
    key,
    condition,
    meets: (value) => conditionHolds(operator, wanted, value),
    samples: [
      { value: null, text: null },
      ...key.others,
      ...wanted.flatMap((value) => samplesOf(value, key, operator)),
    ],
    sure: true,
    doubt: null,
  }
}

/**
 * What the criteria, all on the same key, leave open: the values with which a request meets none of them.
 * The key is that of the first.
 */
export function openingOf(criteria: readonly [Criterion, ...Criterion[]]): Opening {
  const [{ key }] = criteria
  const past = key.ordinary.filter((value) => criteria.every(({ meets }) => meets(value) === false))
  const special = specialWays(criteria)
  const routes = {
    anyone: routesOf(key, past),
    some: routesOf(key, [...past, ...special.map(({ value }) => value)]),
  }
  const isEveryKind = key.chosen ? past.length > 0 : past.length === key.ordinary.length
  if (isEveryKind && past.length > 0) return { breadth: 'anyone', sure: true, routes, who: [] }
  const surely = special.filter((way) => way.surely)
  if (surely.length > 0 && key.free) {
    return { breadth: 'anyone', sure: true, routes: { ...routes, anyone: routes.some }, who: [] }
  }
  if (past.length + special.length === 0) {
    return { breadth: 'nobody', sure: true, routes, who: [] }
  }
  return {
    breadth: 'some',
    sure: past.length > 0 || (key.sure && surely.length > 0 && criteria.every(({ sure }) => sure)),
    routes,
    who: [...past.map(key.whoOrdinary), ...criteria.flatMap((one) => whoOf(one, special))],
  }
}

type SpecialWay = Sample & { readonly from: Criterion; readonly surely: boolean }

/** Values that are possible beside the ordinary ones, and meet none of the criteria, or perhaps none. */
function specialWays(criteria: readonly [Criterion, ...Criterion[]]): SpecialWay[] {
  const [{ key }] = criteria
  return criteria.flatMap((from) => {
    const ordinary = key.ordinary.map((value): Sample => ({ value, text: null }))
    return [...ordinary, ...from.samples].flatMap((sample) => {
      const { value } = sample
      const isOrdinary = key.ordinary.includes(value)
      if (!isOrdinary && !key.isPossible(value)) return []
      const answers = criteria.map(({ meets }) => meets(value))
      if (answers.includes(true)) return []
      const surely = !answers.includes(null)
      return isOrdinary && surely ? [] : [{ ...sample, from, surely }]
    })
  })
}

/** Names the values of the policy that get past; where none is named, whoever has the key, or lacks it. */
function whoOf(criterion: Criterion, special: readonly SpecialWay[]): string[] {
  const { key, doubt } = criterion
  const ways = special.filter(({ from }) => from === criterion)
  const texts = [...new Set(ways.flatMap(({ text }) => text ?? []))]
  if (texts.length > 0) return [key.who(texts)]
  if (ways.length > 0 && doubt !== null) return [doubt]
  if (ways.some(({ value }) => value !== null)) return [key.who(null)]
  return ways.length > 0 ? [key.whoOrdinary(null)] : []
}

function routesOf(key: ConditionKey, values: readonly (string | null)[]): ReadonlySet<Route> {
  const routes = values.map((value) => key.route(value))
  return routes.some((route) => route === null)
    ? everyRoute
    : new Set(routes.flatMap((route) => route ?? []))
}

const everyRoute: ReadonlySet<Route> = new Set(['internet', 'endpoint'])

/**
 * Texts that fit a value of the policy and look like values of the key. A value that ordinary requests carry
 * needs no sample: they are tried anyway.
 */
function samplesOf(wanted: PolicyValue, key: ConditionKey, operator: ConditionOperator): Sample[] {
  const { text, resolved } = wanted
  if (operator.comparison === 'null') return []
  if (resolved === null) return [{ value: unlikely, text }]
  if (!takesWildcards(operator)) return [{ value: resolved.text, text }]
  if (key.ordinary.some((value) => value !== null && fits(resolved.pattern, value))) return []
  return key.shapes.flatMap((shape) => {
    const value = commonText(resolved.pattern, shape)
    return value === null ? [] : [{ value, text }]
  })
}
