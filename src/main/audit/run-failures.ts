import type { Failure, FailureCode } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, type Outcome } from '../../shared/ipc/result.ts'

/** These say something about the operator's session, not about an account: the run stops and waits. */
export const stopping: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'credentials-missing',
  'credentials-invalid',
  'credentials-expired',
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
  'tls-failure',
  'not-aws',
])

/** What an account is that was not asked, because the answer is the same for all. */
export function notTried(failure: Failure): Outcome<never> {
  const { code, message, awsCode } = failure
  return fail(failureOf(code, { message, awsCode }))
}
