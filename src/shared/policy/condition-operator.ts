import { liesIn } from './ip-range.ts'
import { arnFits, fits } from './pattern.ts'
import type { GivenValue, PolicyValue, ResolvedValue } from './policy-value.ts'

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
type Compare = (wanted: ResolvedValue, given: GivenValue) => boolean | null

const comparisons = {
  stringequals: (wanted, given) => wanted.text === given.text,
  stringequalsignorecase: (wanted, given) => wanted.text.toLowerCase() === given.text.toLowerCase(),
  stringlike: (wanted, given) => fits(wanted.pattern, given.text),
  // AWS treats the two alike (IAM User Guide, ARN condition operators).
  arnequals: (wanted, given) => arnFits(wanted.arn, given.arn),
  arnlike: (wanted, given) => arnFits(wanted.arn, given.arn),
  bool: (wanted, given) => wanted.text.toLowerCase() === given.text.toLowerCase(),
  binaryequals: (wanted, given) => wanted.text === given.text,
  ipaddress: (wanted, given) =>
    wanted.addresses && given.addresses && liesIn(given.addresses, wanted.addresses),
  numericequals: numeric((wanted, given) => given === wanted),
  numericlessthan: numeric((wanted, given) => given < wanted),
  numericlessthanequals: numeric((wanted, given) => given <= wanted),
  numericgreaterthan: numeric((wanted, given) => given > wanted),
  numericgreaterthanequals: numeric((wanted, given) => given >= wanted),
  dateequals: date((wanted, given) => given === wanted),
  datelessthan: date((wanted, given) => given < wanted),
  datelessthanequals: date((wanted, given) => given <= wanted),
  dategreaterthan: date((wanted, given) => given > wanted),
  dategreaterthanequals: date((wanted, given) => given >= wanted),
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
  given: GivenValue | null,
): boolean | null {
  const { comparison, negated, quantifier } = operator
  if (comparison === 'null') {
    return wanted.some(({ text }) => (text.toLowerCase() === 'true') === (given === null))
  }
  if (given === null) {
    if (quantifier !== null) return quantifier === 'all'
    return operator.ifExists || negated
  }
  const compare: Compare = comparisons[comparison]
  const answers = wanted.map(({ resolved }) => resolved && compare(resolved, given))
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

function numeric(holds: (wanted: number, given: number) => boolean): Compare {
  return (wanted, given) => {
    const numbers = [numberOf(wanted.text), numberOf(given.text)] as const
    return numbers[0] === null || numbers[1] === null ? null : holds(numbers[0], numbers[1])
  }
}

function date(holds: (wanted: number, given: number) => boolean): Compare {
  return (wanted, given) => {
    const instants = [instantOf(wanted.text), instantOf(given.text)] as const
    return instants[0] === null || instants[1] === null ? null : holds(instants[0], instants[1])
  }
}

function numberOf(text: string): number | null {
  const number = Number(text)
  return text.trim() === '' || Number.isNaN(number) ? null : number
}
