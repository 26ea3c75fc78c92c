import { randomUUID } from 'node:crypto'
import type { TextFile } from '../../../shared/domain/approvals.ts'
import type { OrganizationId } from '../../../shared/domain/accounts.ts'
import type { ConnectionSettings, GivenSecrets } from '../../../shared/domain/connections.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import type { Clock } from '../../clock.ts'
import type { Connections, KeptConnection } from '../../database/connections.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Pushes } from '../../pushes.ts'
import type { ShellServices } from '../../shell-services.ts'
import type { Secrets } from '../identity-ports.ts'
import {
  changesBetween,
  guardedChanges,
  importQuestion,
  keepQuestion,
  releaseQuestion,
  removeQuestion,
  standingChanges,
} from './connection-changes.ts'
import { connectionEntry } from './connection-entry.ts'
import { connectionFile, readConnectionFile } from './connection-file.ts'
import type { RoleChoice } from './connection-finder.ts'
import { practiceConnection } from './found-connections.ts'
import { freeName, nameKey } from './connection-names.ts'
import { secretChanges, takeSecrets } from './connection-secrets.ts'
import { checkSettings } from './settings-check.ts'

export type ConnectionKeeperDeps = {
  readonly connections: Connections
  readonly secrets: Secrets
  readonly journal: Pick<Journal, 'write'>
  readonly clock: Clock
  readonly pushes: Pick<Pushes, 'changed'>
  readonly shell: Pick<ShellServices, 'consent'>
  /** Who does it, for the journal. */
  readonly actor: () => string
}

const changed = { kind: 'connection-kept', isNew: false } as const

export type SaveRequest = {
  /** Null for a new one. */
  readonly id: string | null
  readonly settings: ConnectionSettings
  readonly secrets: GivenSecrets
}

/**
 * Keeps connections.
 *
 * SECURITY: what decides where calls go and whom they trust is kept only after a person agreed in a window that is not the page. Each change is an entry of the
 * journal, in the same transaction. Secrets go to `Secrets` alone: never into settings, journal or file.
 */
