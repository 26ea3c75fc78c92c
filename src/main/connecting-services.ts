import { randomBytes } from 'node:crypto'
import type { About } from '../shared/ipc/contract.ts'
import type { Connection, Notice } from '../shared/domain/connections.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import type { Failure } from '../shared/domain/failure.ts'
import { fail, type Outcome } from '../shared/ipc/result.ts'
import type { AuditService } from './audit/audit-service.ts'
import type { Sleep } from './aws/limiter.ts'
import type { Clock } from './clock.ts'
import type { Store } from './database/store.ts'
import { nearestRegions } from './egress/nearest-regions.ts'
import { openDoor } from './egress/open-door.ts'
import { onProcessRefusal } from './egress/process-guard.ts'
import { createConnectionService } from './identity/connections/connection-service.ts'
import type { Environment } from './identity/connections/environment.ts'
import { createSignIns } from './identity/connections/sign-ins.ts'
import { createIdentityCenter } from './identity/identity-center/identity-center.ts'
import { createOpenWay } from './identity/open-connection.ts'
import { createPractice, practiceOptions } from './identity/practice.ts'
import { createPresentWay } from './identity/present-way.ts'
import { createSecretKeeper } from './identity/secrets/secret-keeper.ts'
import { createSession } from './identity/session.ts'
import { createSessionState } from './identity/session-state.ts'
import { egressNotice, keyStoreNotice } from './identity/session-notices.ts'
import { signedInEntry, signedOutEntry } from './identity/sign-in-journal.ts'
import { signInPlaceOf } from './identity/sign-in-place.ts'
import { createSignInService } from './identity/sign-in-service.ts'
import { createWaitingWork } from './identity/waiting-work.ts'
import { createLock } from './lock/lock.ts'
import type { Log } from './log.ts'
import type { Pushes } from './pushes.ts'
import { createReadinessService } from './readiness/readiness-service.ts'
import type { RecordServices } from './record-services.ts'
import { createRequestService } from './requests/request-service.ts'
import type { ShellServices } from './shell-services.ts'

export type ConnectingServicesDeps = {
  readonly store: Store
  readonly acts: RecordServices
  readonly audits: AuditService
  readonly clock: Clock
  readonly log: Log
  readonly pushes: Pushes
  readonly shell: ShellServices
  readonly environment: Environment
  readonly practiceWorker: URL
  readonly dataFolder: string
  readonly about: () => About
  readonly sleep: Sleep
  /** What the operator must know from the start. */
  readonly notices: readonly Notice[]
  /** Called when the lock was opened; `asked` where somebody proved who they are. */
  readonly unlocked: (asked: boolean) => void
}

export type ConnectingServices = ReturnType<typeof createConnectingServices>

