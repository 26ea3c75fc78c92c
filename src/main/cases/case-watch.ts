import type { Clock } from '../clock.ts'
import type { Cases, KeptNotice } from '../database/cases.ts'
import type { Log } from '../log.ts'
import type { ShellServices } from '../shell-services.ts'
import { dueNotice, noticeText } from './case-notice.ts'

export type CaseWatchDeps = {
  readonly cases: Pick<Cases, 'open' | 'keepNotice'>
  readonly clock: Clock
  readonly log: Pick<Log, 'problem'>
  readonly shell: Pick<ShellServices, 'notify' | 'showOpenCases'>
}

export type CaseWatch = ReturnType<typeof createCaseWatch>

const everyMs = 15_000

/**
 * Keeps open cases from being forgotten: notifies near the end of their time boxes and after it, and shows how many are open. What was notified is kept,
 * so that a new start does not say it again. `start` it only where somebody can be notified.
 */
export function createCaseWatch({ cases, clock, log, shell }: CaseWatchDeps) {
  /** What was notified and could not be kept: a full disk must neither silence a notice nor repeat it four times a minute. */
  const notified = new Map<string, KeptNotice>()
  let shown: number | null = null
  let timer: NodeJS.Timeout | null = null

  function look(): void {
    if (timer === null) return
    try {
      const all = cases.open()
      if (all.length !== shown) shell.showOpenCases(all.length)
      shown = all.length
      for (const { open, notice: kept } of all) {
        const notice = dueNotice(open, notified.get(open.id) ?? kept, clock.instant())
        if (!notice) continue
        notified.set(open.id, notice)
        shell.notify(noticeText(open, notice))
        cases.keepNotice(open.id, notice)
      }
    } catch (error) {
      log.problem('cases', 'open cases could not be looked at', error)
    }
  }

  return {
    start(): void {
      timer ??= setInterval(look, everyMs).unref()
      look()
    },
    /** Looks now: a case was opened, extended or closed. */
    look,
    close(): void {
      if (timer) clearInterval(timer)
      timer = null
    },
  }
}
