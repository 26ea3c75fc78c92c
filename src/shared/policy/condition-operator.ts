import { ipRangeOf, liesIn } from './ip-range.ts'
import { arnFits, arnTextsOf, fits } from './pattern.ts'
import type { PolicyValue, ResolvedValue } from './policy-value.ts'

/** An operator of a Condition block, taken apart. */
export type ConditionOperator = {
  /** `ForAllValues` and `ForAnyValue`: how keys with several values are compared. */
  readonly quantifier: 'all' | 'any' | null
  readonly comparison: Comparison
  /** The Not form: holds where nothing is equal. */
  readonly negated: boolean
  readonly ifExists: boolean
}

type Comparison = keyof typeof comparisons | 'null'

/** Whether a value of a request fits a value of the policy; null where that cannot be told. */
type Compare = (value: string) => (wanted: ResolvedValue) => boolean | null

const comparisons = {
  stringequals:
    (value) =>
    ({ text }) =>
      text === value,
  stringequalsignorecase:
    (value) =>
    ({ text }) =>
      text.toLowerCase() === value.toLowerCase(),
  stringlike:
    (value) =>
    ({ pattern }) =>
      fits(pattern, value),
  // AWS treats the two alike (IAM User Guide, ARN condition operators).
  arnequals: fitsArn,
  arnlike: fitsArn,
  bool:
    (value) =>
    ({ text }) =>
      text.toLowerCase() === value.toLowerCase(),
  binaryequals:
    (value) =>
    ({ text }) =>
      text === value,
  ipaddress: (value) => {
    const address = ipRangeOf(value)
    return ({ addresses }) => addresses && address && liesIn(address, addresses)
  },
  numericequals: numeric((wanted, value) => value === wanted),
  numericlessthan: numeric((wanted, value) => value < wanted),
  numericlessthanequals: numeric((wanted, value) => value <= wanted),
  numericgreaterthan: numeric((wanted, value) => value > wanted),
  numericgreaterthanequals: numeric((wanted, value) => value >= wanted),
  dateequals: date((wanted, value) => value === wanted),
  datelessthan: date((wanted, value) => value < wanted),
  datelessthanequals: date((wanted, value) => value <= wanted),
  dategreaterthan: date((wanted, value) => value > wanted),
  dategreaterthanequals: date((wanted, value) => value >= wanted),
} as const satisfies Record<string, Compare>

/** Takes an operator apart, e.g. `ForAllValues:StringNotLikeIfExists`; null where it is not known. */
export function conditionOperatorOf(text: string): ConditionOperator | null {
  const [, quantifier, name = ''] =
    /^(?:(forallvalues|foranyvalue):)?([a-z]+)$/.exec(text.toLowerCase()) ?? []
  const ifExists = name.endsWith('ifexists')
  const base = ifExists ? name.slice(0, -'ifexists'.length) : name
  const negated = base !== 'null' && negations.has(base)
  const comparison = negations.get(base) ?? base
  if (comparison !== 'null' && !isComparison(comparison)) return null
  return {
    quantifier: quantifier === undefined ? null : quantifier === 'forallvalues' ? 'all' : 'any',
    comparison,
    negated,
    ifExists,
  }
}

/** Whether wildcards count in the operator's values. */
export function takesWildcards({ comparison }: ConditionOperator): boolean {
  return comparison === 'stringlike' || comparison === 'arnlike' || comparison === 'arnequals'
}

/**
 * Whether a condition holds for a request whose key has this value; a key that is not in the request has the
 * value null. The answer is null where it cannot be told: a policy variable, or a value of another kind.
 *
 * A missing key fails a comparison, satisfies its Not form, satisfies `IfExists` and `ForAllValues`, and
 * fails `ForAnyValue` (IAM User Guide, condition operators, and multivalued context keys).
 */
export function conditionHolds(
  operator: ConditionOperator,
  wanted: readonly PolicyValue[],
  value: string | null,
): boolean | null {
  const { comparison, negated, quantifier } = operator
  if (comparison === 'null') {
    return wanted.some(({ text }) => (text.toLowerCase() === 'true') === (value === null))
  }
  if (value === null) {
    if (quantifier !== null) return quantifier === 'all'
    return operator.ifExists || negated
  }
  const compare: Compare = comparisons[comparison]
  const isFitting = compare(value)
  const answers = wanted.map(({ resolved }) => resolved && isFitting(resolved))
  const isOne = answers.includes(true) ? true : answers.includes(null) ? null : false
  return isOne === null ? null : isOne !== negated
}

/** The instant of a date in a policy: ISO 8601, UTC where it names no zone, or seconds since 1970; or null. */
export function instantOf(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text) && text.length > 4) return Number(text) * 1_000
  const zoned = /T[^Zz+-]*$/.test(text) ? `${text}Z` : text
  const instant = Date.parse(zoned)
  return Number.isNaN(instant) ? null : instant
}

const negations: ReadonlyMap<string, keyof typeof comparisons> = new Map([
  ['stringnotequals', 'stringequals'],
  ['stringnotequalsignorecase', 'stringequalsignorecase'],
  ['stringnotlike', 'stringlike'],
  ['arnnotequals', 'arnequals'],
  ['arnnotlike', 'arnlike'],
  ['notipaddress', 'ipaddress'],
  ['numericnotequals', 'numericequals'],
  ['datenotequals', 'dateequals'],
])

function isComparison(name: string): name is keyof typeof comparisons {
  return Object.hasOwn(comparisons, name)
}

function fitsArn(value: string): ReturnType<Compare> {
  const parts = arnTextsOf(value)
  return ({ arn }) => arnFits(arn, parts)
}

function numeric(holds: (wanted: number, value: number) => boolean): Compare {
  return (value) => {
    const given = numberOf(value)
    return ({ text }) => {
      const wanted = numberOf(text)
      return wanted === null || given === null ? null : holds(wanted, given)
    }
  }
}

function date(holds: (wanted: number, value: number) => boolean): Compare {
  return (value) => {
    const given = instantOf(value)
    return ({ text }) => {
      const wanted = instantOf(text)
      return wanted === null || given === null ? null : holds(wanted, given)
    }
  }
}

function numberOf(text: string): number | null {
  const number = Number(text)
  return text.trim() === '' || Number.isNaN(number) ? null : number
}
