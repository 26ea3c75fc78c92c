import type { Failure, FailureCode } from '../../shared/domain/failure.ts'

/**
 * Failures after which a call with `repeat: 'once'` was certainly not done: nothing was sent, or AWS answered that it refused.
 * What is not listed leaves doubt, a code that is added later included.
 */
const notDone: ReadonlySet<FailureCode> = new Set([
  // nothing was sent
  'credentials-missing',
  'sign-in-needed',
  'token-revoked',
  'role-not-assigned',
  'profile-missing',
  'profile-unusable',
  'config-unreadable',
  'credential-process-failed',
  'hop-refused',
  'locked',
  'no-network',
  'name-not-found',
  'no-ipv4',
  'proxy-unreachable',
  'proxy-refused',
  'proxy-answered',
  'authority-unreadable',
  'egress-refused',
  'invalid-input',
  'resource-of-another-account',
  // Only before the sending: a call that left is finished, whatever ends meanwhile (call.ts).
  'cancelled',
  // AWS did not believe the signature, or did not look at the call
  'credentials-invalid',
  'credentials-expired',
  'root-session-expired',
  'signature-rejected',
  'clock-skew',
  'throttled',
  'region-disabled',
  'wrong-region',
  'wrong-endpoint',
  // AWS refused
  'caller-not-permitted',
  'caller-is-root',
  'not-in-organization',
  'not-management-or-delegate',
  'management-account-required',
  'trusted-access-off',
  'root-credentials-management-off',
  'root-sessions-off',
  'organization-not-all-features',
  'assume-root-denied',
  'denied-by-scp',
  'denied-by-rcp',
  'denied-by-endpoint-policy',
  'denied-by-task-policy',
  'denied-in-root-session',
  'account-not-found',
  'no-such-entity',
  'entity-exists',
  'entity-busy',
  'limit-exceeded',
  'delegate-in-the-way',
  'already-delegate',
  'not-a-delegate',
  'delegate-not-eligible',
  'no-such-bucket',
  'no-bucket-policy',
  'no-such-queue',
  'malformed-policy',
  'public-policy-blocked',
  'mailbox-access-denied',
  'email-in-use',
  'wrong-code',
  'code-expired',
  'too-many-codes',
  'request-invalid',
  'aws-other',
])

/**
 * True where it is unknown whether AWS did what a call with `repeat: 'once'` asked: it was sent, and no answer came that can be
 * believed (timed out, connection lost, fault of AWS, unreadable, not AWS, and whatever nobody foresaw). Such a call is read back
 * before anything else is done, and never repeated blindly.
 */
export function isInDoubt(failure: Failure): boolean {
  return !notDone.has(failure.code)
}
