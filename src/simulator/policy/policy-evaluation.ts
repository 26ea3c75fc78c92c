import { listOf } from './policy-document.ts'
import type { OneOrMany, PolicyDocument, PolicyStatement } from './policy-document.ts'
import { appendLiteral, appendPattern, compileWildcard, matchesWildcard } from './wildcard.ts'
import type { WildcardPattern } from './wildcard.ts'

/** What a caller wants to do. `context` holds the condition keys of the request, in lower case. */
export interface PolicyRequest {
  /** `service:Operation`, e.g. `iam:GetAccountSummary`. Matched without regard to case. */
  readonly action: string
  readonly resource: string
  readonly context: Readonly<Record<string, string>>
}

export type Verdict = 'allowed' | 'implicit-deny' | 'explicit-deny'

/** A condition operator that this evaluator does not know: better no verdict than a wrong one. */
export class UnknownOperatorError extends Error {}

/**
 * IAM's verdict over a set of documents: an applying Deny wins, else an applying Allow, else the implicit denial.
 * Knows (Not)Action, (Not)Resource, and conditions of the String…, Arn…, Bool and Null families with `IfExists`, `ForAnyValue:` and `ForAllValues:`.
 * Throws {@link UnknownOperatorError} on any other operator.
 */
export function evaluatePolicies(
  documents: readonly PolicyDocument[],
  request: PolicyRequest,
): Verdict {
  let verdict: Verdict = 'implicit-deny'
  for (const document of documents) {
    for (const statement of document.Statement) {
      if (!applies(statement, document.Version === '2012-10-17', request)) continue
      if (statement.Effect === 'Deny') return 'explicit-deny'
      verdict = 'allowed'
    }
  }
  return verdict
}

function applies(
  statement: PolicyStatement,
  withVariables: boolean,
  request: PolicyRequest,
): boolean {
  const action = request.action.toLowerCase()
  const actionFits = (pattern: string) => matchesWildcard(compiled(pattern.toLowerCase()), action)
  const resourceFits = (pattern: string) =>
    fits(pattern, request.resource, withVariables, request.context)
  return (
    element(statement.Action, statement.NotAction, actionFits) &&
    element(statement.Resource, statement.NotResource, resourceFits) &&
    conditionsHold(statement, withVariables, request.context)
  )
}

/** An element and its `Not` form: exactly one is there in a legal statement. */
function element(
  positive: OneOrMany | undefined,
  negative: OneOrMany | undefined,
  fitsOne: (pattern: string) => boolean,
): boolean {
  if (positive !== undefined) return listOf(positive).some(fitsOne)
  return negative !== undefined && !listOf(negative).some(fitsOne)
}

function conditionsHold(
  statement: PolicyStatement,
  withVariables: boolean,
  context: PolicyRequest['context'],
): boolean {
  for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
    for (const [key, values] of Object.entries(keys)) {
      if (
        !conditionHolds(
          operator,
          context[key.toLowerCase()],
          listOf(values),
          withVariables,
          context,
        )
      ) {
        return false
      }
    }
  }
  return true
}

type Comparison = (
  pattern: string,
  value: string,
  withVariables: boolean,
  context: PolicyRequest['context'],
) => boolean

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: (pattern, value, withVariables, context) =>
    resolve(pattern, withVariables, context) === value,
  StringEqualsIgnoreCase: (pattern, value, withVariables, context) =>
    resolve(pattern, withVariables, context)?.toLowerCase() === value.toLowerCase(),
  StringLike: fits,
  ArnEquals: arnFits,
  ArnLike: arnFits,
  Bool: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
}

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
}

/** `ForAnyValue:` and `ForAllValues:`, of keys with several values; here each key has one at most. */
const QUANTIFIER = /^(ForAnyValue|ForAllValues):/

/** Whether {@link evaluatePolicies} knows this condition operator. */
export function isKnownOperator(operator: string): boolean {
  const name = operator.replace(QUANTIFIER, '').replace(/IfExists$/, '')
  return operator === 'Null' || Object.hasOwn(comparisons, negations[name] ?? name)
}