export function createConnectionKeeper(deps: ConnectionKeeperDeps) {
  const { connections, secrets, journal, clock, pushes, shell, actor } = deps

  const kept = (id: string): Outcome<KeptConnection> => {
    const connection = connections.get(id)
    return connection
      ? succeed(connection)
      : fail(
          failureOf('not-found', { message: 'This connection is not among those that are kept.' }),
        )
  }

  function namesBut(id: string | null): Set<string> {
    const others = connections.list().connections.filter((connection) => connection.id !== id)
    // SECURITY: nothing real passes for practice.
    return new Set([
      nameKey(practiceConnection.name),
      ...others.map(({ settings }) => nameKey(settings.name)),
    ])
  }

  /** Writes the entry and the change together, and says so. */
  function write(
    what: Parameters<typeof connectionEntry>[0],
    settings: ConnectionSettings,
    organizationId: OrganizationId | null,
    changes: readonly string[],
    beside: () => void,
  ): void {
    journal.write([connectionEntry(what, actor(), settings, organizationId, changes)], beside)
    pushes.changed(['connections', 'journal'])
  }

  /** Keeps new ones, under free names. */
  function addAll(all: readonly ConnectionSettings[]): void {
    const taken = namesBut(null)
    for (const { name, ...settings } of all) {
      const named = { ...settings, name: freeName(name, taken) }
      taken.add(nameKey(named.name))
      write(
        { kind: 'connection-kept', isNew: true },
        named,
        null,
        guardedChanges(null, named),
        () => connections.add(randomUUID(), named, clock.instant()),
      )
    }
  }

  return {
    /** Errors: `not-found`, `invalid-input`, `authority-unreadable`, `not-consented`, `locked`. Gives the ID. */
    async save(request: SaveRequest): Promise<Outcome<string>> {
      const { id } = request
      const before = id === null ? null : kept(id)
      if (before && !before.ok) return before
      const checked = checkSettings(request.settings)
      if (!checked.ok) return checked
      const settings = checked.value
      const isTaken = () => namesBut(id).has(nameKey(settings.name))
      if (isTaken()) return nameTaken(settings.name)
      const guarded = guardedChanges(before?.value.settings ?? null, settings)
      const standing = before ? standingChanges(before.value, settings) : []
      if (guarded.length > 0 || standing.length > 0) {
        const question = keepQuestion(before?.value ?? null, settings, guarded, standing)
        if (!(await shell.consent(question))) return fail(failureOf('not-consented'))
        // In front of that window time has passed.
        if (isTaken()) return nameTaken(settings.name)
      }
      const now = id === null ? null : kept(id)
      if (now && !now.ok) return now
      if (now && JSON.stringify(now.value) !== JSON.stringify(before?.value)) {
        return fail(
          failureOf('invalid-input', {
            message: 'The connection was changed meanwhile. Look at it again.',
          }),
        )
      }
      const keptId = id ?? randomUUID()
      const taken = takeSecrets(
        secrets,
        keptId,
        now?.value.settings ?? null,
        settings,
        request.secrets,
      )
      if (!taken.ok) return taken
      const changes = [
        ...changesBetween(now?.value.settings ?? null, settings),
        ...guarded,
        ...secretChanges(request.secrets),
      ]
      const kind = { kind: 'connection-kept', isNew: now === null } as const
      write(kind, settings, now?.value.organizationId ?? null, changes, () =>
        now === null
          ? connections.add(keptId, settings, clock.instant())
          : connections.change(keptId, settings, clock.instant()),
      )
      return succeed(keptId)
    },

    /**
     * Whether it may be removed. SECURITY: one that has to lead to an organization is removed by a person alone: what came in its place, under its
     * name, could lead to any. Errors: `not-found`, `not-consented`.
     */
    async mayBeRemoved(id: string): Promise<Outcome<null>> {
      const connection = kept(id)
      if (!connection.ok) return connection
      const { organizationId } = connection.value
      if (organizationId === null) return succeed(null)
      const agreed = await shell.consent(removeQuestion(connection.value, organizationId))
      return agreed ? succeed(null) : fail(failureOf('not-consented'))
    },

    /** Forgets it with its secrets. A token is not revoked: signing out does that. Errors: `not-found`. */
    remove(id: string): Outcome<null> {
      const connection = kept(id)
      if (!connection.ok) return connection
      const { settings, organizationId } = connection.value
      write({ kind: 'connection-removed' }, settings, organizationId, [], () =>
        connections.remove(id),
      )
      secrets.forget(id)
      return succeed(null)
    },

    /** Lets it lead to another organization than before. Errors: `not-found`, `not-consented`. */
    async forgetOrganization(id: string): Promise<Outcome<null>> {
      const connection = kept(id)
      if (!connection.ok) return connection
      const { settings, organizationId } = connection.value
      if (organizationId === null) return succeed(null)
      const agreed = await shell.consent(releaseQuestion(connection.value, organizationId))
      if (!agreed) return fail(failureOf('not-consented'))
      const changes = [`Organization: ${organizationId} → the next one`]
      write(changed, settings, organizationId, changes, () => connections.lead(id, null))
      return succeed(null)
    },

    /** Keeps what was found, under free names. Errors, before any is kept: `invalid-input`, `authority-unreadable`. */
    addFound(found: readonly ConnectionSettings[]): Outcome<null> {
      const all: ConnectionSettings[] = []
      for (const settings of found) {
        const checked = checkSettings(settings)
        if (!checked.ok) return checked
        all.push(checked.value)
      }
      addAll(all)
      return succeed(null)
    },

    /** The kept connections as a file. Errors: `not-found` where there is none. */
    export(): Outcome<TextFile> {
      const all = connections.list().connections.map(({ settings }) => settings)
      return all.length === 0
        ? fail(failureOf('not-found', { message: 'No connection is kept yet.' }))
        : succeed(connectionFile(all, clock.instant()))
    },

    /** Keeps the connections of such a file as new ones. Errors: `connection-unreadable`, `not-consented`, those of the settings. */
    async importFile(text: string): Promise<Outcome<null>> {
      const read = readConnectionFile(text)
      if (!read.ok) return read
      if (!(await shell.consent(importQuestion(read.value)))) {
        return fail(failureOf('not-consented'))
      }
      addAll(read.value)
      return succeed(null)
    },

    /** It led there. The first organization is the one that it has to lead to from now on. */
    used(id: string, organizationId: OrganizationId): void {
      const connection = connections.get(id)
      if (!connection) return
      if (connection.organizationId === null) connections.lead(id, organizationId)
      connections.used(id, clock.instant())
      pushes.changed(['connections'])
    },

    /** Signs in as this role from now on. Errors: `not-found`, `invalid-input` where it signs in otherwise. */
    keepChoice(id: string, { accountId, roleName }: RoleChoice): Outcome<null> {
      const connection = kept(id)
      if (!connection.ok) return connection
      const { settings, organizationId } = connection.value
      const { signIn } = settings
      if (signIn.kind !== 'identity-center') {
        return fail(
          failureOf('invalid-input', {
            message: 'This connection does not sign in to IAM Identity Center.',
          }),
        )
      }
      const after = { ...settings, signIn: { ...signIn, accountId, roleName } }
      write(changed, after, organizationId, changesBetween(settings, after), () =>
        connections.change(id, after, clock.instant()),
      )
      return succeed(null)
    },
  }
}

function nameTaken(name: string): Outcome<never> {
  return fail(
    failureOf('invalid-input', {
      message: `Name: another connection is called “${name}” already.`,
    }),
  )
}
