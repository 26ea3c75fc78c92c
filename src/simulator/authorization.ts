import type { Caller } from './authentication/caller.ts'
import { governingPolicies } from './organization.ts'
import type { Organization } from './organization.ts'
import { evaluatePolicies } from './policy/policy-evaluation.ts'
import type { PolicyRequest } from './policy/policy-evaluation.ts'
import type { Call } from './service.ts'

/** What is to be done to what. `context` adds condition keys of the service. */
export interface Intention {
  readonly action: string
  readonly resource: string
  /** The account that owns the resource, for `aws:ResourceAccount`. */
  readonly resourceAccount?: string
  readonly context?: Readonly<Record<string, string>>
}

/**
 * The sentence with which IAM refuses, or null when the call is allowed: service control policies on the account's
 * path, then the session's task policy, then the operator's own policy (fact sheet, sections 2.1 and 2.2).
 */
export function refusalOf(call: Call, intention: Intention): string | null {
  const reason = denialReason(call, intention)
  if (reason === null) return null
  return `${unexplainedRefusal(call.caller, intention)} ${reason}`
}

/** The same sentence without its reason, as AssumeRoot gives it (fact sheet, section 1.2). */
export function unexplainedRefusal(caller: Caller, { action, resource }: Intention): string {
  return `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`
}

function denialReason({ world, caller, region }: Call, intention: Intention): string | null {
  const request: PolicyRequest = {
    action: intention.action,
    resource: intention.resource,
    context: {
      ...contextOf(caller, world.organization.id, region, intention),
      ...ownerContext(world.organization, intention.resourceAccount ?? caller.accountId),
      ...intention.context,
    },
  }
  const account = world.organization.accountsById.get(caller.accountId)
  if (account !== undefined) {
    const guards = governingPolicies(world.organization, account).map(({ document }) => document)
    if (evaluatePolicies(guards, request) === 'explicit-deny') {
      return 'with an explicit deny in a service control policy'
    }
  }
  if (
    caller.taskPolicy !== null &&
    evaluatePolicies([caller.taskPolicy.document], request) === 'explicit-deny'
  ) {
    return 'with an explicit deny in a session policy'
  }
  if (caller.identityPolicy === null) return null
  const verdict = evaluatePolicies([caller.identityPolicy], request)
  if (verdict === 'explicit-deny') return 'with an explicit deny in an identity-based policy'
  return verdict === 'allowed'
    ? null
    : `because no identity-based policy allows the ${intention.action} action`
}

const PRINCIPAL_TYPES = {
  user: 'User',
  role: 'AssumedRole',
  root: 'Account',
  'root-session': 'Account',
} as const

/** The keys about where the owner of the resource stands; there only for members (IAM User Guide, `aws:ResourceOrgPaths`). */
function ownerContext(organization: Organization, accountId: string): Record<string, string> {
  const owner = organization.accountsById.get(accountId)
  if (owner?.inOrganization !== true) return {}
  return {
    'aws:resourceorgid': organization.id,
    'aws:resourceorgpaths': owner.unit.path,
  }
}

/** The global condition keys of a request, in lower case. `aws:AssumedRoot` is there only for AssumeRoot's sessions (fact sheet, section 1.5). */
function contextOf(
  caller: Caller,
  organizationId: string,
  region: string,
  intention: Intention,
): Record<string, string> {
  const context: Record<string, string> = {
    'aws:principalarn': caller.principalArn,
    'aws:principalaccount': caller.accountId,
    'aws:principalorgid': organizationId,
    'aws:principaltype': PRINCIPAL_TYPES[caller.kind],
    'aws:userid': caller.userId,
    'aws:requestedregion': region,
    'aws:resourceaccount': intention.resourceAccount ?? caller.accountId,
  }
  if (caller.kind === 'root-session') context['aws:assumedroot'] = 'true'
  if (caller.sourceIdentity !== null) context['aws:sourceidentity'] = caller.sourceIdentity
  return context
}