/** A missing key fails a positive operator, satisfies a negated one, and satisfies any with `IfExists` (IAM User Guide, condition operators). */
function conditionHolds(
  operator: string,
  value: string | undefined,
  patterns: readonly string[],
  withVariables: boolean,
  context: PolicyRequest['context'],
): boolean {
  if (operator === 'Null') {
    return patterns.some((pattern) => (pattern.toLowerCase() === 'true') === (value === undefined))
  }
  const quantifier = QUANTIFIER.exec(operator)?.[1]
  const plain = operator.replace(QUANTIFIER, '')
  const ifExists = plain.endsWith('IfExists')
  const name = ifExists ? plain.slice(0, -'IfExists'.length) : plain
  const positive = negations[name]
  const compare = comparisons[positive ?? name]
  if (compare === undefined) {
    throw new UnknownOperatorError(`condition operator ${operator} is not known`)
  }
  // Of no values none fits, and all do.
  if (value === undefined && quantifier !== undefined) return quantifier === 'ForAllValues'
  if (value === undefined) return ifExists || positive !== undefined
  const anyFits = patterns.some((pattern) => compare(pattern, value, withVariables, context))
  return positive === undefined ? anyFits : !anyFits
}

/** ARNs are compared part by part: a wildcard does not reach over a colon, except in the last part. */
function arnFits(
  pattern: string,
  value: string,
  withVariables: boolean,
  context: PolicyRequest['context'],
): boolean {
  const patternParts = arnParts(pattern)
  const valueParts = arnParts(value)
  if (patternParts.length !== 6 || valueParts.length !== 6) {
    return pattern === '*' || pattern === value
  }
  return patternParts.every((part, index) =>
    fits(part, valueParts[index] ?? '', withVariables, context),
  )
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':')
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

function fits(
  pattern: string,
  value: string,
  withVariables: boolean,
  context: PolicyRequest['context'],
): boolean {
  if (!withVariables || !pattern.includes('${')) return matchesWildcard(compiled(pattern), value)
  const codes: number[] = []
  for (const piece of pieces(pattern, context)) {
    if (piece === null) return false
    if (piece.literal) appendLiteral(codes, piece.text)
    else appendPattern(codes, piece.text)
  }
  return matchesWildcard({ codes }, value)
}

/** The text with its variables filled in; null when one has no value: then nothing equals it. */
function resolve(
  text: string,
  withVariables: boolean,
  context: PolicyRequest['context'],
): string | null {
  if (!withVariables || !text.includes('${')) return text
  let resolved = ''
  for (const piece of pieces(text, context)) {
    if (piece === null) return null
    resolved += piece.text
  }
  return resolved
}

interface Piece {
  readonly text: string
  readonly literal: boolean
}

const VARIABLE = /\$\{([^},]+)(?:,\s*'([^']*)')?\}/g

function pieces(pattern: string, context: PolicyRequest['context']): (Piece | null)[] {
  const found: (Piece | null)[] = []
  let from = 0
  for (const match of pattern.matchAll(VARIABLE)) {
    const name = (match[1] ?? '').trim()
    found.push({ text: pattern.slice(from, match.index), literal: false })
    const value = ['*', '?', '$'].includes(name) ? name : (context[name.toLowerCase()] ?? match[2])
    found.push(value === undefined ? null : { text: value, literal: true })
    from = match.index + match[0].length
  }
  found.push({ text: pattern.slice(from), literal: false })
  return found
}

const COMPILED_LIMIT = 2000
const compiledPatterns = new Map<string, WildcardPattern>()

function compiled(pattern: string): WildcardPattern {
  const known = compiledPatterns.get(pattern)
  if (known !== undefined) return known
  const fresh = compileWildcard(pattern)
  if (compiledPatterns.size >= COMPILED_LIMIT) compiledPatterns.clear()
  compiledPatterns.set(pattern, fresh)
  return fresh
}
