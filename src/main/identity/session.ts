import type { Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import type { Connection, SessionSnapshot } from '../../shared/domain/connections.ts'
import { credentialsEnded } from '../../shared/domain/credentials-ended.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { DataTopic } from '../../shared/ipc/contract.ts'
import type { AuditTarget } from '../audit/audit-service.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../database/store.ts'
import { introduce, type Introduction } from '../inventory/organization-reader.ts'
import type { Pushes } from '../pushes.ts'
import type { ResolvedConnection } from './connections/resolved-connection.ts'
import type { OpenConnection, OpenWay } from './open-connection.ts'
import { pathOf, sessionNotices } from './session-notices.ts'
import { nobody, type SessionState } from './session-state.ts'

export type SessionDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly pushes: Pushes
  readonly connections: {
    /** Errors: `not-found`, and what makes the connection unusable. */
    resolve(id: string): Promise<Outcome<ResolvedConnection>>
    /** The connection of an ID, also where what it signs in with is gone. */
    named(id: string): Promise<Connection | null>
    /** A kept one was connected: it leads to this organization from now on. */
    led(id: string, organizationId: OrganizationId): void
  }
  readonly way: OpenWay
  /** Why the connection that is open cannot be left now: what is under way needs it; null where it can. */
  readonly inTheWay: () => Failure | null
  readonly state: SessionState
  /** Gets what a renewal that nobody waits for threw. */
  readonly problem: (error: unknown) => void
}

export type Session = ReturnType<typeof createSession>

/** What the window reads of one organization. */
const ofTheOrganization: readonly DataTopic[] = [
  'accounts',
  'runs',
  'units',
  'exemptions',
  'filters',
  'attestations',
  'requests',
]

