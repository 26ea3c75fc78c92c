import type { CaseScenario, RecoveryStep } from './cases.ts'

export const scenarioLabel = {
  'root-only-task': 'A task that only root can do',
  'locked-out-account': 'Nobody can get into the account',
  'locked-resource-policy': 'A policy locks everyone out of a bucket or queue',
  'lost-mailbox': 'The root mailbox is lost',
  'incident-response': 'Incident response',
  exercise: 'Exercise',
} as const satisfies Record<CaseScenario, string>

export const recoveryStepLabel = {
  'mailbox-owner-ready': 'The owner of the root mailbox is ready',
  'password-reset': 'The password was reset by “Forgot password”',
  'mfa-registered': 'An MFA device was registered',
  'task-done': 'The task was done',
  'signed-out': 'The root user signed out',
} as const satisfies Record<RecoveryStep, string>
