import { join } from 'node:path'
import { pino } from 'pino'
import type { About, RootkeepContract } from '../shared/ipc/contract.ts'
import type { Handlers } from '../shared/ipc/derived.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'
import type { Notice, SessionSnapshot } from '../shared/domain/connections.ts'
import type { Failure } from '../shared/domain/failure.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import type { Run } from '../shared/domain/runs.ts'
import { createAuditService, type AuditService } from './audit/audit-service.ts'
import { pause } from './aws/aws-access.ts'
import type { Sleep } from './aws/limiter.ts'
import { systemClock, type Clock } from './clock.ts'
import {
  isStorageError,
  openDatabase,
  storageFailure,
  type OpenDatabase,
} from './database/database.ts'
import { createStore, type Store } from './database/store.ts'
import { createHandlers } from './handlers.ts'
import type { Environment } from './identity/connections.ts'
import { createSession, type Session } from './identity/session.ts'
import { createLog, type Log } from './log.ts'
import { knownKeys } from './operators/known-keys.ts'
import { createPushes } from './pushes.ts'
import { FileNotSaved } from './saved-file.ts'
import { createRecordServices, type RecordServices } from './record-services.ts'
import { readRedactionKey } from './reports/bundle/redaction-key.ts'
import { organizationConnectedLast } from './reports/evidence/organization-evidence-reader.ts'
import { NotPrinted } from './reports/printer.ts'
import { createReportDesk, type ReportDesk } from './reports/report-desk.ts'
import { noShell, type ShellServices } from './shell-services.ts'
import { createBundleViewer } from './viewer/bundle-viewer.ts'
import { whileViewing } from './viewer/viewing-handlers.ts'

/** Everything behind the window and the command line: the services, ready to be called. */
export type Workstation = {
  readonly handlers: Handlers<RootkeepContract>
  /** Hands every push (`group.name`, payload) to the listener until the returned function is called. */
  subscribe(listener: (channel: string, payload: unknown) => void): () => void
  /** Opens the connection used last, or the practice organization, and audits the latter if it never was. */
  openFirstConnection(): Promise<Outcome<SessionSnapshot>>
  /** What an exception of a handler means to the operator; null where it is a fault of our own. */
  explain(error: unknown): Failure | null
  /** Calls the listener whenever a run is over. */
  onRunEnded(listener: (run: Run) => void): void
  readonly session: Session
  readonly audits: AuditService
  readonly acts: RecordServices
  readonly reports: ReportDesk
  /** A document of the window's own making that it looks at in a frame, by its token; null where there is none. */
  document(token: string): string | null
  readonly store: Store
  readonly log: Log
  readonly dataFolder: string
  /** Stops runs at a place from which they resume, and closes the database. */
  close(): Promise<void>
}

export type WorkstationOptions = {
  readonly dataFolder: string
  /** The entry of the thread that simulates the practice organization. */
  readonly practiceWorker: URL
  readonly shell: Pick<About, 'version' | 'shell' | 'shellVersion' | 'sandboxed'>
  readonly environment: Environment
  readonly clock?: Clock
  /** What the shell offers; the command line has nobody to ask. */
  readonly services?: ShellServices
  /** How waits for AWS pass, so that tests need not wait. */
  readonly sleep?: Sleep
  /**
   * Whether it takes up what an ended process left behind. Not for the command line, which runs no procedures (ADR 10): what it finds at work may be at
   * work in the window.
   */
  readonly runsProcedures?: boolean
}

/**
 * Builds the workstation over one data folder. Errors: those of `openDatabase`; nothing is half open
 * then.
 */
