import { conditionKeyOf } from './condition-keys.ts'
import type { ConditionKey, Sample, Scene } from './condition-key.ts'
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

/** What a criterion leaves open, taken by itself. */
export type Opening = {
  readonly breadth: Breadth
  /** False where it cannot be told whether somebody really gets past. */
  readonly sure: boolean
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
  const wanted = condition.values.map(read.wanted)
  return {
    key,
    condition,
    meets: (value) => conditionHolds(operator, wanted, value === null ? null : read.given(value)),
    samples: [
      { value: null, text: null },
      ...key.others,
      ...wanted.flatMap((value) => samplesOf(value, key, operator)),
    ],
    sure: true,
    doubt: null,
  }
}

/** What a criterion leaves open: the values with which a request does not meet it. */
export function openingOf(criterion: Criterion): Opening {
  const { key, samples } = criterion
  const ordinary = key.ordinary.map((value) => ({ value, answer: criterion.meets(value) }))
  const past = ordinary.filter(({ answer }) => answer === false).map(({ value }) => value)
  const doubtful = ordinary.filter(({ answer }) => answer === null).map(({ value }) => value)
  const isEveryKind = key.chosen ? past.length > 0 : past.length === ordinary.length
  if (past.length > 0 && isEveryKind) return { breadth: 'anyone', sure: true, who: [] }
  const special = samples
    .filter(({ value }) => !key.ordinary.includes(value) && key.isPossible(value))
    .map((sample) => ({ ...sample, answer: criterion.meets(sample.value) }))
    .filter(({ answer }) => answer !== true)
  const surely = special.some(({ answer }) => answer === false)
  if (surely && key.free) return { breadth: 'anyone', sure: true, who: [] }
  if (past.length + doubtful.length + special.length === 0) {
    return { breadth: 'nobody', sure: true, who: [] }
  }
  return {
    breadth: 'some',
    sure: past.length > 0 || (surely && key.sure && criterion.sure),
    who: [...past.map(key.whoOrdinary), ...whoOf(criterion, special, doubtful)],
  }
}

/** Names the values of the policy that get past; where none is named, whoever has the key, or lacks it. */
export function whoOf(
  { key, doubt }: Criterion,
  special: readonly Sample[],
  doubtful: readonly (string | null)[],
): string[] {
  const texts = [...new Set(special.flatMap(({ text }) => text ?? []))]
  if (texts.length > 0) return [key.who(texts)]
  if (doubt !== null && special.length + doubtful.length > 0) return [doubt]
  if (special.some(({ value }) => value !== null)) return [key.who(null)]
  return special.length > 0 ? [key.whoOrdinary(null)] : doubtful.map(key.whoOrdinary)
}

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
