import type { FailureCode } from './failure.ts'

/** What AWS or the sign-in say when the operator's credentials have ended: nothing is wrong with what was asked, and it goes on once there are new ones. */
export const credentialsEnded: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'credentials-expired',
  'token-revoked',
  'sign-in-needed',
])

/** What keeps new credentials away, whatever the old ones were: a person has to mend it, somewhere else than here. */
export const credentialsWithheld: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'role-not-assigned',
  'hop-refused',
  'profile-missing',
  'profile-unusable',
  'config-unreadable',
  'credentials-missing',
  'credentials-invalid',
  'credential-process-failed',
])