export function createWorkstation(options: WorkstationOptions): Outcome<Workstation> {
  const {
    dataFolder,
    practiceWorker,
    shell,
    environment,
    clock = systemClock,
    services = noShell,
    sleep = pause,
    runsProcedures = true,
  } = options
  const opened = openDatabase(dataFolder, new Date(clock.now()))
  if (!opened.ok) return opened
  const log = createLog(
    pino.destination({ dest: join(dataFolder, 'rootkeep.log'), sync: true, mode: 0o600 }),
  )
  const openedRecord = openDatabase(dataFolder, new Date(clock.now()), 'record')
  if (!openedRecord.ok) {
    opened.value.close()
    return openedRecord
  }
  const cache = opened.value
  const record = openedRecord.value
  const store = createStore(cache.db)
  const pushes = createPushes()
  const session = createSession({
    store,
    clock,
    pushes,
    environment,
    practiceWorker,
    sleep,
    notices: startNotices(cache, record),
  })
  const audits = createAuditService({
    store,
    clock,
    log,
    pushes,
    dataFolder,
    target: session.target,
  })
  audits.recover()
  const acts = createRecordServices({
    opened: record,
    store,
    clock,
    log,
    pushes,
    shell: services,
    dataFolder,
    version: shell.version,
    region: () => session.snapshot().region,
    target: session.target,
    organizationId: session.organizationId,
    organizationSwitched() {
      session.refresh().catch((error: unknown) => {
        log.problem('session', 'the organization could not be read again', error)
      })
    },
    sleep,
  })
  if (runsProcedures) {
    acts.recover()
    session.onConnected(acts.connected)
  }
  pushes.onEnded(() => session.audited())
  const explain = (error: unknown) => {
    if (error instanceof FileNotSaved || error instanceof NotPrinted) return error.failure
    return isStorageError(error) ? storageFailure(error, dataFolder) : null
  }
  const reports = createReportDesk({
    store,
    acts,
    clock,
    log,
    pushes,
    shell: services,
    dataFolder,
    version: shell.version,
    organizationId: () => session.organizationId() ?? organizationConnectedLast(cache.db),
    explain,
  })
  const viewer = createBundleViewer({
    shell: services,
    clock,
    pushes,
    log,
    version: shell.version,
    knownKeys: () => knownKeys(record.db),
    redactionKey: () => readRedactionKey(store.settings),
  })
  log.info('workstation', 'started', { version: shell.version, shell: shell.shell })

  let closing: Promise<void> | null = null

  return succeed({
    handlers: whileViewing(
      createHandlers({
        store,
        session,
        audits,
        acts,
        reports,
        viewer,
        pushes,
        clock,
        shell,
        services,
        dataFolder,
      }),
      viewer.view,
    ),
    subscribe: pushes.subscribe,
    onRunEnded: pushes.onEnded,
    session,
    audits,
    acts,
    reports,
    document: reports.document,
    store,
    log,
    dataFolder,
    explain,
    async openFirstConnection() {
      const connected = await session
        .connect(session.firstConnectionId())
        .catch((error: unknown) => {
          const logId = log.problem('session', 'the first connection could not be opened', error)
          return fail(explain(error) ?? failureOf('internal', { logId }))
        })
      if (
        connected.ok &&
        connected.value.connection?.kind === 'practice' &&
        connected.value.organization
      ) {
        const { id } = connected.value.organization
        if (store.runs.page(id, 0, 1).total === 0) audits.start({ kind: 'organization' }, false)
      }
      return connected
    },
    close() {
      closing ??= closeInOrder()
      return closing
    },
  })

  async function closeInOrder(): Promise<void> {
    viewer.close()
    await reports.close()
    await audits.close()
    await acts.close()
    await session.close()
    store.ledger.flush()
    log.info('workstation', 'closed')
    record.close()
    cache.close()
  }
}

function startNotices(cache: OpenDatabase, record: OpenDatabase): Notice[] {
  const notices: Notice[] = []
  if (cache.movedAside !== null) {
    notices.push({
      id: 'database-damaged',
      tone: 'danger',
      title: 'The database was damaged and was moved aside.',
      detail: `A new one was begun. The damaged file is kept as ${cache.movedAside}. Audit again to fill the cache.`,
    })
  }
  if (record.movedAside !== null) {
    notices.push({
      id: 'record-damaged',
      tone: 'danger',
      title:
        'The record was damaged and was moved aside: journal, cases and procedures of before are not shown.',
      detail: `A new one was begun, and its first entry says so. The damaged file is kept as ${record.movedAside}: keep a copy of it. Find out whether an account was left open.`,
    })
  }
  return notices
}
