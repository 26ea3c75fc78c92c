import type { ConnectionKind, Caller } from '../../shared/domain/connections.ts'
import type {
  CredentialKind,
  OrganizationSwitch,
  OutcomeState,
  ProcedureKind,
  ProcedureState,
  ProcedureStep,
} from '../../shared/domain/procedures.ts'

export {
  controlStatusLabel,
  findingLabel,
  mfaKindLabel,
  postureLabel,
  postureMeaning,
  runStateLabel,
  severityLabel,
  stateLabel,
} from '../../shared/format/labels.ts'

/** The words for the other closed sets that reach the screen. */
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
  'identity-center': 'Identity Center',
  keys: 'Access keys',
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
