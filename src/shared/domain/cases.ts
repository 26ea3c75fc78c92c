import { z } from 'zod'
import { AccountId, Instant, OrganizationId } from './accounts.ts'

/** Why a door has to be opened: what only root can do, or what locks everyone else out. */
export const caseScenarios = [
  'root-only-task',
  'locked-out-account',
  'locked-resource-policy',
  'lost-mailbox',
  'incident-response',
  'exercise',
] as const
export const CaseScenario = z.enum(caseScenarios)
export type CaseScenario = z.infer<typeof CaseScenario>

/** What people do after root password recovery was allowed, in this order. */
export const recoverySteps = [
  'mailbox-owner-ready',
  'password-reset',
  'mfa-registered',
  'task-done',
  'signed-out',
] as const
export const RecoveryStep = z.enum(recoverySteps)
export type RecoveryStep = z.infer<typeof RecoveryStep>

export const RecoveryStepDone = z.strictObject({
  step: RecoveryStep,
  /** Who did it: a name. */
  by: z.string(),
  at: Instant,
})
export type RecoveryStepDone = z.infer<typeof RecoveryStepDone>

/** An account that a case has opened for password recovery. */
export const ReopenedAccount = z.strictObject({
  accountId: AccountId,
  accountName: z.string(),
  /** The procedure that opened it. */
  procedureId: z.string(),
  reopenedAt: Instant,
  steps: z.array(RecoveryStepDone),
  /** When its root credentials were read back as gone; null while it is open. */
  closedAt: Instant.nullable(),
  /** The procedure that closed it. */
  closedByProcedureId: z.string().nullable(),
})
export type ReopenedAccount = z.infer<typeof ReopenedAccount>

export const BreakGlassCase = z.strictObject({
  id: z.string(),
  organizationId: OrganizationId,
  scenario: CaseScenario,
  reason: z.string(),
  ticket: z.string(),
  openedAt: Instant,
  openedBy: z.string(),
  /** The end of the time box. After it no procedure begins in the case, but what is open can and must be closed. */
  until: Instant,
  state: z.enum(['open', 'closed']),
  closedAt: Instant.nullable(),
  outcome: z.string().nullable(),
  reopened: z.array(ReopenedAccount),
  procedureIds: z.array(z.string()),
})
export type BreakGlassCase = z.infer<typeof BreakGlassCase>

export const CaseDraft = z.strictObject({
  scenario: CaseScenario,
  reason: z.string().trim().min(10, 'say in a sentence why').max(2000),
  ticket: z.string().trim().min(1, 'name the ticket').max(200),
  /** How long it may take. */
  minutes: z
    .int()
    .min(15)
    .max(7 * 24 * 60),
})
export type CaseDraft = z.infer<typeof CaseDraft>

/** More time for a case, from the present end of its time box on. */
export const CaseExtension = z.strictObject({
  caseId: z.string(),
  minutes: CaseDraft.shape.minutes,
  reason: z.string().trim().min(10, 'say in a sentence why').max(2000),
})
export type CaseExtension = z.infer<typeof CaseExtension>

/** How a case ended. */
export const CaseClosing = z.strictObject({
  caseId: z.string(),
  outcome: z.string().trim().min(10, 'say in a sentence how it ended').max(5000),
})
export type CaseClosing = z.infer<typeof CaseClosing>

/** One line of a case's timeline, drawn from the journal. */
export const TimelineEntry = z.strictObject({
  sequence: z.int(),
  at: Instant,
  actor: z.string(),
  /** One sentence. */
  text: z.string(),
  procedureId: z.string().nullable(),
  accountId: AccountId.nullable(),
  requestId: z.string().nullable(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

export const CaseDetail = z.strictObject({
  case: BreakGlassCase,
  timeline: z.array(TimelineEntry),
  /** Why it cannot be closed yet; empty where it can. */
  obstacles: z.array(z.string()),
})
export type CaseDetail = z.infer<typeof CaseDetail>

/** The accounts of a case that are still open. */
export function stillOpen({ reopened }: Pick<BreakGlassCase, 'reopened'>): ReopenedAccount[] {
  return reopened.filter((account) => account.closedAt === null)
}

/** When a case is near its end: a quarter of an hour before it; in a short case not before its half. */
export function nearingAt({
  openedAt,
  until,
}: Pick<BreakGlassCase, 'openedAt' | 'until'>): Instant {
  const end = Date.parse(until)
  const half = Date.parse(openedAt) + (end - Date.parse(openedAt)) / 2
  return new Date(Math.max(end - 15 * 60_000, half)).toISOString()
}
