import { randomUUID } from 'node:crypto'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { QuestionDraft, ReportPreview, WrittenFile } from '../../shared/domain/report-jobs.ts'
import type { Paper, Report, ReportFormat, ReportQuestion } from '../../shared/domain/reports.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../database/store.ts'
import type { Pushes } from '../pushes.ts'
import type { ShellServices } from '../shell-services.ts'
import { openEvidence } from './evidence/evidence-reader.ts'
import { createKeptReport } from './kept-report.ts'
import { paced } from './pace.ts'
import type { Printer } from './printer.ts'
import type { PreviewShelf } from './preview-shelf.ts'
import { reportSteps } from './model/report-model.ts'
import { writeReportFiles } from './report-files.ts'
import { previewOf } from './report-preview.ts'
import { questionOf } from './report-question.ts'
import type { ScheduledWriting } from './report-schedule.ts'
import type { ReportWork, Work } from './report-work.ts'

export type ReportServiceDeps = {
  readonly store: Pick<Store, 'ledger' | 'writtenFiles'>
  readonly dataFolder: string
  /** The version of this program: it stands in each report. */
  readonly version: string
  readonly clock: Clock
  readonly pushes: Pick<Pushes, 'changed' | 'onChanged'>
  readonly shell: Pick<ShellServices, 'chooseFolder'>
  readonly printer: () => Printer | null
  readonly work: ReportWork
  readonly shelf: PreviewShelf
  /** The organization that reports are about; null where the cache has none. */
  readonly organizationId: () => OrganizationId | null
}

/** What is asked for: a question, and how its answer is written. */
export type ReportOrder = {
  readonly question: QuestionDraft
  readonly formats: readonly ReportFormat[]
  readonly paper: Paper
}

/** Reports from the cache alone: looked at, and written into folders. Nothing here calls AWS. */
export function createReportService(deps: ReportServiceDeps) {
  const { store, dataFolder, version, clock, pushes, shell, printer, work, shelf } = deps
  const kept = createKeptReport()
  pushes.onChanged(kept.changed)
  /** The preview that is drawn now: a newer one takes its place. */
  let looking: AbortController | null = null

  /** Draws the report of a question, or takes the one that is kept. Errors: those of `openEvidence` and `questionOf`. */
  async function drawn(
    organizationId: OrganizationId,
    draft: QuestionDraft,
    { signal, stage }: Work,
  ): Promise<Outcome<Report>> {
    const known = kept.get(organizationId, draft)
    if (known) return succeed(known)
    const question = questionOf(draft, clock.instant())
    if (!question.ok) return question
    // Calls that wait in memory are evidence as well.
    store.ledger.flush()
    const changes = kept.changes()
    const opened = openEvidence(dataFolder, organizationId)
    if (!opened.ok) return opened
    const { evidence } = opened.value
    try {
      const onProgress = stage('Judging accounts', null)
      const report = await paced(
        reportSteps(evidence, question.value, { toolVersion: version, redacted: false }),
        { onProgress, signal },
      )
      kept.keep(organizationId, draft, report, changes)
      return succeed(report)
    } finally {
      opened.value.close()
    }
  }

  /** Writes into a folder and remembers what was written. */
  async function writeInto(
    folder: string,
    order: ReportOrder & { readonly organizationId: OrganizationId; readonly scheduled: boolean },
    doing: Work,
  ): Promise<Outcome<WrittenFile[]>> {
    const { organizationId, question, formats, paper, scheduled } = order
    if (formats.includes('pdf') && !printer()) return fail(failureOf('printer-missing'))
    const report = await drawn(organizationId, question, doing)
    if (!report.ok) return report
    const written = await writeReportFiles(
      folder,
      { report: report.value, formats, paper, printer: printer() },
      doing,
    )
    if (!written.ok) return written
    const at = clock.instant()
    return succeed(
      remember(
        written.value.map(({ format, ...file }) => ({
          ...file,
          id: randomUUID(),
          organizationId,
          at,
          kind: format,
          question: report.value.question,
          redacted: false,
          scheduled,
        })),
      ),
    )
  }

  function remember(files: WrittenFile[]): WrittenFile[] {
    store.writtenFiles.add(files)
    pushes.changed(['reports'])
    return files
  }

  return {
    /** What would be written. Errors: `nothing-to-report`, `invalid-input`, `cancelled` where another preview was asked for. */
    async preview({
      question,
      format,
    }: {
      question: QuestionDraft
      format: ReportFormat
    }): Promise<Outcome<ReportPreview>> {
      const organizationId = deps.organizationId()
      if (organizationId === null) return fail(failureOf('nothing-to-report'))
      looking?.abort()
      const controller = new AbortController()
      looking = controller
      const { signal } = controller
      try {
        const report = await drawn(organizationId, question, { signal, stage: () => () => {} })
        if (!report.ok) return report
        return succeed(await previewOf(report.value, format, shelf, signal))
      } catch (error) {
        if (signal.aborted) return fail(failureOf('cancelled'))
        throw error
      }
    },

    /**
     * Writes into the folder that the operator names; null where they name none. Errors: `nothing-to-report`, `invalid-input`, `printer-missing`,
     * `report-in-progress`, `cancelled`. Rejects with `FileNotSaved` and `NotPrinted`.
     */
    write: (order: ReportOrder) =>
      work.alone(async (doing): Promise<Outcome<WrittenFile[] | null>> => {
        const organizationId = deps.organizationId()
        if (organizationId === null) return fail(failureOf('nothing-to-report'))
        const asked = answerable(order, printer(), clock)
        if (!asked.ok) return asked
        const folder = await shell.chooseFolder('Folder for the report')
        if (folder === null) return succeed(null)
        doing.signal.throwIfAborted()
        return await writeInto(folder, { ...order, organizationId, scheduled: false }, doing)
      }),

    /** Writes what a schedule says. Errors: those of `write`. */
    writeScheduled: ({ folder, ...order }: ScheduledWriting) =>
      work.alone((doing) => writeInto(folder, { ...order, scheduled: true }, doing)),

    /** What was written, newest first. */
    written({ offset, limit }: { offset: number; limit: number }) {
      const organizationId = deps.organizationId()
      return succeed(
        organizationId === null
          ? { total: 0, files: [] }
          : store.writtenFiles.page(organizationId, offset, limit),
      )
    },

    remember,

    close(): void {
      looking?.abort()
      kept.drop()
    },
  }
}

/** Whether an order can be answered at all: said before the operator is asked for a place. Errors: `printer-missing`, `invalid-input`. */
export function answerable(
  { question, formats }: Pick<ReportOrder, 'question' | 'formats'>,
  printer: Printer | null,
  clock: Clock,
): Outcome<ReportQuestion> {
  if (formats.includes('pdf') && !printer) return fail(failureOf('printer-missing'))
  return questionOf(question, clock.instant())
}