/** The connection to one organization: who we are, until when, through what, and what the cache knows of it. */
export function createSession(deps: SessionDeps) {
  const { store, clock, pushes, connections, way } = deps
  const { facts, update } = deps.state
  let open: OpenConnection | null = null
  /** Gives up the connection that is being opened, whose calls may hang. */
  let abandon = () => {}
  let introduction: Introduction | null = null
  let whenConnected: (target: AuditTarget) => void = () => {}
  let renewing: Promise<Outcome<SessionSnapshot>> | null = null
  /** Grows with every attempt to connect: an older one that comes late is closed. */
  let attempts = 0

  function target(): AuditTarget | null {
    return open && introduction ? { access: open.access, introduction } : null
  }

  function cachedOrganization({ id }: Connection) {
    const known = store.settings.remembered(`connection.organization.${id}`)
    return known === null ? null : store.inventory.organization(known as OrganizationId)
  }

  function lastAuditAt(organizationId: OrganizationId | undefined) {
    return organizationId ? (store.runs.completed(organizationId, 1)[0]?.endedAt ?? null) : null
  }

  function closeOpen(): void {
    abandon()
    open?.close()
    open = null
    introduction = null
  }

  function connected(mine: OpenConnection, introduced: Introduction): SessionSnapshot {
    introduction = introduced
    const { caller, organization } = introduced
    const { connection, settings, region } = mine.resolved
    mine.leadsTo(organization.id)
    const organizationId = connection.kept ? organization.id : connection.organizationId
    store.settings.remember('connection', connection.id)
    store.settings.remember(`connection.organization.${connection.id}`, organization.id)
    if (connection.kept) connections.led(connection.id, organization.id)
    return update({
      connection: { ...connection, organizationId },
      connectionState: 'connected',
      connectionFailure: null,
      region,
      path: pathOf(settings),
      caller,
      renewal: mine.renewal(),
      organization,
      lastAuditAt: lastAuditAt(organization.id),
      notices: sessionNotices(caller, organization),
    })
  }

  /** The credentials of the open connection ended or came: the one place where the session hears of it. */
  function eventsOf(attempt: number) {
    const isMine = () => attempt === attempts && open !== null && introduction !== null
    return {
      came(expiresAt: string | null): void {
        if (!isMine() || !introduction) return
        if (introduction.caller.expiresAt !== expiresAt) {
          introduction = { ...introduction, caller: { ...introduction.caller, expiresAt } }
          update({ caller: introduction.caller })
        }
        // Somebody renewed them outside of Rootkeep.
        if (facts().connectionState === 'expired' && !renewing) renewHere().catch(deps.problem)
      },
      ended(failure: Failure): void {
        if (isMine() && facts().connectionState === 'connected') {
          update({ connectionState: 'expired', connectionFailure: failure })
        }
      },
    }
  }

  /** Signs in anew over the door that is open: what is under way keeps its access. */
  function renewHere(): Promise<Outcome<SessionSnapshot>> {
    renewing ??= renewOpen().finally(() => {
      renewing = null
    })
    return renewing
  }

  async function renewOpen(): Promise<Outcome<SessionSnapshot>> {
    const mine = open
    const before = introduction
    if (!mine || !before) return fail(failureOf('nothing-connected'))
    const renewed = await mine.renew()
    const introduced = renewed.ok
      ? await introduce(mine.access, store.inventory, clock, before.organization.id)
      : renewed
    if (open !== mine) return fail(failureOf('cancelled'))
    if (introduced.ok) {
      const now = connected(mine, introduced.value)
      whenConnected({ access: mine.access, introduction: introduced.value })
      return succeed(now)
    }
    const { error } = introduced
    // Whose credentials these are now is not whom the work under way was begun with: it loses its access. What is kept leads where it led, or nowhere.
    if (error.code === 'organization-differs') {
      const again = await connections.resolve(mine.resolved.connection.id)
      if (open !== mine) return fail(failureOf('cancelled'))
      return again.ok ? connectTo(again.value) : again
    }
    if (credentialsEnded.has(error.code) || facts().connectionState === 'expired') {
      update({ connectionState: 'expired', connectionFailure: error })
    }
    return introduced
  }

  async function connectTo(resolved: ResolvedConnection): Promise<Outcome<SessionSnapshot>> {
    const { connection, region } = resolved
    attempts += 1
    const attempt = attempts
    closeOpen()
    const cached = cachedOrganization(connection)
    update({
      connection,
      connectionState: 'connecting',
      connectionFailure: null,
      region,
      ...nobody,
      organization: cached,
      lastAuditAt: lastAuditAt(cached?.id),
      notices: [],
    })
    pushes.changed(ofTheOrganization)
    const opened = await way(resolved, eventsOf(attempt))
    if (attempt !== attempts) {
      if (opened.ok) opened.value.close()
      return fail(failureOf('cancelled'))
    }
    const introduced = opened.ok
      ? await unlessAbandoned(
          introduce(opened.value.access, store.inventory, clock, connection.organizationId),
        )
      : opened
    if (attempt !== attempts || !introduced.ok || !opened.ok) {
      if (opened.ok) opened.value.close()
      if (introduced.ok || attempt !== attempts) return fail(failureOf('cancelled'))
      update({ connectionState: 'failed', connectionFailure: introduced.error })
      return introduced
    }
    open = opened.value
    const now = connected(opened.value, introduced.value)
    whenConnected({ access: opened.value.access, introduction: introduced.value })
    pushes.changed(ofTheOrganization)
    return succeed(now)
  }

  function unlessAbandoned<T>(introducing: Promise<Outcome<T>>): Promise<Outcome<T>> {
    const abandoned = Promise.withResolvers<Outcome<never>>()
    abandon = () => abandoned.resolve(fail(failureOf('cancelled')))
    return Promise.race([introducing, abandoned.promise])
  }

  /** Leaves the organization; what is cached of it stays on screen. */
  function leave(): SessionSnapshot {
    attempts += 1
    closeOpen()
    return update({
      connectionState: 'disconnected',
      connectionFailure: null,
      ...nobody,
      notices: [],
    })
  }

  /**
   * Opens a connection and learns who is calling in which organization. On failure the organization
   * that this connection showed last stays on screen from the cache, and the failure beside it. The connection that is open already is renewed
   * instead, so that what is under way goes on.
   */
  async function connect(connectionId: string): Promise<Outcome<SessionSnapshot>> {
    const resolved = await connections.resolve(connectionId)
    if (open && resolved.ok && isSame(open.resolved, resolved.value)) return renewHere()
    const obstacle = open ? deps.inTheWay() : null
    if (obstacle) return fail(obstacle)
    if (resolved.ok) return connectTo(resolved.value)
    const connection = await connections.named(connectionId)
    if (connection) {
      leave()
      const organization = cachedOrganization(connection)
      update({
        connection,
        connectionState: 'failed',
        connectionFailure: resolved.error,
        organization,
        lastAuditAt: lastAuditAt(organization?.id),
      })
      pushes.changed(ofTheOrganization)
    }
    return resolved
  }

  return {
    ...deps.state,
    /** The open connection; null where there is none. */
    target,
    /** The connection that is open, with its way out; null where there is none. */
    open: (): OpenConnection | null => open,
    /** The organization on screen, connected or from the cache. */
    organizationId: (): OrganizationId | null => facts().organization?.id ?? null,

    connect,

    /** Reads the credentials anew. Errors: `sign-in-needed` where only a person can, `nothing-connected`. */
    async renew(): Promise<Outcome<SessionSnapshot>> {
      if (open) return renewHere()
      const { connection } = facts()
      return connection ? connect(connection.id) : fail(failureOf('nothing-connected'))
    },

    leave,

    /** Calls the listener each time a connection has opened, or its credentials were renewed. */
    onConnected(listener: (target: AuditTarget) => void): void {
      whenConnected = listener
    },

    /** Reads features, trusted access and delegates again: something changed them. */
    async refresh(): Promise<void> {
      const mine = open
      if (!mine || !introduction) return
      const expected = introduction.organization.id
      const introduced = await introduce(mine.access, store.inventory, clock, expected)
      // Meanwhile it may have been closed, or another one opened.
      if (introduced.ok && open === mine) connected(mine, introduced.value)
    },

    /** When the credentials end for good; null where they do not, or are renewed by themselves. */
    credentialsEnd: (): Instant | null =>
      facts().renewal === 'automatic' || facts().renewal === 'never'
        ? null
        : (facts().caller?.expiresAt ?? null),

    /** The connection used last; null where none ever was. */
    rememberedConnection: (): string | null => store.settings.remembered('connection'),

    /** Shows when the organization was last audited. */
    audited(): void {
      update({ lastAuditAt: lastAuditAt(facts().organization?.id) })
    },

    /** Sends the snapshot again: the lock, the sign-in or what waits is another. */
    changed: (): SessionSnapshot => update({}),

    close(): void {
      attempts += 1
      closeOpen()
    },
  }
}

/** True where nothing of the way changed since it was opened. */
function isSame(a: ResolvedConnection, b: ResolvedConnection): boolean {
  return a.connection.id === b.connection.id && wayIn(a) === wayIn(b)
}

function wayIn({ settings, region, signInRegions }: ResolvedConnection): string {
  return JSON.stringify({ ...settings, name: '', colour: '', region, signInRegions })
}
