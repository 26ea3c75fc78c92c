import { z } from 'zod'
import { AccountFilter } from './account-query.ts'
import { Instant, OrganizationId } from './accounts.ts'
import { Failure } from './failure.ts'
import { Completeness } from './posture.ts'
import { Paper, Report, ReportFormat, ReportQuestion } from './reports.ts'

/** What the operator asks for; `at` is null for the present instant, which main reads from its clock. */
export const QuestionDraft = ReportQuestion.extend({ at: Instant.nullable() })
export type QuestionDraft = z.infer<typeof QuestionDraft>

/** A look at what would be written. */
export const ReportPreview = z.strictObject({
  question: ReportQuestion,
  caveats: z.array(z.string()),
  completeness: Completeness,
  scope: Report.shape.scope,
  /** The address of the report as a document, for a frame that runs nothing; null for formats that machines read. */
  document: z.string().nullable(),
  /** The beginning of a format that machines read; null for documents. */
  text: z.string().nullable(),
  /** True where the preview leaves something out that the file has. */
  cut: z.boolean(),
})
export type ReportPreview = z.infer<typeof ReportPreview>

/** How far work on many accounts has come. One piece of work is done at a time. */
export const ReportProgress = z.strictObject({
  /** What is being done, one line. */
  stage: z.string(),
  done: z.int(),
  /** Null where it is not known. */
  total: z.int().nullable(),
})
export type ReportProgress = z.infer<typeof ReportProgress>

/** A file that was written: a line of the list of the Reports screen. */
export const WrittenFile = z.strictObject({
  id: z.string(),
  organizationId: OrganizationId,
  at: Instant,
  kind: z.enum([...ReportFormat.options, 'bundle']),
  path: z.string(),
  bytes: z.int(),
  /** SHA-256, hex. */
  sha256: z.string(),
  question: ReportQuestion,
  redacted: z.boolean(),
  /** Whether the schedule wrote it. */
  scheduled: z.boolean(),
})
export type WrittenFile = z.infer<typeof WrittenFile>

/** Reports that are written while the application runs. Missed times are made up for once, at the next start. */
export const ScheduleDraft = z.strictObject({
  every: z.enum(['never', 'day', 'week']),
  /** 0 is Sunday; counts where it is every week. */
  weekday: z.int().min(0).max(6),
  /** Local time, minutes after midnight. */
  minute: z.int().min(0).max(1439),
  formats: z.array(ReportFormat),
  paper: Paper,
  scope: AccountFilter,
})
export type ScheduleDraft = z.infer<typeof ScheduleDraft>

/** The schedule of one organization with how it stands. */
export const ReportSchedule = ScheduleDraft.extend({
  /** Chosen in a dialog of the system, never by the page; null until then. */
  folder: z.string().nullable(),
  nextAt: Instant.nullable(),
  last: z.strictObject({ at: Instant, failure: Failure.nullable() }).nullable(),
})
export type ReportSchedule = z.infer<typeof ReportSchedule>
