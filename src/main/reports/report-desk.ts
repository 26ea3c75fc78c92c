import type { OrganizationId } from '../../shared/domain/accounts.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { ReportSchedule, ScheduleDraft } from '../../shared/domain/report-jobs.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../database/store.ts'
import type { Log } from '../log.ts'
import type { Pushes } from '../pushes.ts'
import type { RecordServices } from '../record-services.ts'
import type { ShellServices } from '../shell-services.ts'
import { createBundleService } from './bundle-service.ts'
import { createPreviewShelf } from './preview-shelf.ts'
import { printerOf } from './printer.ts'
import { createReportSchedule } from './report-schedule.ts'
import { createReportService } from './report-service.ts'
import { createReportWork, unhurried } from './report-work.ts'

export type ReportDeskDeps = {
  readonly store: Store
  readonly acts: Pick<RecordServices, 'identity' | 'journal' | 'journals'>
  readonly clock: Clock
  readonly log: Log
  readonly pushes: Pushes
  readonly shell: ShellServices
  readonly dataFolder: string
  readonly version: string
  /** The organization on screen, or the one that was connected last: reports need no connection. Null where the cache has none. */
  readonly organizationId: () => OrganizationId | null
  /** What an exception means to the operator; null where it is a fault of our own. */
  readonly explain: (error: unknown) => Failure | null
}

export type ReportDesk = ReturnType<typeof createReportDesk>

/** Everything that writes reports and bundles, one piece of work at a time. None of it calls AWS. */
export function createReportDesk(deps: ReportDeskDeps) {
  const { store, acts, clock, log, pushes, shell, dataFolder, version } = deps
  const work = createReportWork(
    unhurried((progress) => pushes.send('reports', 'progress', progress)),
  )
  const shelf = createPreviewShelf()
  const { organizationId } = deps
  const shared = {
    store,
    dataFolder,
    version,
    clock,
    pushes,
    shell,
    printer: () => printerOf(shell, log),
    work,
    organizationId,
  }
  const reports = createReportService({ ...shared, shelf })
  const bundles = createBundleService({
    ...shared,
    identity: acts.identity,
    journal: acts.journal,
    checkpoint: acts.journals.checkpoint,
    checkpointIfPossible: acts.journals.checkpointIfPossible,
    remember: reports.remember,
  })
  const schedule = createReportSchedule({
    facts: store.settings,
    clock,
    log,
    pushes,
    shell,
    write: reports.writeScheduled,
    explain: deps.explain,
  })

  function known<T>(
    act: (id: OrganizationId) => Outcome<T> | Promise<Outcome<T>>,
  ): Outcome<T> | Promise<Outcome<T>> {
    const id = organizationId()
    return id === null ? fail(failureOf('nothing-to-report')) : act(id)
  }

  return {
    reports,
    bundles,
    /** The schedule of the organization that reports are about. Errors: `nothing-to-report`, those of the schedule. */
    schedules: {
      get: () => known<ReportSchedule>((id) => succeed(schedule.get(id))),
      set: (draft: ScheduleDraft) => known((id) => schedule.set(id, draft)),
      chooseFolder: () => known(schedule.chooseFolder),
    },
    /** Stops the work under way. */
    cancel: () => succeed({ stopped: work.cancel() }),
    /** A document that is looked at, by its token; null where there is none. */
    document: shelf.get,
    /** Begins to write what is scheduled; where there is a window. */
    keepSchedule: schedule.start,
    /** Writes what is due now. */
    lookAtSchedule: schedule.look,

    async close(): Promise<void> {
      const closing = schedule.close()
      reports.close()
      await work.close()
      await closing
    },
  }
}
