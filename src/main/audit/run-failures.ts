import type { Failure, FailureCode } from '../../shared/domain/failure.ts'
import { credentialsEnded } from '../../shared/domain/credentials-ended.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, type Outcome } from '../../shared/ipc/result.ts'

/** No credentials came, for a reason that holds for every account. */
export const withoutCredentials: readonly FailureCode[] = [
  'credentials-missing',
  'role-not-assigned',
  'profile-missing',
  'profile-unusable',
  'config-unreadable',
  'credential-process-failed',
  'hop-refused',
]
/** No way to AWS, and no other account has one: what stands on it says so. */
export const withoutWay: readonly FailureCode[] = [
  'tls-failure',
  'not-aws',
  'no-ipv4',
  'proxy-unreachable',
  'proxy-refused',
  'proxy-answered',
  'authority-unreadable',
]
/** These say something about the operator's session, not about an account: the run stops and waits. */
export const stopping: ReadonlySet<FailureCode> = new Set<FailureCode>([
  ...credentialsEnded,
  ...withoutCredentials,
  'credentials-invalid',
  'signature-rejected',
  'clock-skew',
  'caller-is-root',
  'not-in-organization',
  'region-disabled',
  'wrong-endpoint',
  'egress-refused',
])
/** These hold for every account alike: the others are not asked one by one. */
export const organizationWide: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'trusted-access-off',
  'root-credentials-management-off',
  'organization-not-all-features',
])
/** These say something about the way to AWS, where many accounts meet them in a row. */
export const unreachable: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'no-network',
  'timed-out',
  'connection-lost',
  'name-not-found',
  ...withoutWay,
])

/** What an account is that was not asked, because the answer is the same for all. */
export function notTried(failure: Failure): Outcome<never> {
  const { code, message, awsCode } = failure
  return fail(failureOf(code, { message, awsCode }))
}
