import { isAuditable } from '../../shared/domain/posture.ts'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { hasAny } from '../../shared/domain/credentials.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import type { Run, RunProgress, RunState } from '../../shared/domain/runs.ts'
import type { AwsAccess } from '../aws/aws-access.ts'
import type { Clock } from '../clock.ts'
import type { Look } from '../database/observations.ts'
import type { Introduction } from '../inventory/organization-reader.ts'
import { auditAccount, auditOwnAccount } from './account-audit.ts'
import { createMeter } from './meter.ts'
import { notTried, organizationWide, stopping, unreachable } from './run-failures.ts'
import type { RunStore } from './run-store.ts'
import { createWorkQueue } from './work-queue.ts'

export type AuditRunDeps = {
  readonly access: AwsAccess
  readonly introduction: Introduction
  readonly store: RunStore
  readonly clock: Clock
  /** Called when there is something new to show; often, so the receiver thins it out. */
  readonly onProgress: (run: Run) => void
}

export type AuditRun = {
  /** The record as it stands. */
  record(): Run
  progress(revision: number): RunProgress
  pause(): void
  resume(): void
  /** Ends the run for good; what was observed stays. */
  cancel(): Promise<Run>
  /** Ends the process's part in the run, which can be resumed later. */
  interrupt(): Promise<Run>
  /** Resolves when the run is over, however it ended. Never rejects. */
  readonly finished: Promise<Run>
}

/** How many accounts are looked at side by side; the pace itself is the limiter's business. */
const workers = 96
const flushEveryMs = 200
const saveEveryMs = 1000
/** After so many accounts in a row that could not be reached, the way to AWS is broken, not the accounts. */
const unreachableInARow = 24

/**
 * Runs one audit: lists the accounts and looks at them while the listing still pages.
 *
 * One account's failure is that account's `unknown` and stops nothing. Looks are written in small
 * transactions a few times a second, so that a killed process loses less than a second of work.
 */
