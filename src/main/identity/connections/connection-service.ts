import type { TextFile } from '../../../shared/domain/approvals.ts'
import type {
  Connection,
  ConnectionDetail,
  ConnectionSettings,
  Contact,
  FoundProfiles,
  RegionDistance,
} from '../../../shared/domain/connections.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { regionNames } from '../../../shared/domain/region-names.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import type { KeptConnection } from '../../database/connections.ts'
import { contactsOf } from '../../egress/contacts.ts'
import type { NearestRegionsDeps } from '../../egress/nearest-regions.ts'
import type { ShellServices } from '../../shell-services.ts'
import { chooseCaBundle, type CaBundle } from './ca-bundle.ts'
import { subjectsIn } from './connection-changes.ts'
import { connectionNamed } from './connection-names.ts'
import { createConnectionFinder, type ConnectionFinderDeps } from './connection-finder.ts'
import {
  createConnectionKeeper,
  type ConnectionKeeperDeps,
  type SaveRequest,
} from './connection-keeper.ts'

export type ConnectionServiceDeps = ConnectionFinderDeps &
  Omit<ConnectionKeeperDeps, 'shell'> & {
    readonly shell: Pick<ShellServices, 'consent' | 'chooseFile'>
    readonly nearestRegions: (asked: NearestRegionsDeps) => Promise<Outcome<RegionDistance[]>>
  }

export type ConnectionService = ReturnType<typeof createConnectionService>

/** The connections: what is kept, what was found, and everything that it takes to open one. */
export function createConnectionService(deps: ConnectionServiceDeps) {
  const { connections, secrets, shell } = deps
  const finder = createConnectionFinder(deps)
  const keeper = createConnectionKeeper(deps)

  /** By connection: who asks while it is being measured gets the same answer. */
  const measuring = new Map<string, Promise<Outcome<RegionDistance[]>>>()

  async function measured(id: string): Promise<Outcome<RegionDistance[]>> {
    const settings = await finder.settings(id)
    if (!settings) return fail(noSuch(id))
    return deps.nearestRegions({
      settings,
      proxyPassword: secrets.get(id, 'proxy-password'),
      regions: Object.keys(regionNames[settings.partition]),
    })
  }

  const noSuch = (id: string) =>
    failureOf('not-found', { message: `There is no connection named ${id}.` })

  /** The connection as it stands now, behind something that was done to it. */
  async function shown<T>(
    done: Outcome<T>,
    id: (value: T) => string,
  ): Promise<Outcome<Connection>> {
    if (!done.ok) return done
    const connection = await finder.named(id(done.value))
    return connection ? succeed(connection) : fail(noSuch(id(done.value)))
  }

  async function listed<T>(done: Outcome<T>): Promise<Outcome<Connection[]>> {
    return done.ok ? succeed(await finder.list()) : done
  }

  return {
    list: (): Promise<Outcome<Connection[]>> => listed(succeed(null)),

    /** A kept connection, or a found one as it would be kept. Errors: `not-found`. */
    async get({ connectionId }: { connectionId: string }): Promise<Outcome<ConnectionDetail>> {
      const settings = await finder.settings(connectionId)
      if (!settings) return fail(noSuch(connectionId))
      const kept = connections.get(connectionId)
      return succeed({
        id: connectionId,
        settings,
        secrets: {
          proxyPassword: secrets.has(connectionId, 'proxy-password'),
          secretAccessKey: secrets.has(connectionId, 'secret-access-key'),
        },
        authorities: settings.caBundle === null ? [] : (subjectsIn(settings.caBundle) ?? []),
        organizationId: kept?.organizationId ?? null,
        lastUsedAt: kept?.lastUsedAt ?? null,
      })
    },

    /** Errors: `not-found`, `invalid-input`, `authority-unreadable`, `not-consented`, `locked`. */
    save: async (request: SaveRequest): Promise<Outcome<Connection>> =>
      shown(await keeper.save(request), (id) => id),

    mayBeRemoved: keeper.mayBeRemoved,

    /** To be asked for first (`mayBeRemoved`). Errors: `not-found`. */
    remove: ({ connectionId }: { connectionId: string }): Promise<Outcome<Connection[]>> =>
      listed(keeper.remove(connectionId)),

    /** Errors: `not-found`, `not-consented`. */
    forgetOrganization: async ({
      connectionId,
    }: {
      connectionId: string
    }): Promise<Outcome<Connection>> =>
      shown(await keeper.forgetOrganization(connectionId), () => connectionId),

    found: async (): Promise<Outcome<FoundProfiles>> => succeed(await finder.found()),

    /** Keeps profiles that are not kept yet. Errors, for the first that cannot be: `profile-missing`, `profile-unusable`, `config-unreadable`; then none is kept. */
    async importProfiles({
      profiles,
    }: {
      profiles: readonly string[]
    }): Promise<Outcome<Connection[]>> {
      const kept = new Set(
        connections
          .list()
          .connections.map(({ settings: { signIn } }) =>
            signIn.kind === 'profile' ? signIn.profile : null,
          ),
      )
      const wanted = [...new Set(profiles)].filter((name) => !kept.has(name))
      const found = await finder.profiles(wanted)
      return found.ok ? listed(keeper.addFound(found.value)) : found
    },

    export: (): Outcome<TextFile> => keeper.export(),

    /** Errors: `connection-unreadable`, `not-consented`, `invalid-input`, `authority-unreadable`. */
    importFile: async ({ text }: { text: string }): Promise<Outcome<Connection[]>> =>
      listed(await keeper.importFile(text)),

    async contacts({ settings }: { settings: ConnectionSettings }): Promise<Outcome<Contact[]>> {
      return succeed(contactsOf({ settings, ...(await finder.place(settings)) }))
    },

    /** Errors: `not-found`, those of the measurement. */
    nearestRegions({
      connectionId: id,
    }: {
      connectionId: string
    }): Promise<Outcome<RegionDistance[]>> {
      const measurement = measuring.get(id) ?? measured(id).finally(() => void measuring.delete(id))
      measuring.set(id, measurement)
      return measurement
    },

    /** Errors: `authority-unreadable`. */
    chooseCaBundle: (): Promise<Outcome<CaBundle | null>> => chooseCaBundle(shell),

    resolve: finder.resolve,
    named: finder.named,
    useChoice: finder.useChoice,
    used: keeper.used,
    keepChoice: keeper.keepChoice,

    /** A kept connection; null where there is none of this ID. */
    kept: (id: string): KeptConnection | null => connections.get(id),

    /** The kept connection of this name, whatever the case of its letters; null where there is none. */
    byName: (name: string): KeptConnection | null =>
      connectionNamed(name, connections.list().connections),
  }
}
