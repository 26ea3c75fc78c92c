import { ipRangeOf, type IpRange } from './ip-range.ts'
import type { PolicyContext } from './policy-context.ts'
import type { ParsedPolicy } from './policy-document.ts'
import {
  arnPartsOf,
  arnTextsOf,
  literalOf,
  patternOf,
  type ArnPattern,
  type Pattern,
} from './pattern.ts'

/** A value of a policy, as it is compared. */
export type PolicyValue = {
  /** As written. */
  readonly text: string
  /** Null where it holds a policy variable whose value depends on the request. */
  readonly resolved: ResolvedValue | null
}

export type ResolvedValue = {
  readonly text: string
  readonly pattern: Pattern
  /** The pattern in the parts of an ARN; fewer than six where it is none. */
  readonly arn: ArnPattern
  /** Null where it is no address and no range of addresses. */
  readonly addresses: IpRange | null
}

/** A value that a request carries. */
export type GivenValue = {
  readonly text: string
  readonly arn: readonly string[]
  readonly addresses: IpRange | null
}

/** Reads each text once: the same few are compared over and over. */
export type ValueReader = {
  /** A value of the policy, with its variables filled in for requests of the owning account. */
  wanted(text: string): PolicyValue
  given(text: string): GivenValue
}

/**
 * A reader for one policy. Variables count in version 2012-10-17 alone (IAM User Guide, policy variables);
 * `${*}`, `${?}` and `${$}` stand for the characters themselves.
 */
export function createValueReader(
  { version }: Pick<ParsedPolicy, 'version'>,
  { accountId }: PolicyContext,
): ValueReader {
  const known = new Map([
    ['aws:principalaccount', accountId],
    ['aws:resourceaccount', accountId],
    ['s3:resourceaccount', accountId],
  ])
  const readWanted = (text: string): PolicyValue => {
    if (version !== '2012-10-17' || !text.includes('${')) {
      return { text, resolved: resolvedValue(text, patternOf(text)) }
    }
    let plain = ''
    const codes: number[] = []
    let from = 0
    for (const match of text.matchAll(variable)) {
      const name = (match[1] ?? '').trim()
      const value = ['*', '?', '$'].includes(name) ? name : known.get(name.toLowerCase())
      if (value === undefined) return { text, resolved: null }
      const before = text.slice(from, match.index)
      codes.push(...patternOf(before), ...literalOf(value))
      plain += before + value
      from = match.index + match[0].length
    }
    codes.push(...patternOf(text.slice(from)))
    return { text, resolved: resolvedValue(plain + text.slice(from), codes) }
  }
  return { wanted: once(readWanted), given: once(givenValue) }
}

/** The value of a request in all the forms in which it is compared. */
export function givenValue(text: string): GivenValue {
  return { text, arn: arnTextsOf(text), addresses: ipRangeOf(text) }
}

function once<Value>(readOne: (text: string) => Value): (text: string) => Value {
  const values = new Map<string, Value>()
  return (text) => {
    const value = values.get(text) ?? readOne(text)
    values.set(text, value)
    return value
  }
}

function resolvedValue(text: string, pattern: Pattern): ResolvedValue {
  return { text, pattern, arn: arnPartsOf(pattern), addresses: ipRangeOf(text) }
}

/** `${key}`, or `${key, 'default'}`. */
const variable = /\$\{([^},]+)(?:,\s*'[^']*')?\}/g