export function createAuditRun(
  begun: Run,
  { access, introduction, store, clock, onProgress }: AuditRunDeps,
): AuditRun {
  let run: Run = { ...begun, state: 'running', failure: null }
  const organizationId = run.organizationId
  const abort = new AbortController()
  const meter = createMeter(() => clock.now(), begun.calls)
  /** Any answer that is one shows that the way to AWS is open. */
  const metered = (entry: LedgerEntry) => {
    meter.call(entry)
    if (entry.errorCode === null) inARow = 0
  }
  const queue = createWorkQueue<AccountId>()
  const scoped = access.scoped({ signal: abort.signal, onCall: metered })
  // A pause breaks the looks under way off, whose accounts go back into the queue: reading twice harms nobody.
  let unpaused = new AbortController()
  let looking = scoped.scoped({ signal: unpaused.signal })
  const counts = { listed: 0, targets: 0, done: 0, unknown: 0, nonCompliant: 0 }
  let listing = true
  let looks: Look[] = []
  let inARow = 0
  let savedAt = clock.now()
  let forAll: Failure | null = null
  let ending: { state: RunState; failure: Failure | null } | null = null

  const finished = execute()

  async function execute(): Promise<Run> {
    const timer = setInterval(() => {
      flush()
    }, flushEveryMs)
    try {
      const listed = list()
      await Promise.all([listed, ...Array.from({ length: workers }, () => work())])
      await auditManagement()
      const failed = await listed
      if (!ending && failed) ending = { state: 'failed', failure: failed }
    } catch (error) {
      const failure = store.explain(error)
      ending ??= { state: failure.code === 'internal' ? 'failed' : 'interrupted', failure }
      queue.stop()
      abort.abort()
    } finally {
      clearInterval(timer)
    }
    flush()
    finish(ending ?? { state: 'completed', failure: null })
    return run
  }

  /** Puts the targets in the queue; returns why the listing broke, if it did. */
  async function list(): Promise<Failure | null> {
    try {
      const settled = store.settled(run)
      const enqueue = (accounts: readonly AccountId[]) => {
        const targets = accounts.filter((id) => !settled.has(id))
        counts.targets += accounts.length
        counts.done += accounts.length - targets.length
        queue.put(targets)
      }
      if (run.scope.kind === 'accounts') {
        enqueue(store.auditable(organizationId, run.scope.accountIds))
        return null
      }
      const pages = await store.list(scoped, introduction, run, {
        proceed: () => queue.whileNotPaused(),
        stopped: () => abort.signal.aborted,
        onPage: (accounts) => {
          counts.listed += accounts.length
          enqueue(
            accounts
              .filter((account) => !account.isManagement && isAuditable(account.state))
              .map((account) => account.id),
          )
        },
      })
      return pages.ok ? null : listingFailure(pages.error)
    } finally {
      listing = false
      queue.close()
    }
  }

  function listingFailure(failure: Failure): Failure | null {
    if (ending) return null
    if (stopping.has(failure.code) || unreachable.has(failure.code)) {
      stop('interrupted', failure)
      return null
    }
    return failure
  }

  async function work(): Promise<void> {
    for (let id = await queue.take(); id !== null; id = await queue.take()) {
      const { signal } = unpaused
      const seen = forAll ? notTried(forAll) : await look(id)
      if (ending && !seen.ok) return
      if (!seen.ok && seen.error.code === 'cancelled') {
        queue.put([id])
        // Broken off by a pause; otherwise the connection was closed under the run.
        if (signal.aborted) continue
        stop('interrupted', failureOf('nothing-connected'))
        return
      }
      if (!seen.ok && stopping.has(seen.error.code)) {
        stop('interrupted', seen.error)
        return
      }
      keep(id, seen)
    }
  }

  async function look(id: AccountId) {
    const seen = await auditAccount(looking, id, run.deep)
    // A delegated administrator may not open a root session in itself; its own summary tells as much.
    if (
      !seen.ok &&
      seen.error.code === 'assume-root-denied' &&
      id === introduction.caller.accountId
    ) {
      const own = await auditOwnAccount(looking)
      return own.ok ? own : seen
    }
    return seen
  }

  async function auditManagement(): Promise<void> {
    const { caller, organization } = introduction
    if (caller.accountId !== organization.managementAccountId) return
    if (run.scope.kind !== 'organization' || ending) return
    const seen = await auditOwnAccount(scoped)
    if (seen.ok) {
      looks.push({
        accountId: caller.accountId,
        runId: run.id,
        at: clock.instant(),
        credentials: seen.value,
      })
    }
  }

  function keep(accountId: AccountId, seen: Awaited<ReturnType<typeof auditAccount>>): void {
    const about = { accountId, runId: run.id, at: clock.instant() }
    counts.done += 1
    meter.account()
    if (seen.ok) {
      inARow = 0
      if (hasAny(seen.value.present)) counts.nonCompliant += 1
      looks.push({ ...about, credentials: seen.value })
      return
    }
    counts.unknown += 1
    looks.push({ ...about, failure: seen.error })
    if (organizationWide.has(seen.error.code)) forAll ??= seen.error
    inARow = unreachable.has(seen.error.code) ? inARow + 1 : 0
    if (inARow >= unreachableInARow) stop('interrupted', seen.error)
  }

  function stop(state: RunState, failure: Failure | null): void {
    if (ending) return
    ending = { state, failure }
    queue.stop()
    abort.abort()
  }

  function flush(): void {
    const waiting = looks
    looks = []
    try {
      store.keep(run, waiting)
      if (clock.now() - savedAt >= saveEveryMs) save()
    } catch (error) {
      // Nothing is lost: what could not be written waits, and the run with it.
      looks = [...waiting, ...looks]
      stop('interrupted', store.explain(error))
    }
    onProgress(run)
  }

  function save(): void {
    run = store.save({ ...run, calls: meter.counts() })
    savedAt = clock.now()
  }

  function finish({ state, failure }: { state: RunState; failure: Failure | null }): void {
    const over = state === 'completed' || state === 'cancelled' || state === 'failed'
    run = { ...run, state, failure, endedAt: over ? clock.instant() : null }
    try {
      save()
    } catch (error) {
      run = { ...run, state: 'interrupted', failure: store.explain(error), endedAt: null }
    }
    onProgress(run)
  }

  return {
    record: () => run,
    progress: (revision) => progressOf(revision),
    pause() {
      if (run.state !== 'running' || ending) return
      queue.pause()
      unpaused.abort()
      run = { ...run, state: 'paused' }
      savedAt = 0
      flush()
    },
    resume() {
      if (run.state !== 'paused' || ending) return
      run = { ...run, state: 'running' }
      unpaused = new AbortController()
      looking = scoped.scoped({ signal: unpaused.signal })
      queue.resume()
      savedAt = 0
      flush()
    },
    cancel() {
      stop('cancelled', null)
      return finished
    },
    interrupt() {
      stop('interrupted', null)
      return finished
    },
    finished,
  }

  function progressOf(revision: number): RunProgress {
    const rate = meter.accountsPerSecond()
    const expected = listing
      ? Math.max(counts.targets, store.expectedTargets(organizationId))
      : counts.targets
    const left = expected - counts.done
    return {
      revision,
      runId: run.id,
      state: run.state,
      startedAt: run.startedAt,
      listing,
      listed: counts.listed,
      targets: counts.targets,
      done: counts.done,
      unknown: counts.unknown,
      nonCompliant: counts.nonCompliant,
      accountsPerSecond: rate,
      callsPerSecond: meter.callsPerSecond(),
      throttled: meter.throttled(),
      etaSeconds:
        run.state === 'running' && rate > 0 && expected > 0 ? Math.ceil(left / rate) : null,
      failure: run.failure,
    }
  }
}
