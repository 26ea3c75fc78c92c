import type { ReportProgress } from '../shared/domain/report-jobs.ts'

const intervalMs = 100
const silentIntervalMs = 5000

/** Progress on standard error: one line that is rewritten, or one a few seconds where there is no terminal. */
export function createProgressLine(output: NodeJS.WriteStream = process.stderr) {
  const live = output.isTTY
  let last = Date.now()
  let shown = false

  return {
    show({ stage, done, total }: ReportProgress): void {
      const now = Date.now()
      if (now - last < (live ? intervalMs : silentIntervalMs)) return
      last = now
      const text = total === null ? `${stage}: ${done}` : `${stage} (${done} of ${total})`
      output.write(live ? `\r\u001b[2K${text}` : `${text}\n`)
      shown = live
    },
    /** Takes the line away: what follows begins on one of its own. */
    end(): void {
      if (shown) output.write('\r\u001b[2K')
      shown = false
    },
  }
}
