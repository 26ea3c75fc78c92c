import type { ReportProgress } from '../shared/domain/report-jobs.ts'
import { fail, type Outcome } from '../shared/ipc/result.ts'
import { BundleRefused } from '../main/reports/bundle/bundle-refused.ts'
import { NotPrinted } from '../main/reports/printer.ts'
import { createReportWork, type ReportWork, type Work } from '../main/reports/report-work.ts'
import { FileNotSaved } from '../main/saved-file.ts'
import { createProgressLine } from './progress-line.ts'

/**
 * Does work that calls nobody, with its progress on standard error. Ctrl+C and SIGTERM stop it, and nothing half written is left.
 *
 * Errors: `cancelled`, those of the work; what its files, its printer and its bundles reject with comes as a failure too.
 */
export async function offlineWork<T>(
  act: (work: ReportWork) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const line = createProgressLine()
  const work = createReportWork((progress) => (progress ? line.show(progress) : line.end()))
  const stop = () => void work.cancel()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    return await act(work)
  } catch (error) {
    const expected =
      error instanceof FileNotSaved || error instanceof NotPrinted || error instanceof BundleRefused
    if (expected) return fail(error.failure)
    throw error
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

/** What tells the progress of a piece of work. */
export function toldBy({ stage }: Work): (progress: ReportProgress) => void {
  return ({ stage: words, done, total }) => stage(words, total)(done)
}
