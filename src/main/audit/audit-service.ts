import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { completenessOf } from '../../shared/domain/posture.ts'
import type { Run, RunProgress, RunScope } from '../../shared/domain/runs.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AwsAccess } from '../aws/aws-access.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../database/store.ts'
import { unitNames } from '../database/inventory.ts'
import { readUnits, type Introduction } from '../inventory/organization-reader.ts'
import type { Log } from '../log.ts'
import type { Pushes } from '../pushes.ts'
import { createAuditRun, type AuditRun } from './audit-run.ts'
import { createRunStore } from './run-store.ts'

/** An open connection, as the audit needs it. */
export type AuditTarget = { readonly access: AwsAccess; readonly introduction: Introduction }

export type AuditService = ReturnType<typeof createAuditService>

export type AuditServiceDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly pushes: Pushes
  readonly dataFolder: string
  /** The connection that is open now; null where there is none. */
  readonly target: () => AuditTarget | null
}

const progressEveryMs = 250
const dataEveryMs = 1000
const heartbeatEveryMs = 5000
/** A run whose process has not said a word for so long is given up, even if its number lives on. */
const heartbeatLimitMs = 60_000

/** Starts, holds, resumes and ends audit runs: one at a time. */
export function createAuditService({
  store,
  clock,
  log,
  pushes,
  dataFolder,
  target,
}: AuditServiceDeps) {
  const runStore = createRunStore(store, clock, log, dataFolder)
  let active: AuditRun | null = null
  let progressAt = 0
  let dataAt = 0

  const closing = new AbortController()
  const beside = new Set<Promise<void>>()

  const heartbeat = setInterval(() => {
    if (!active) return
    try {
      store.runs.beat(active.record().id, clock.instant())
    } catch (error) {
      // The run itself will meet the same trouble, and say so.
      log.problem('audit', 'the heartbeat could not be written', error)
    }
  }, heartbeatEveryMs)
  heartbeat.unref()

  function publish(run: Run): void {
    if (!active || active.record().id !== run.id) return
    const now = clock.now()
    const moved = run.state !== 'running'
    if (moved || now - progressAt >= progressEveryMs) {
      progressAt = now
      pushes.send('runs', 'progress', active.progress(pushes.nextRevision()))
    }
    if (moved || now - dataAt >= dataEveryMs) {
      dataAt = now
      pushes.changed(moved ? ['accounts', 'runs', 'units'] : ['accounts'])
    }
  }

  function launch(run: Run, { access, introduction }: AuditTarget): AuditRun {
    const launched = createAuditRun(run, {
      access,
      introduction,
      store: runStore,
      clock,
      onProgress: publish,
    })
    active = launched
    void launched.finished.then((ended) => {
      publish(ended)
      if (active === launched) active = null
      pushes.ended(ended)
    })
    if (run.scope.kind === 'organization') {
      const reading = refreshUnits(access.scoped({ signal: closing.signal }), run.organizationId)
      beside.add(reading)
      void reading.finally(() => beside.delete(reading))
    }
    return launched
  }

  /** The tree is read beside the audit and never holds it up: names of units are no evidence. */
  async function refreshUnits(access: AwsAccess, organizationId: OrganizationId): Promise<void> {
    const units = await readUnits(access, store.inventory, organizationId)
    if (!units.ok) {
      log.info('inventory', 'the organizational units could not be read', {
        code: units.error.code,
      })
      return
    }
    await store.inventory.placeAccounts(organizationId, unitNames(units.value))
    pushes.changed(['accounts', 'units'])
  }

  function current(runId: string): Outcome<AuditRun> {
    return active && active.record().id === runId
      ? succeed(active)
      : fail(failureOf('no-active-run'))
  }

  return {
    start(scope: RunScope, deep: boolean): Outcome<Run> {
      const open = target()
      if (!open) return fail(failureOf('nothing-connected'))
      if (active) return fail(failureOf('run-in-progress'))
      const organizationId = open.introduction.organization.id
      const counts = store.accountTable.postureCounts(organizationId)
      const run: Run = {
        id: randomUUID(),
        organizationId,
        state: 'running',
        scope,
        deep,
        startedAt: clock.instant(),
        endedAt: null,
        callerArn: open.introduction.caller.arn,
        completeness: completenessOf(counts),
        nonCompliant: counts['non-compliant'],
        calls: {},
        failure: null,
      }
      store.transaction(() => {
        supersede(organizationId)
        store.runs.begin(run, { pid: process.pid })
      })
      return succeed(launch(run, open).record())
    },

    pause(runId: string): Outcome<Run> {
      const found = current(runId)
      if (!found.ok) return found
      found.value.pause()
      return succeed(found.value.record())
    },

    /** Goes on with a paused run, or with one that was interrupted, even in an earlier process. */
    resume(runId: string): Outcome<Run> {
      const found = current(runId)
      if (found.ok) {
        found.value.resume()
        return succeed(found.value.record())
      }
      const open = target()
      if (!open) return fail(failureOf('nothing-connected'))
      if (active) return fail(failureOf('run-in-progress'))
      const run = store.runs.get(runId)
      if (!run) return fail(failureOf('not-found'))
      if (run.state !== 'interrupted') return fail(failureOf('no-active-run'))
      if (run.organizationId !== open.introduction.organization.id) {
        return fail(failureOf('organization-changed'))
      }
      return succeed(launch(run, open).record())
    },

    async cancel(runId: string): Promise<Outcome<Run>> {
      const found = current(runId)
      if (found.ok) return succeed(await found.value.cancel())
      const run = store.runs.get(runId)
      if (run?.state !== 'interrupted') return fail(failureOf('no-active-run'))
      return succeed(end(run))
    },

    /** Where the unfinished run of an organization stands; null where there is none. */
    progress(organizationId: OrganizationId | null): RunProgress | null {
      if (active) return active.progress(pushes.revision())
      const run = organizationId ? store.runs.unfinished(organizationId) : null
      return run ? resting(run, pushes.revision()) : null
    },

    activeRun: (): AuditRun | null => active,

    /** Marks the runs of processes that are gone as interrupted. */
    recover(): void {
      const orphans = store.runs.interruptOrphans(
        ({ pid, heartbeatAt }) =>
          pid !== process.pid &&
          isAlive(pid) &&
          clock.now() - Date.parse(heartbeatAt) < heartbeatLimitMs,
      )
      for (const run of orphans) log.info('audit', 'a run was interrupted', { runId: run.id })
    },

    /** Waits for what is read beside a run, the names of the units, but no longer than this. */
    async settle(limitMs: number): Promise<void> {
      const limit = new AbortController()
      const late = wait(limitMs, undefined, { signal: limit.signal }).catch(() => undefined)
      await Promise.race([Promise.all(beside), late])
      limit.abort()
    },

    /** Stops the run under way at a place from which it resumes. */
    async close(): Promise<void> {
      clearInterval(heartbeat)
      closing.abort()
      await active?.interrupt()
      await Promise.all(beside)
    },
  }

  /** A new run makes an interrupted one pointless: it would look at what is looked at anew. */
  function supersede(organizationId: OrganizationId): void {
    const old = store.runs.unfinished(organizationId)
    if (old?.state === 'interrupted') end(old)
  }

  function end(run: Run): Run {
    const ended: Run = { ...run, state: 'cancelled', endedAt: clock.instant() }
    runStore.save(ended)
    pushes.changed(['runs'])
    return ended
  }
}

/** The progress of a run that nothing works on. */
function resting(run: Run, revision: number): RunProgress {
  const { inOrganization, notApplicable, unknown } = run.completeness
  return {
    revision,
    runId: run.id,
    state: run.state,
    startedAt: run.startedAt,
    listing: false,
    listed: inOrganization,
    targets: inOrganization - notApplicable,
    done: inOrganization - notApplicable - unknown,
    unknown,
    nonCompliant: run.nonCompliant,
    accountsPerSecond: 0,
    callsPerSecond: 0,
    throttled: 0,
    etaSeconds: null,
    failure: run.failure,
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM'
  }
}
