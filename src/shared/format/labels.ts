import type { AccountState } from '../domain/accounts.ts'
import type { ControlStatus } from '../domain/controls.ts'
import type { MfaKind } from '../domain/credentials.ts'
import type { FindingKind, Severity } from '../domain/findings.ts'
import type { Posture } from '../domain/posture.ts'
import type { RunState } from '../domain/runs.ts'

/** The words for the closed sets that the window and the reports both show. */
export const postureLabel = {
  'non-compliant': 'Non-compliant',
  unknown: 'Unknown',
  stale: 'Stale',
  exempt: 'Exempt',
  compliant: 'Compliant',
  'not-applicable': 'Not applicable',
} as const satisfies Record<Posture, string>

export const postureMeaning = {
  'non-compliant': 'Root credentials are present and no exemption covers them',
  unknown: 'Could not be observed: may hold root credentials',
  stale: 'Last observed before the freshness window',
  exempt: 'Root credentials are present, each finding covered by a valid exemption',
  compliant: 'Observed inside the freshness window, no root credentials',
  'not-applicable': 'Management account, or an account that is not active',
} as const satisfies Record<Posture, string>

export const findingLabel = {
  'access-key': 'Access key',
  'password-without-mfa': 'Password without MFA',
  password: 'Password with MFA',
  'signing-certificate': 'Signing certificate',
  'residual-mfa': 'Residual MFA',
} as const satisfies Record<FindingKind, string>

export const severityLabel = {
  critical: 'Critical',
  high: 'High',
  low: 'Low',
} as const satisfies Record<Severity, string>

export const stateLabel = {
  PENDING_ACTIVATION: 'Pending activation',
  ACTIVE: 'Active',
  SUSPENDED: 'Suspended',
  PENDING_CLOSURE: 'Pending closure',
  CLOSED: 'Closed',
  UNKNOWN: 'State unknown',
} as const satisfies Record<AccountState, string>

export const runStateLabel = {
  running: 'Running',
  paused: 'Paused',
  interrupted: 'Interrupted',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
} as const satisfies Record<RunState, string>

export const controlStatusLabel = {
  PASS: 'Pass',
  FAIL: 'Fail',
  NOT_APPLICABLE: 'Not applicable',
  UNKNOWN: 'Unknown',
} as const satisfies Record<ControlStatus, string>

export const mfaKindLabel = {
  virtual: 'Virtual (authenticator app)',
  passkey: 'Passkey or security key',
  hardware: 'Hardware token',
} as const satisfies Record<MfaKind, string>
