import type { Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import {
  reportExtension,
  type Paper,
  type Report,
  type ReportFormat,
} from '../../shared/domain/reports.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { freeStem, saveFilesTogether, type FileToSave, type SavedFile } from './file-set.ts'
import { renderReport } from './formats/render.ts'
import { pacedText } from './pace.ts'
import type { Printer } from './printer.ts'
import type { Work } from './report-work.ts'

/** A report in one format, as it lies in its file. */
export type WrittenReport = SavedFile & { readonly format: ReportFormat }

/** What a report is to be written as. */
export type ReportWriting = {
  readonly report: Report
  readonly formats: readonly ReportFormat[]
  readonly paper: Paper
  /** Null where there is none. */
  readonly printer: Printer | null
}

/** How each format is called. */
const formatWords = {
  html: 'HTML',
  pdf: 'PDF',
  csv: 'CSV',
  json: 'JSON',
  ocsf: 'OCSF',
  md: 'Markdown',
} as const satisfies Record<ReportFormat, string>

/** `rootkeep-o-exampleorgid-2026-11-22T101500Z` */
export function stemOf(organizationId: OrganizationId, at: Instant): string {
  return `rootkeep-${organizationId}-${at.slice(0, 19).replaceAll(':', '')}Z`
}

/**
 * Writes a report into a folder, a file for each format, all of them or none. Nothing is written over: where the names are taken, a number is added.
 *
 * Errors: `printer-missing`. Rejects with `FileNotSaved`, `NotPrinted`, and the reason of the signal.
 */
export async function writeReportFiles(
  folder: string,
  { report, formats, paper, printer }: ReportWriting,
  { signal, stage }: Work,
): Promise<Outcome<WrittenReport[]>> {
  const wanted = [...new Set(formats)]
  if (wanted.includes('pdf') && !printer) return fail(failureOf('printer-missing'))
  const stem = freeStem(
    folder,
    stemOf(report.organization.id, report.question.at),
    wanted.map((format) => reportExtension[format]),
  )
  const files = wanted.map((format, index): FileToSave => {
    return {
      name: `${stem}.${reportExtension[format]}`,
      content() {
        stage(`Writing ${formatWords[format]}`, wanted.length, index)
        return format === 'pdf'
          ? printed(report, paper, printer, signal)
          : pacedText(renderReport(report, format), signal)
      },
    }
  })
  const saved = await saveFilesTogether(folder, files)
  return succeed(
    saved.flatMap((file, index) => {
      const format = wanted[index]
      return format ? [{ ...file, format }] : []
    }),
  )
}

async function printed(
  report: Report,
  paper: Paper,
  printer: Printer | null,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (!printer) throw new Error('what is to be printed was refused where there is no printer')
  const pieces: string[] = []
  for await (const piece of pacedText(renderReport(report, 'html'), signal)) pieces.push(piece)
  const pdf = await printer(pieces.join(''), paper, signal)
  signal.throwIfAborted()
  return pdf
}
