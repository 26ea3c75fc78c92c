import type { Connection, Notice, SessionSnapshot } from '../../shared/domain/connections.ts'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import { createAwsAccess, type AwsAccess } from '../aws/aws-access.ts'
import type { AuditTarget } from '../audit/audit-service.ts'
import type { Sleep } from '../aws/limiter.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../database/store.ts'
import { introduce, type Introduction } from '../inventory/organization-reader.ts'
import type { Pushes } from '../pushes.ts'
import {
  connectionNamed,
  listConnections,
  practiceConnection,
  type Environment,
} from './connections.ts'
import { environmentSignIn, profileSignIn, type SignIn } from './credentials.ts'
import { startPractice, type PracticeOrganization } from './practice.ts'
import { sessionNotices } from './session-notices.ts'

export type SessionDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly pushes: Pushes
  readonly environment: Environment
  readonly practiceWorker: URL
  /** How waits for AWS pass: for its rates, and before a call is repeated. */
  readonly sleep: Sleep
  /** What the operator must know from the start: a database that was moved aside. */
  readonly notices: readonly Notice[]
}

export type Session = ReturnType<typeof createSession>

/** The connection to one organization: who we are, through what, and what the cache knows of it. */
export function createSession({
  store,
  clock,
  pushes,
  environment,
  practiceWorker,
  sleep,
  notices,
}: SessionDeps) {
  let practice: PracticeOrganization | null = null
  let open: AuditTarget | null = null
  let whenConnected: (target: AuditTarget) => void = () => {}
  let standing = [...notices]
  let snapshot: SessionSnapshot = {
    revision: 0,
    connection: null,
    connectionState: 'disconnected',
    connectionFailure: null,
    region: store.settings.get().region,
    caller: null,
    organization: null,
    lastAuditAt: null,
    notices: standing,
  }

  function update(change: Partial<SessionSnapshot>): SessionSnapshot {
    snapshot = { ...snapshot, ...change, revision: pushes.nextRevision() }
    pushes.send('session', 'changed', snapshot)
    return snapshot
  }

  async function signInOf(connection: Connection): Promise<Outcome<SignIn>> {
    switch (connection.kind) {
      case 'environment':
        return environmentSignIn(environment)
      case 'profile':
        return profileSignIn(connection.name, environment)
      case 'practice': {
        if (!practice) {
          const started = await startPractice(practiceWorker, practiceOptions())
          if (!started.ok) return started
          practice = started.value
        }
        return succeed(practice.signIn)
      }
    }
  }

  function practiceOptions() {
    const accounts = countFrom(environment['ROOTKEEP_PRACTICE_ACCOUNTS'], 214)
    const seed = countFrom(environment['ROOTKEEP_PRACTICE_SEED'], 7)
    const key = `practice.referenceTime.${accounts}.${seed}`
    const kept = store.settings.remembered(key)
    const referenceTime = kept ?? clock.instant()
    if (kept === null) store.settings.remember(key, referenceTime)
    return { accounts, seed, referenceTime, startTime: clock.instant() }
  }

  /** The Region whose STS is called: the operator's choice first, then the connection's. */
  function regionOf(signIn: SignIn): string {
    const chosen = store.settings.remembered('setting.region') !== null
    const { region } = store.settings.get()
    return chosen ? region : (signIn.region ?? region)
  }

  function cachedOrganization(connection: Connection) {
    const id = store.settings.remembered(`connection.organization.${connection.id}`)
    return id === null ? null : store.inventory.organization(id as OrganizationId)
  }

  function lastAuditAt(organizationId: OrganizationId | undefined) {
    return organizationId ? (store.runs.completed(organizationId, 1)[0]?.endedAt ?? null) : null
  }

  async function begin(connection: Connection): Promise<Outcome<AuditTarget>> {
    const signIn = await signInOf(connection)
    if (!signIn.ok) return signIn
    const { credentials, endpoint } = signIn.value
    const region = regionOf(signIn.value)
    update({ region })
    const access: AwsAccess = createAwsAccess({
      credentials,
      region,
      ...(endpoint === null ? {} : { endpoint }),
      ledger: (entry) => store.ledger.record(entry),
      clock: () => clock.now(),
      random: Math.random,
      sleep,
    })
    const introduction = await introduce(access, store.inventory, clock)
    if (!introduction.ok) {
      access.close()
      return introduction
    }
    return succeed({ access, introduction: introduction.value })
  }

  function connected(
    connection: Connection,
    { caller, organization }: Introduction,
  ): SessionSnapshot {
    store.settings.remember('connection', connection.id)
    store.settings.remember(`connection.organization.${connection.id}`, organization.id)
    return update({
      connectionState: 'connected',
      connectionFailure: null,
      caller,
      organization,
      lastAuditAt: lastAuditAt(organization.id),
      notices: [...standing, ...sessionNotices(caller, organization)],
    })
  }

  const isOpen = (access: AwsAccess): boolean => open?.access === access

  return {
    snapshot: (): SessionSnapshot => snapshot,
    /** The open connection; null where there is none. */
    target: (): AuditTarget | null => open,
    /** The organization on screen, connected or from the cache. */
    organizationId: (): OrganizationId | null => snapshot.organization?.id ?? null,
    connections: (): Promise<Connection[]> => listConnections(environment),

    /**
     * Opens a connection and learns who is calling in which organization. On failure the organization
     * that this connection showed last stays on screen from the cache, and the failure beside it.
     */
    async connect(connectionId: string): Promise<Outcome<SessionSnapshot>> {
      const connection = await connectionNamed(connectionId, environment)
      if (!connection) {
        return fail(
          failureOf('not-found', { message: `There is no connection named ${connectionId}.` }),
        )
      }
      open?.access.close()
      open = null
      const cached = cachedOrganization(connection)
      update({
        connection,
        connectionState: 'connecting',
        connectionFailure: null,
        caller: null,
        organization: cached,
        lastAuditAt: lastAuditAt(cached?.id),
        notices: standing,
      })
      pushes.changed(['accounts', 'runs', 'units', 'exemptions', 'filters', 'attestations'])
      const begun = await begin(connection)
      if (!begun.ok) {
        update({ connectionState: 'failed', connectionFailure: begun.error })
        return begun
      }
      open = begun.value
      whenConnected(open)
      const now = connected(connection, begun.value.introduction)
      pushes.changed(['accounts', 'runs', 'units', 'exemptions', 'filters', 'attestations'])
      return succeed(now)
    },

    /** Calls the listener each time a connection has opened. */
    onConnected(listener: (target: AuditTarget) => void): void {
      whenConnected = listener
    },

    /** Reads features, trusted access and delegates again: something changed them. */
    async refresh(): Promise<void> {
      const { connection } = snapshot
      if (!open || !connection) return
      const { access } = open
      const introduction = await introduce(access, store.inventory, clock)
      // Meanwhile it may have been closed, or another one opened.
      if (!introduction.ok || !isOpen(access)) return
      open = { access, introduction: introduction.value }
      connected(connection, introduction.value)
    },

    /** The connection to open at the start: the last one, or the practice organization. */
    firstConnectionId: (): string =>
      store.settings.remembered('connection') ?? practiceConnection.id,

    /** Shows when the organization was last audited. */
    audited(): void {
      update({ lastAuditAt: lastAuditAt(snapshot.organization?.id) })
    },

    dismissNotice(id: string): SessionSnapshot {
      standing = standing.filter((notice) => notice.id !== id)
      return update({ notices: snapshot.notices.filter((notice) => notice.id !== id) })
    },

    async close(): Promise<void> {
      open?.access.close()
      open = null
      await practice?.close()
      practice = null
    },
  }
}

function countFrom(text: string | undefined, otherwise: number): number {
  const value = Number(text)
  return text !== undefined && Number.isInteger(value) && value > 0 ? value : otherwise
}
