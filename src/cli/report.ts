import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import { describeCompleteness } from '../shared/domain/posture.ts'
import type { Report, ReportQuestion } from '../shared/domain/reports.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'
import { systemClock } from '../main/clock.ts'
import { paced } from '../main/reports/pace.ts'
import { printerOf, type Printer } from '../main/reports/printer.ts'
import { writeReportFiles, type WrittenReport } from '../main/reports/report-files.ts'
import { listingDoubt } from '../main/reports/model/listing-doubt.ts'
import { reportSteps } from '../main/reports/model/report-model.ts'
import type { Work } from '../main/reports/report-work.ts'
import { FileNotSaved } from '../main/saved-file.ts'
import type { Command, Options } from './arguments.ts'
import { openOffline } from './offline-organization.ts'
import { offlineWork } from './offline-work.ts'
import { findPdfPrinter } from './pdf-printer.ts'
import { readQuestion } from './question-arguments.ts'
import { complain } from './complaint.ts'

/**
 * `rootkeep report`: reports from the cache alone, a file for each format, all or none. Exit codes: 0 written, 2 written and some accounts are unknown
 * or stale, 1 not written, or the PDF could not be.
 */
export const reportCommand: Command = async (options) => {
  const { out, reportFormats, paper } = options
  if (out === null) {
    process.stderr.write('report needs --out: the folder to write into.\n')
    return 1
  }
  const formats = reportFormats.length === 0 ? (['html'] as const) : reportFormats
  const printer = formats.includes('pdf') ? await commandPrinter() : null
  const writable = printer ? formats : formats.filter((format) => format !== 'pdf')
  const done = await offlineWork((work) =>
    work.alone(async (doing): Promise<Outcome<{ report: Report; written: WrittenReport[] }>> => {
      const drawn = await drawReport(options, doing)
      if (!drawn.ok) return drawn
      const { report } = drawn.value
      if (writable.length === 0) return succeed({ report, written: [] })
      const folder = await folderOf(out)
      if (!folder.ok) return folder
      const written = await writeReportFiles(
        folder.value,
        { report, formats: writable, paper, printer },
        doing,
      )
      return written.ok ? succeed({ report, written: written.value }) : written
    }),
  )
  if (!done.ok) {
    complain(done.error)
    return 1
  }
  const { report, written } = done.value
  for (const { path, sha256 } of written) process.stdout.write(`${sha256}  ${path}\n`)
  if (writable.length < formats.length) {
    complain(failureOf('printer-missing'))
    return 1
  }
  return tellCompleteness(report)
}

/** The report that the options ask for, and the question as it was understood. Errors: those of `openOffline` and `readQuestion`. */
export async function drawReport(
  options: Options,
  { signal, stage }: Work,
): Promise<Outcome<{ readonly report: Report; readonly question: ReportQuestion }>> {
  const opened = openOffline(options)
  if (!opened.ok) return opened
  const { evidence, savedFilters, explain, close } = opened.value
  try {
    const { units } = evidence.organization
    const question = readQuestion(options, { units, savedFilters }, systemClock.instant())
    if (!question.ok) return question
    const context = { toolVersion: packageJson.version, redacted: false }
    const onProgress = stage('Judging accounts', null)
    const report = await paced(reportSteps(evidence, question.value, context), {
      onProgress,
      signal,
    })
    return succeed({ report, question: question.value })
  } catch (error) {
    if (signal.aborted) throw error
    return fail(explain(error))
  } finally {
    close()
  }
}

/** Says how complete what was written is. The exit code: 0, or 2 where some accounts are unknown or stale or may be missing, or there was nothing to look at. */
export function tellCompleteness(report: Report): number {
  const { completeness } = report
  const { inOrganization, unknown, stale } = completeness
  const unlisted = listingDoubt(report)
  process.stderr.write(`${describeCompleteness(completeness)}\n`)
  if (inOrganization === 0) {
    process.stderr.write(
      'No account was in scope, or none was known at that time: nothing is said of any.\n',
    )
  }
  if (unlisted !== null) process.stderr.write(`${unlisted}\n`)
  return unknown + stale > 0 || inOrganization === 0 || unlisted !== null ? 2 : 0
}

/** The printer of the command line; null where there is none. Why something was not printed is said on standard error. */
export async function commandPrinter(): Promise<Printer | null> {
  const printPdf = await findPdfPrinter()
  return printerOf(
    { printPdf },
    {
      problem(_area, _message, error) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
        return ''
      },
    },
  )
}

/** Errors: `invalid-input` where a file stands in its place; rejects with `FileNotSaved`. */
async function folderOf(path: string): Promise<Outcome<string>> {
  const folder = resolve(path)
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      const message = `${folder} is a file or lies in one; report writes into a folder.`
      return fail(failureOf('invalid-input', { message }))
    }
    throw new FileNotSaved(folder, error)
  }
  return succeed(folder)
}
