import { z } from 'zod'
import { BundleComparison, ViewedBundle } from '../domain/bundles.ts'
import {
  QuestionDraft,
  ReportPreview,
  ReportProgress,
  ReportSchedule,
  ScheduleDraft,
  WrittenFile,
} from '../domain/report-jobs.ts'
import { Paper, ReportFormat } from '../domain/reports.ts'
import { command, nothing, push, query, type Contract } from './channel.ts'

const formats = z.array(ReportFormat).min(1, 'choose at least one format')

/** The channels of reports and evidence bundles. None of them calls AWS. */
export const reportChannels = {
  reports: {
    preview: query({
      in: z.strictObject({ question: QuestionDraft, format: ReportFormat }),
      out: ReportPreview,
    }),
    /** Writes one file for each format into a folder that the operator names; null where they did not. */
    write: command({
      in: z.strictObject({ question: QuestionDraft, formats, paper: Paper }),
      out: z.array(WrittenFile).nullable(),
    }),
    /** Writes a signed evidence bundle to a file that the operator names; null where they did not. */
    bundle: command({
      in: z.strictObject({
        question: QuestionDraft,
        formats,
        paper: Paper,
        redact: z.boolean(),
      }),
      out: WrittenFile.nullable(),
    }),
    progress: push(ReportProgress.nullable()),
    /** Stops the work under way; nothing is left of what it had not finished. */
    cancel: command({ in: nothing, out: z.strictObject({ stopped: z.boolean() }) }),
    /** What was written, newest first. */
    written: query({
      in: z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(200) }),
      out: z.strictObject({ total: z.int(), files: z.array(WrittenFile) }),
    }),
    schedule: query({ in: nothing, out: ReportSchedule }),
    setSchedule: command({ in: ScheduleDraft, out: ReportSchedule }),
    /** Asks for the folder of the schedule. */
    chooseScheduleFolder: command({ in: nothing, out: ReportSchedule }),
  },
  bundles: {
    /** Asks for a bundle and shows it instead of the connection; null where none was chosen. */
    open: command({ in: nothing, out: ViewedBundle.nullable() }),
    close: command({ in: nothing, out: z.null() }),
    viewed: query({ in: nothing, out: ViewedBundle.nullable() }),
    changed: push(ViewedBundle.nullable()),
    /** Asks for another bundle and compares it with the one that is shown; null where none was chosen. */
    compare: command({ in: nothing, out: BundleComparison.nullable() }),
  },
} as const satisfies Contract