/** Everything between this workstation and AWS: connections, secrets, sign-in, session, lock, and what looks at the way. */
export function createConnectingServices(deps: ConnectingServicesDeps) {
  const { store, acts, audits, clock, log, pushes, shell, environment, sleep } = deps
  const now = () => clock.now()

  const secrets = createSecretKeeper({
    sealed: store.sealedSecrets,
    keyStore: () => shell.keyStore,
    clock,
    refused(backend) {
      log.info('secrets', 'the key store refused', { backend })
      state.notify(keyStoreNotice(backend))
    },
  })
  const identityCenter = createIdentityCenter({
    secrets,
    clock: now,
    sleep,
    randomBytes,
    openBrowser: shell.openBrowser,
    log,
  })
  const practice = createPractice(deps.practiceWorker, () =>
    practiceOptions(environment, store.settings, clock),
  )
  const connections = createConnectionService({
    connections: acts.record.connections,
    secrets,
    identityCenter,
    environment,
    practice: practice.start,
    journal: acts.journal,
    clock,
    pushes,
    shell,
    actor: acts.actor,
    nearestRegions,
  })
  const signIns = createSignIns({
    environment,
    secrets,
    identityCenter,
    practice: practice.start,
    now,
  })

  function refused(contact: { host: string; port: number; by: string }): void {
    log.info('egress', 'a connection was refused', contact)
    store.refusedContacts.record(contact, clock.instant())
    state.notify(egressNotice)
    pushes.changed(['requests'])
  }
  const wayDeps = {
    openDoor,
    secrets,
    signIns,
    refused,
    calls: store.ledger.recorder,
    log,
    clock: now,
    random: Math.random,
    sleep,
  }

  const waiting = createWaitingWork({
    run: store.runs.get,
    procedure: acts.record.procedures.get,
    resumeRun: audits.resume,
    resumeProcedure: acts.procedures.resume,
    log,
  })

  const state = createSessionState({
    store,
    pushes,
    lock: () => lock.state(),
    signIn: () => signIn.progress(),
    waiting: waiting.counts,
    notices: deps.notices,
  })
  const session = createSession({
    store,
    clock,
    pushes,
    connections: { resolve: connections.resolve, named: connections.named, led: connections.used },
    way: createOpenWay(wayDeps),
    inTheWay,
    state,
    problem: (error) => void log.problem('session', 'the credentials could not be renewed', error),
  })
  pushes.onEnded(() => session.audited())

  const signIn = createSignInService({
    center: identityCenter,
    clock,
    log,
    connectionName: (id) => connections.kept(id)?.settings.name ?? id,
    place: (id) => signInPlaceOf(connections.kept(id), wayDeps),
    async connect(id) {
      const connected = await session.connect(id)
      if (!connected.ok) return connected
      acts.journal.write([signedInEntry(connected.value)])
      pushes.changed(['journal', 'connections'])
      return connected
    },
    keepChoice: connections.keepChoice,
    useChoice: connections.useChoice,
    forget: (id) => secrets.forget(id, 'token'),
    onChanged: () => void session.changed(),
  })

  let identityWasOpen = false
  const lock = createLock({
    settings: store.settings,
    secrets,
    shell,
    clock,
    log,
    isAtWork: () => audits.activeRun()?.record().state === 'running' || acts.isAtWork(),
    locked() {
      signIn.cancel()
      const identity = acts.identity.get()
      identityWasOpen =
        identity.ok && identity.value.state === 'unlocked' && identity.value.protection === 'os'
      acts.identity.lock()
    },
    leave() {
      // What a person paused stays resumable; with the access gone it could not go on.
      void audits.activeRun()?.interrupt()
      session.leave()
    },
    opened(way) {
      // Who proved who they are gets it back where the key store opens it unasked; a passphrase of its own stays to be given.
      if (way !== 'sign-in' && identityWasOpen) void acts.identity.unlock({ passphrase: '' })
      deps.unlocked(way !== 'sign-in')
    },
    changed: () => void session.changed(),
  })
  pushes.onEnded(() => lock.settle())

  let toldWaiting = waiting.counts()
  /** Says so where something more, or less, waits for credentials. */
  function tellWaiting(): void {
    const { runs, procedures } = waiting.counts()
    if (runs === toldWaiting.runs && procedures === toldWaiting.procedures) return
    toldWaiting = { runs, procedures }
    session.changed()
  }
  pushes.onEnded((run) => {
    waiting.runEnded(run)
    tellWaiting()
  })
  pushes.onChanged((topics) => {
    if (topics.includes('runs') || topics.includes('procedures')) tellWaiting()
  })
  // From here on there is somebody to tell.
  const deaf = onProcessRefusal(refused)

  const readiness = createReadinessService({
    store,
    clock,
    log,
    pushes,
    shell,
    dataFolder: deps.dataFolder,
    about: deps.about,
    snapshot: session.snapshot,
    way: createPresentWay({ session, resolve: connections.resolve, wayDeps }),
    refused: store.refusedContacts.list,
  })
  const requests = createRequestService({
    store,
    clock,
    log,
    pushes,
    shell,
    part() {
      const { connection, organization } = session.snapshot()
      return { organizationId: organization?.id ?? null, connectionId: connection?.id ?? null }
    },
    refused: store.refusedContacts.list,
    contacts: () => session.open()?.door.contacts ?? [],
  })

  /** Why the open connection cannot be left. */
  function inTheWay(): Failure | null {
    if (audits.activeRun()) {
      return failureOf('run-in-progress', {
        message: 'An audit run is under way: the connection cannot be changed now.',
      })
    }
    return acts.procedures.isActing()
      ? failureOf('run-in-progress', {
          message: 'A procedure is under way: pause it before the connection is changed.',
        })
      : null
  }

  /** Ends a sign-in at AWS and here; the journal says whether AWS heard of it. */
  async function endSignIn(connectionId: string): Promise<Outcome<null>> {
    const name = connections.kept(connectionId)?.settings.name ?? connectionId
    const actor = acts.actor()
    const ended = await signIn.signOut(connectionId)
    acts.journal.write([signedOutEntry(name, actor, ended.ok)])
    pushes.changed(['journal', 'connections'])
    return ended
  }

  return {
    secrets,
    connections,
    session,
    signIn,
    lock,
    /** A procedure cannot go on now; where that is for want of credentials, it waits for them. */
    procedureInterrupted(id: string, failure: Failure): void {
      waiting.procedureInterrupted(id, failure)
      tellWaiting()
    },
    resumeWaiting: waiting.resume,
    inTheWay,
    readiness,
    requests,

    /** Ends the sign-in of a connection at AWS and here, and leaves it where it is open. Errors: those of AWS, with it forgotten here nonetheless. */
    async signOut(connectionId: string): Promise<Outcome<null>> {
      const isOpen = session.open()?.resolved.connection.id === connectionId
      const obstacle = isOpen ? inTheWay() : null
      if (obstacle) return fail(obstacle)
      const ended = await endSignIn(connectionId)
      if (session.snapshot().connection?.id === connectionId) session.leave()
      return ended
    },

    /**
     * Removes a connection with its secrets, ends a sign-in to it, and leaves it where it is on screen. Errors: `not-found`, `not-consented`,
     * `run-in-progress`.
     */
    async removeConnection(connectionId: string): Promise<Outcome<Connection[]>> {
      const obstacle = () =>
        session.open()?.resolved.connection.id === connectionId ? inTheWay() : null
      const before = obstacle()
      if (before) return fail(before)
      const agreed = await connections.mayBeRemoved(connectionId)
      if (!agreed.ok) return agreed
      // In front of that window time has passed.
      const meanwhile = obstacle()
      if (meanwhile) return fail(meanwhile)
      if (signIn.progress()?.connectionId === connectionId) signIn.cancel()
      if (session.snapshot().connection?.id === connectionId) {
        session.leave()
        session.update({ connection: null })
      }
      // What it was about to keep would belong to nobody.
      await signIn.settled()
      // A token that nobody holds any more is ended at AWS as well, where AWS can be reached.
      if (identityCenter.standing(connectionId).signedIn) await endSignIn(connectionId)
      return connections.remove({ connectionId })
    },

    async close(): Promise<void> {
      deaf()
      lock.close()
      requests.close()
      await readiness.close()
      // First: a sign-in that is connecting waits for the session.
      session.close()
      await signIn.close()
      await practice.close()
    },
  }
}
