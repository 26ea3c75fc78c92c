import { everyAccount } from '../../../shared/domain/account-query.ts'
import type { Report, ReportQuestion } from '../../../shared/domain/reports.ts'
import { reportOf } from '../model/report-model.ts'
import { sampleEvidence, sampleNow, type SampleOptions } from './sample-evidence.ts'

/** The question of a sample: all members now, and the week before. */
export const sampleQuestion: ReportQuestion = {
  at: sampleNow,
  since: '2026-11-15T12:00:00.000Z',
  scope: everyAccount,
}

/** The report on a sample of evidence. */
export function sampleReport(
  options: SampleOptions,
  question: Partial<ReportQuestion> = {},
): Report {
  return reportOf(
    sampleEvidence(options),
    { ...sampleQuestion, ...question },
    { toolVersion: '0.0.0', redacted: false },
  )
}
