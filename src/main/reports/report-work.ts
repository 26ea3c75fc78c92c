import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { ReportProgress } from '../../shared/domain/report-jobs.ts'
import { fail, type Outcome } from '../../shared/ipc/result.ts'

/** A piece of work, as whoever does it sees it. */
export type Work = {
  /** Aborted when the work is to stop. */
  readonly signal: AbortSignal
  /** Says what is done now; what it returns is called with how many of `total` are done. `total` is null where it is not known. */
  stage(words: string, total: number | null, done?: number): (done: number) => void
}

export type ReportWork = ReturnType<typeof createReportWork>

/** Work on reports and bundles, one piece at a time: two at once would need twice the memory and be no sooner done. */
export function createReportWork(progress: (progress: ReportProgress | null) => void) {
  let stopping: AbortController | null = null
  let finished: Promise<unknown> = Promise.resolve()

  return {
    /** Does the work, alone. Errors: `report-in-progress`; `cancelled` where it was stopped; those of the work. */
    async alone<T>(work: (work: Work) => Promise<Outcome<T>>): Promise<Outcome<T>> {
      if (stopping) return fail(failureOf('report-in-progress'))
      const controller = new AbortController()
      stopping = controller
      const { signal } = controller
      const doing = work({
        signal,
        stage(words, total, done = 0) {
          progress({ stage: words, done, total })
          return (now) => progress({ stage: words, done: now, total })
        },
      })
      finished = doing.catch(() => {})
      try {
        return await doing
      } catch (error) {
        // However deep it was noticed, and whatever it was wrapped in there.
        if (signal.aborted) return fail(failureOf('cancelled'))
        throw error
      } finally {
        stopping = null
        progress(null)
      }
    },

    /** Asks the work under way to stop. False where there is none. */
    cancel(): boolean {
      stopping?.abort()
      return stopping !== null
    },

    /** Stops what is under way and waits until it has left nothing half done. */
    async close(): Promise<void> {
      stopping?.abort()
      await finished
    },
  }
}

/** How often the same stage is told of, in milliseconds. */
const tellEveryMs = 100

/** Tells of a new stage and of the end at once, and of how a stage goes on only so often that somebody can read it. */
export function unhurried(
  tell: (progress: ReportProgress | null) => void,
): (progress: ReportProgress | null) => void {
  let told: { readonly stage: string | null; readonly at: number } = { stage: null, at: 0 }
  return (progress) => {
    const stage = progress?.stage ?? null
    const now = performance.now()
    if (stage !== null && stage === told.stage && now - told.at < tellEveryMs) return
    told = { stage, at: now }
    tell(progress)
  }
}
