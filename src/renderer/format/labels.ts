import type { AccountState } from '../../shared/domain/accounts.ts'
import type { ConnectionKind, Caller } from '../../shared/domain/connections.ts'
import type { ControlStatus } from '../../shared/domain/controls.ts'
import type { MfaKind } from '../../shared/domain/credentials.ts'
import type { FindingKind, Severity } from '../../shared/domain/findings.ts'
import type { Posture } from '../../shared/domain/posture.ts'
import type {
  CredentialKind,
  OrganizationSwitch,
  OutcomeState,
  ProcedureKind,
  ProcedureState,
  ProcedureStep,
} from '../../shared/domain/procedures.ts'
import type { RunState } from '../../shared/domain/runs.ts'

/** The words for every closed set that reaches the screen. */
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

export const callerKindLabel = {
  management: 'Management account',
  'delegated-administrator': 'Delegated administrator',
  member: 'Member account',
  unknown: 'Place in the organization unknown',
} as const satisfies Record<Caller['kind'], string>

export const connectionKindLabel = {
  practice: 'Practice',
  environment: 'Environment',
  profile: 'Profile',
} as const satisfies Record<ConnectionKind, string>

export const procedureLabel = {
  'audit-root-credentials': 'Audit root credentials',
  'delete-root-credentials': 'Delete root credentials',
  'allow-password-recovery': 'Allow password recovery',
  'change-root-mailbox': 'Fix the root mailbox',
  'unlock-bucket-policy': 'Unlock an S3 bucket',
  'unlock-queue-policy': 'Unlock an SQS queue',
  'switch-organization': 'Organization switch',
} as const satisfies Record<ProcedureKind, string>

export const procedureStepLabel = {
  preflight: 'Preflight',
  plan: 'Plan',
  approval: 'Approval',
  confirm: 'Confirm',
  execute: 'Execute',
  verify: 'Verify',
  report: 'Report',
} as const satisfies Record<ProcedureStep, string>

export const procedureStateLabel = {
  working: 'Working',
  waiting: 'Waits for you',
  paused: 'Paused',
  interrupted: 'Interrupted',
  stopped: 'Stopped',
  completed: 'Completed',
  cancelled: 'Cancelled',
} as const satisfies Record<ProcedureState, string>

export const outcomeLabel = {
  pending: 'Not begun',
  working: 'Working',
  waiting: 'Waiting',
  done: 'Done',
  'already-so': 'Already so',
  skipped: 'Skipped',
  failed: 'Failed',
  changed: 'Changed meanwhile',
  'in-doubt': 'In doubt',
  'not-run': 'Not run',
} as const satisfies Record<OutcomeState, string>

export const credentialLabel = {
  'access-key': 'Access keys',
  'signing-certificate': 'Signing certificates',
  password: 'Console password',
  'mfa-device': 'MFA devices',
} as const satisfies Record<CredentialKind, string>

export const switchLabel = {
  'trusted-access': 'Trusted access for IAM',
  RootCredentialsManagement: 'Root credentials management',
  RootSessions: 'Privileged root actions',
  'delegated-administrator': 'Delegated administrator for IAM',
} as const satisfies Record<OrganizationSwitch, string>
