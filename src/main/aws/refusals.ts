import type { FailureCode } from '../../shared/domain/failure.ts'

/** Which call was refused. */
export type Refused = {
  readonly service: string
  readonly operation: string
  /** True where a root session's credentials signed the call. */
  readonly inRootSession: boolean
}

/** The kinds of AccessDenied, told apart by the message (fact sheet 1.2, 2.2, 2.4, 4.6). */
export function denialOf(
  message: string,
  { service, operation, inRootSession }: Refused,
): FailureCode {
  if (inRootSession) return denialInSession(message)
  // It does not say which is missing: the permission, or trusted access for the Account Management service.
  if (service === 'account' && operation !== 'ListRegions') return 'mailbox-access-denied'
  if (operation !== 'AssumeRoot') return 'caller-not-permitted'
  if (/root sessions feature is not enabled/i.test(message)) return 'root-sessions-off'
  if (/root credentials management feature is not enabled/i.test(message)) {
    return 'root-credentials-management-off'
  }
  if (/service not enabled for aws organizations/i.test(message)) return 'trusted-access-off'
  if (/^User: arn:[^:]+:iam::\d{12}:root is not authorized/i.test(message)) return 'caller-is-root'
  return 'assume-root-denied'
}

/**
 * Root may do everything in its account that the task policy lets through, and manage the policies of its buckets whatever they
 * say: what denies it comes from outside the account (fact sheet 2.4), or the resource is another account's.
 */
function denialInSession(message: string): FailureCode {
  if (/service control policy/i.test(message)) return 'denied-by-scp'
  if (/resource control policy/i.test(message)) return 'denied-by-rcp'
  if (/VPC endpoint policy/i.test(message)) return 'denied-by-endpoint-policy'
  if (/session policy/i.test(message)) return 'denied-by-task-policy'
  if (/BlockPublicPolicy/i.test(message)) return 'public-policy-blocked'
  return 'denied-in-root-session'
}

/** What Organizations' ConstraintViolationException means, by its reason (fact sheet 3). */
export function constraintOf(reason: string): FailureCode {
  switch (reason) {
    case 'ORGANIZATION_NOT_IN_ALL_FEATURES_MODE':
      return 'organization-not-all-features'
    case 'SERVICE_ACCESS_NOT_ENABLED':
      return 'trusted-access-off'
    case 'DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE':
      return 'delegate-in-the-way'
    case 'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR':
    case 'CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR':
      return 'delegate-not-eligible'
    default:
      return reason.includes('LIMIT_EXCEEDED') ? 'limit-exceeded' : 'request-invalid'
  }
}

/**
 * What the Account Management API means by a code that says something else elsewhere; null where it does not. Its reference names
 * the codes but not which one answers a wrong one-time code (fact sheet 5), so the message is asked first.
 */
export function mailboxRefusalOf(
  name: string,
  message: string,
  { operation }: Refused,
): FailureCode | null {
  const accepting = operation === 'AcceptPrimaryEmailUpdate'
  switch (name) {
    case 'Validation':
      if (!accepting) return 'invalid-input'
      if (/attempts/i.test(message)) return 'too-many-codes'
      return /expired/i.test(message) ? 'code-expired' : 'wrong-code'
    case 'ResourceNotFound':
      // When accepting: no change is waiting for a code.
      return accepting ? 'code-expired' : 'account-not-found'
    case 'Conflict':
      return 'email-in-use'
    case 'TooManyRequests':
      return accepting && /attempts/i.test(message) ? 'too-many-codes' : null
    default:
      return null
  }
}
