import { join } from 'node:path'
import { pino } from 'pino'
import { DataTopic, type About, type RootkeepContract } from '../shared/ipc/contract.ts'
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
import { createConnectingServices, type ConnectingServices } from './connecting-services.ts'
import { createHandlers } from './handlers.ts'
import type { Environment } from './identity/connections/environment.ts'
import { practiceId } from './identity/connections/found-connections.ts'
import type { Session } from './identity/session.ts'
import type { Lock } from './lock/lock.ts'
import { mayBePushed, whileLocked } from './lock/locked-handlers.ts'
import { createLog, type Log } from './log.ts'
import { namedShell } from './named-shell.ts'
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
  /**
   * Opens the connection that was asked for by ID or name, else the one used last; where there is none, nothing is opened. The practice organization is
   * audited if it never was. Errors: those of connecting, `locked`: then it is opened with the lock.
   */
  openFirstConnection(asked: string | null): Promise<Outcome<SessionSnapshot>>
  /** What an exception of a handler means to the operator; null where it is a fault of our own. */
  explain(error: unknown): Failure | null
  /** Calls the listener whenever a run is over. */
  onRunEnded(listener: (run: Run) => void): void
  readonly session: Session
  readonly lock: Lock
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
  /** Whether it locks: where there is a window that somebody could find open. */
  readonly locks?: boolean
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
    locks = false,
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
  const about = (): About => ({
    ...shell,
    nodeVersion: process.versions.node,
    sqliteVersion: store.sqliteVersion(),
    dataFolder,
  })
  let connecting: ConnectingServices | null = null
  const target = () => connecting?.session.target() ?? null
  const organizationId = () => connecting?.session.organizationId() ?? null
  const isLocked = () => connecting?.lock.isLocked() ?? false
  const desk = namedShell(services, () => connecting?.session.snapshot() ?? null, isLocked)
  const audits = createAuditService({ store, clock, log, pushes, dataFolder, target })
  audits.recover()
  const acts = createRecordServices({
    opened: record,
    store,
    clock,
    log,
    pushes,
    shell: desk,
    dataFolder,
    version: shell.version,
    region: () => connecting?.session.snapshot().region ?? '',
    target,
    organizationId,
    organizationSwitched() {
      connecting?.session.refresh().catch((error: unknown) => {
        log.problem('session', 'the organization could not be read again', error)
      })
    },
    credentialsEnd: () => connecting?.session.credentialsEnd() ?? null,
    procedureInterrupted: (id, failure) => connecting?.procedureInterrupted(id, failure),
    rested: () => connecting?.lock.settle(),
    sleep,
  })
  connecting = createConnectingServices({
    store,
    acts,
    audits,
    clock,
    log,
    pushes,
    shell: desk,
    environment,
    practiceWorker,
    dataFolder,
    about,
    sleep,
    notices: startNotices(cache, record),
    unlocked,
  })
  const { session, lock, resumeWaiting } = connecting
  if (runsProcedures) acts.recover()
  session.onConnected((open) => {
    const { caller, organization } = open.introduction
    resumeWaiting(caller, organization.id)
    if (runsProcedures) acts.connected(open)
  })
  if (locks) lock.begin()
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
    shell: desk,
    dataFolder,
    version: shell.version,
    organizationId: () => session.organizationId() ?? organizationConnectedLast(cache.db),
    explain,
  })
  const viewer = createBundleViewer({
    shell: desk,
    clock,
    pushes,
    log,
    version: shell.version,
    knownKeys: () => knownKeys(record.db),
    redactionKey: () => readRedactionKey(store.settings),
  })
  log.info('workstation', 'started', { version: shell.version, shell: shell.shell })

  let closing: Promise<void> | null = null
  /** What to open once the lock is; null where nothing is. */
  let postponed: string | null = null

  return succeed({
    handlers: whileLocked(
      whileViewing(
        createHandlers({
          store,
          connecting,
          choose,
          audits,
          acts,
          reports,
          viewer,
          pushes,
          clock,
          about,
          services: desk,
        }),
        viewer.view,
      ),
      lock,
    ),
    subscribe: (listener) =>
      pushes.subscribe((channel, payload) => {
        if (!lock.isLocked() || mayBePushed(channel)) listener(channel, payload)
      }),
    onRunEnded: pushes.onEnded,
    session,
    lock,
    audits,
    acts,
    reports,
    document: (token) => (lock.isLocked() ? null : reports.document(token)),
    store,
    log,
    dataFolder,
    explain,
    async openFirstConnection(asked) {
      const first = asked === null ? session.rememberedConnection() : await connectionId(asked)
      if (first === null) return succeed(session.shown())
      if (!lock.isLocked()) return choose(first)
      postponed = first
      return fail(failureOf('locked'))
    },
    close() {
      closing ??= closeInOrder()
      return closing
    },
  })

  /** Opens a connection; the practice organization is audited by itself the first time. */
  async function choose(id: string): Promise<Outcome<SessionSnapshot>> {
    const connected = await session.connect(id).catch((error: unknown) => {
      const logId = log.problem('session', 'a connection could not be opened', error)
      return fail(explain(error) ?? failureOf('internal', { logId }))
    })
    const { connection, organization } = session.snapshot()
    const practises = connected.ok && connection?.kind === 'practice' && organization !== null
    if (practises && store.runs.page(organization.id, 0, 1).total === 0) {
      audits.start({ kind: 'organization' }, false)
    }
    return connected
  }

  /** The ID of what a person named: an ID, or the name of a kept connection. */
  async function connectionId(named: string): Promise<string> {
    return connecting?.connections.byName(named)?.id ?? named
  }

  /** What the window missed is read anew; and what needs nobody is connected again. */
  function unlocked(asked: boolean): void {
    pushes.changed(DataTopic.options)
    const { connection } = session.snapshot()
    const again = connection?.id ?? postponed
    postponed = null
    // Where nobody was asked who they are, nothing is opened for them but what is for practice.
    if (again !== null && !session.open() && (asked || again === practiceId)) void choose(again)
  }

  async function closeInOrder(): Promise<void> {
    viewer.close()
    await reports.close()
    await audits.close()
    await acts.close()
    await connecting?.close()
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
