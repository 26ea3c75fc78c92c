import type { Report, ReportFormat } from '../../../shared/domain/reports.ts'
import { htmlReport } from '../html/html-report.ts'
import { csvReport } from './csv-report.ts'
import { jsonReport } from './json-report.ts'
import { markdownReport } from './markdown-report.ts'
import { ocsfReport } from './ocsf-report.ts'

/** The formats that are text. A PDF is printed from the HTML by the shell. */
export type TextFormat = Exclude<ReportFormat, 'pdf'>

/** The report in one of its text formats, in pieces. The same report gives the same pieces, whenever and wherever it is rendered. */
export function renderReport(report: Report, format: TextFormat): Iterable<string> {
  return renderers[format](report)
}

const renderers: Readonly<Record<TextFormat, (report: Report) => Iterable<string>>> = {
  csv: csvReport,
  json: jsonReport,
  ocsf: ocsfReport,
  md: markdownReport,
  html: (report) => htmlReport(report),
}
