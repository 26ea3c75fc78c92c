import { describeCompleteness } from '../shared/domain/posture.ts'
import type { Run, RunProgress } from '../shared/domain/runs.ts'
import type { Outcome } from '../shared/ipc/result.ts'
import type { Workstation } from '../main/workstation.ts'
import type { Command, Options } from './arguments.ts'
import { printedAccounts } from './listing.ts'
import { printAccounts, writeData } from './output.ts'
import { complain } from './complaint.ts'
import { connect, openWorkstation } from './workstation.ts'

/** How long the names of the units are waited for once the accounts are printed. */
const settleMs = 20_000

/** `rootkeep audit`: 0 all observed, 2 some unknown, 1 failed. What was observed is printed in any case. */
export const auditCommand: Command = async (options) => {
  const opened = openWorkstation(options)
  if (!opened.ok) {
    complain(opened.error)
    return 1
  }
  const workstation = opened.value
  const stop = () => void workstation.audits.close()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const connected = await connect(workstation, options)
    if (!connected.ok) {
      complain(connected.error)
      return 1
    }
    workstation.subscribe(reporter())
    const started = startOrResume(workstation, options)
    if (!started.ok) {
      complain(started.error)
      return 1
    }
    const run = await workstation.audits.activeRun()?.finished
    const ended = run ?? started.value
    const accounts = printedAccounts(workstation.store, ended.organizationId)
    const written = await writeData(
      printAccounts({ run: ended, accounts }, options.format),
      options.out,
    )
    process.stderr.write(
      `\r${describeCompleteness(ended.completeness)}; ${ended.nonCompliant} non-compliant\n`,
    )
    if (ended.failure) complain(ended.failure)
    await workstation.audits.settle(settleMs)
    if (!written || ended.state !== 'completed') return 1
    const { unknown, stale } = ended.completeness
    const incomplete = accounts.some(
      (account) => account.posture !== 'not-applicable' && hasUnread(account.credentials),
    )
    return unknown + stale > 0 || incomplete ? 2 : 0
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    await workstation.close()
  }
}

/** Goes on with an interrupted run where that is wanted and there is one, else starts anew. */
function startOrResume({ audits, session, store }: Workstation, options: Options): Outcome<Run> {
  const organizationId = session.organizationId()
  const unfinished =
    options.resume && organizationId !== null ? store.runs.unfinished(organizationId) : null
  return unfinished?.state === 'interrupted'
    ? audits.resume(unfinished.id)
    : audits.start({ kind: 'organization' }, options.deep)
}

/** True where something is known to be there whose items could not be read. */
function hasUnread(
  seen: { accessKeys: unknown; mfaDevices: unknown; signingCertificates: unknown } | null,
): boolean {
  return (
    seen !== null && [seen.accessKeys, seen.mfaDevices, seen.signingCertificates].includes(null)
  )
}

/** Shows the progress on standard error: one line that is rewritten, or one a few seconds without a terminal. */
function reporter(): (channel: string, payload: unknown) => void {
  const live = process.stderr.isTTY
  let last = 0
  return (channel, payload) => {
    if (channel !== 'runs.progress') return
    const now = Date.now()
    if (!live && now - last < 5000) return
    last = now
    const { done, targets, unknown, listing, etaSeconds } = payload as RunProgress
    const eta = etaSeconds === null ? '' : `, about ${etaSeconds} s left`
    const text = `${done} of ${targets}${listing ? ' (still listing)' : ''} audited, ${unknown} unknown${eta}`
    process.stderr.write(live ? `\r\u001b[2K${text}` : `${text}\n`)
  }
}
