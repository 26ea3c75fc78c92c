import { anyOf } from './condition-key.ts'
import type { Capability, PolicyContext, PolicyService } from './policy-context.ts'
import type { PolicyCondition, PolicyStatement } from './policy-statement.ts'
import { describePrincipal } from './principal.ts'

/** Sentences about policies are put together from these: for somebody who has never read a policy. */

/** "statement 2", with its Sid where it has one. People count from 1. */
export function statementName({ index, sid }: Pick<PolicyStatement, 'index' | 'sid'>): string {
  return sid === null || sid === '' ? `statement ${index + 1}` : `statement ${index + 1} (“${sid}”)`
}

/** "a", "a and b", "a, b and c". */
export function allOf(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

export function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

export const resourceWord = { s3: 'bucket', sqs: 'queue' } as const satisfies Record<
  PolicyService,
  string
>

/** "every S3 action", "s3:GetObject and s3:PutObject", "every S3 action but …". */
export function actionsPhrase(
  { actions, notActions }: PolicyStatement,
  { service }: PolicyContext,
): string {
  const every = `every ${service === 's3' ? 'S3' : 'SQS'} action`
  if (notActions) return `${every} but ${listed(notActions)}`
  const isEvery = (actions ?? []).some(
    (action) => action === '*' || action.toLowerCase() === `${service}:*`,
  )
  return isEvery ? every : listed(actions ?? [])
}

/** "this bucket and its objects", "some of its objects", "this queue". */
export function resourcesPhrase(
  statement: PolicyStatement,
  { service }: PolicyContext,
  covers: { readonly resource: boolean; readonly data: boolean },
): string {
  if (service === 'sqs') return 'this queue'
  if (covers.resource && covers.data) return 'this bucket and its objects'
  if (covers.resource) return 'this bucket'
  if (covers.data) return 'the objects of this bucket'
  return statement.notResources ? 'a part of this bucket' : listed(statement.resources ?? [])
}

/** "everyone", "everyone but the role deploy of account …", "everyone in this account (…)". */
export function principalsPhrase(
  { principals, notPrincipals }: PolicyStatement,
  { accountId }: PolicyContext,
): string {
  if (notPrincipals) return `everyone but ${allOf(notPrincipals.map(describePrincipal))}`
  if (!principals || principals.some(({ kind }) => kind === 'everyone')) return 'everyone'
  return allOf(
    principals.map((principal) =>
      principal.kind === 'account' && principal.accountId === accountId
        ? `everyone in this account (${accountId})`
        : describePrincipal(principal),
    ),
  )
}

/** "aws:SourceVpce is not vpce-1": what a line of a Condition block asks for. */
export function conditionPhrase({ operator, key, values }: PolicyCondition): string {
  const bare = operator.replace(/^For(?:All|Any)Values?:/i, '').replace(/IfExists$/i, '')
  if (bare.toLowerCase() === 'null') {
    return values.some((value) => value.toLowerCase() === 'true')
      ? `${key} is missing`
      : `${key} is there`
  }
  const orMissing = /IfExists$/i.test(operator) ? ' or is missing' : ''
  return `${key} ${verbs[bare.toLowerCase()] ?? bare} ${anyOf(values)}${orMissing}`
}

const verbs: Readonly<Record<string, string>> = {
  stringequals: 'is',
  stringnotequals: 'is not',
  stringequalsignorecase: 'is',
  stringnotequalsignorecase: 'is not',
  stringlike: 'is like',
  stringnotlike: 'is not like',
  arnequals: 'is like',
  arnnotequals: 'is not like',
  arnlike: 'is like',
  arnnotlike: 'is not like',
  bool: 'is',
  binaryequals: 'is',
  ipaddress: 'is in',
  notipaddress: 'is not in',
  numericequals: 'is',
  numericnotequals: 'is not',
  numericlessthan: 'is less than',
  numericlessthanequals: 'is at most',
  numericgreaterthan: 'is more than',
  numericgreaterthanequals: 'is at least',
  dateequals: 'is',
  datenotequals: 'is not',
  datelessthan: 'is before',
  datelessthanequals: 'is not after',
  dategreaterthan: 'is after',
  dategreaterthanequals: 'is not before',
}

/** "read or change", of the policy; null where nothing of it is lost. */
export function policyVerbs(
  lost: readonly Capability[],
  { service }: PolicyContext,
): string | null {
  const has = (capability: Capability) => lost.includes(capability)
  const change =
    has('replace-policy') && (has('delete-policy') || service === 'sqs')
      ? 'change'
      : has('replace-policy')
        ? 'replace'
        : has('delete-policy')
          ? 'delete'
          : null
  const verbs = [has('read-policy') ? 'read' : null, change].filter((verb) => verb !== null)
  return verbs.length === 0 ? null : anyOf(verbs)
}

/** "read or write objects"; null where no data is lost. */
export function dataVerbs(lost: readonly Capability[], { service }: PolicyContext): string | null {
  const { read, write, what } = dataWords[service]
  const verbs = [
    ...(lost.includes('read-data') ? [read] : []),
    ...(lost.includes('write-data') ? [write] : []),
  ]
  return verbs.length === 0 ? null : `${anyOf(verbs)} ${what}`
}

const dataWords = {
  s3: { read: 'read', write: 'write', what: 'objects' },
  sqs: { read: 'receive', write: 'send', what: 'messages' },
} as const satisfies Record<PolicyService, Record<'read' | 'write' | 'what', string>>

/** "nobody but the root user can read or change this policy, and nobody can read objects". */
export function lossPhrase(
  lost: readonly Capability[],
  context: PolicyContext,
  nobody: 'nobody' | 'nobody else',
): string {
  const policy = policyVerbs(lost, context)
  const data = dataVerbs(lost, context)
  return [
    ...(policy === null ? [] : [`${nobody} but the root user can ${policy} this policy`]),
    // The root user is no exception where data is denied (fact sheet 2.4 speaks of the policy alone).
    ...(data === null ? [] : [`${nobody} can ${data}`]),
  ].join(', and ')
}

/** Up to three are named; of more, their number. */
function listed(texts: readonly string[]): string {
  const [first = '', second = ''] = texts
  return texts.length <= 3 ? allOf(texts) : `${first}, ${second} and ${texts.length - 2} more`
}
