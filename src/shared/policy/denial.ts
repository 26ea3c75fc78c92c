import { conditionKey, principalArns, type Sample, type Scene } from './condition-key.ts'
import { conditionCriterion, openingOf, wider, type Criterion, type Opening } from './criterion.ts'
import { actionFits, fits } from './pattern.ts'
import type { CapabilityRequest, PolicyContext } from './policy-context.ts'
import type { PolicyStatement } from './policy-statement.ts'
import type { ValueReader } from './policy-value.ts'
import { describePrincipal, principalArnOf, type Principal } from './principal.ts'

/** A Deny that bears on one kind of request. */
export type Denial = {
  readonly statement: PolicyStatement
  /** What a request must meet for the Deny to apply; empty where it applies to every request. */
  readonly criteria: readonly Criterion[]
  /** What each of them leaves open, taken by itself. */
  readonly openings: readonly Opening[]
  /** The widest of these: how many get past the Deny, were it the only one. */
  readonly alone: Pick<Opening, 'breadth' | 'sure'>
  /** The same for Denies that ask the same of a request. */
  readonly signature: string
}

/** What a Deny asks of requests like this one, which it bears on. */
export function denialOf(statement: PolicyStatement, scene: Scene, read: ValueReader): Denial {
  const criteria = [
    ...principalCriteria(statement, scene),
    ...statement.conditions.map((line) => conditionCriterion(line, scene, read)),
  ]
  const { principals, notPrincipals } = statement
  const lines = statement.conditions.map(({ operator, key, values }) => [operator, key, values])
  const openings = criteria.map(openingOf)
  return {
    statement,
    criteria,
    openings,
    alone: openings.reduce<Denial['alone']>(wider, { breadth: 'nobody', sure: true }),
    signature: JSON.stringify([principals, notPrincipals, lines]),
  }
}

/** Whether the statement's actions and resources take in this request. */
export function bearsOn(
  statement: PolicyStatement,
  { action, resourceArn }: Pick<CapabilityRequest, 'action' | 'resourceArn'>,
  context: PolicyContext,
  read: ValueReader,
): boolean {
  const { actions, notActions } = statement
  const isIn = (patterns: readonly string[]) =>
    patterns.some((pattern) => actionFits(pattern, action))
  return (
    (actions ? isIn(actions) : notActions !== null && !isIn(notActions)) &&
    takesIn(statement, resourceArn, context, read)
  )
}

/** Whether the statement's resources take in this one. A statement that names none means its own resource. */
export function takesIn(
  { resources, notResources }: PolicyStatement,
  resourceArn: string,
  context: PolicyContext,
  read: ValueReader,
): boolean {
  const isIn = (patterns: readonly string[]) =>
    patterns.some((pattern) => resourceFits(pattern, resourceArn, context, read))
  return resources ? isIn(resources) : notResources === null || !isIn(notResources)
}

/** Queue policies of before 2011 name a queue as `/account/name`. */
function resourceFits(
  pattern: string,
  resourceArn: string,
  { service }: PolicyContext,
  read: ValueReader,
): boolean {
  const { resolved } = read.wanted(pattern)
  if (resolved === null) return false
  if (fits(resolved.pattern, resourceArn)) return true
  const [, , , , account = '', name = ''] = resourceArn.split(':')
  return service === 'sqs' && fits(resolved.pattern, `/${account}/${name}`)
}

/** None where the statement speaks of everyone. */
function principalCriteria(
  { principals, notPrincipals }: PolicyStatement,
  scene: Scene,
): Criterion[] {
  const key = conditionKey('aws:PrincipalArn', {
    ...principalArns(scene),
    who: (values) => (values ?? []).join(' or '),
  })
  if (principals) {
    if (principals.some(({ kind }) => kind === 'everyone')) return []
    return [
      {
        key,
        condition: null,
        meets: (value) => isAmong(value, principals, true),
        samples: scene.request.onPolicy ? [] : [elsewhere],
        sure: true,
        doubt: 'everybody here, should the canonical user ID be that of another account',
      },
    ]
  }
  if (!notPrincipals) return []
  return [
    {
      key,
      condition: null,
      meets(value) {
        const among = isAmong(value, notPrincipals, false)
        return among === null ? null : !among
      },
      samples: notPrincipals.flatMap((principal) => sampleOf(principal, scene)),
      sure: notPrincipals.every((principal) => isListedInFull(principal, notPrincipals)),
      doubt: 'everybody here, should the canonical user ID be that of this account',
    },
  ]
}

/** Data is open to others than the account's own principals. */
const elsewhere: Sample = {
  value: 'arn:aws:iam::elsewhere:root',
  text: 'principals of other accounts',
}

/**
 * Whether a principal with this ARN is among those listed. In a Deny's Principal an account stands for all
 * of its principals; in NotPrincipal users and roles must be listed beside their account, so that the account
 * alone leaves out its root user alone (IAM User Guide, NotPrincipal).
 */
function isAmong(
  arn: string | null,
  listed: readonly Principal[],
  accountsStandForAll: boolean,
): boolean | null {
  const answers = listed.map((principal) => {
    switch (principal.kind) {
      case 'everyone':
        return true
      case 'account':
        return (
          arn === principal.text ||
          (accountsStandForAll && arn?.split(':')[4] === principal.accountId)
        )
      case 'role-session':
        // One session of a role: in Principal its other sessions stay free.
        return !accountsStandForAll && arn !== null && principalArnOf(principal) === arn
      case 'user':
      case 'role':
      case 'federated-user':
        return arn !== null && principalArnOf(principal) === arn
      case 'canonical-user':
        return null
      case 'service':
      case 'federated':
        return arn === principal.text
      case 'unique-id':
      case 'unknown':
        return false
    }
  })
  return answers.includes(true) ? true : answers.includes(null) ? null : false
}

/** A value with which a principal that NotPrincipal leaves out comes; none where nobody can be it. */
function sampleOf(principal: Principal, { request }: Scene): Sample[] {
  const text = principal.text
  switch (principal.kind) {
    case 'user':
    case 'role':
    case 'role-session':
    case 'federated-user': {
      const value = principalArnOf(principal)
      return value === null ? [] : [{ value, text: describePrincipal(principal) }]
    }
    case 'account':
      return request.onPolicy
        ? []
        : [{ value: text, text: `the root user of account ${principal.accountId ?? text}` }]
    case 'service':
    case 'federated':
      return request.onPolicy ? [] : [{ value: text, text: describePrincipal(principal) }]
    case 'everyone':
    case 'canonical-user':
    case 'unique-id':
    case 'unknown':
      return []
  }
}

/** Whether NotPrincipal also lists the account of a user or role: AWS may deny the whole account otherwise. */
function isListedInFull({ accountId, kind }: Principal, listed: readonly Principal[]): boolean {
  if (kind !== 'user' && kind !== 'role' && kind !== 'role-session' && kind !== 'federated-user') {
    return true
  }
  const lists = (wanted: Principal['kind']) =>
    listed.some((other) => other.kind === wanted && other.accountId === accountId)
  return lists('account') && (kind !== 'role' || lists('role-session'))
}
