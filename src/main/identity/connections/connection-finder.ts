import type { AccountId } from '../../../shared/domain/accounts.ts'
import type {
  Connection,
  ConnectionSettings,
  FoundProfiles,
} from '../../../shared/domain/connections.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import type { Connections, KeptConnection } from '../../database/connections.ts'
import type { IdentityCenter } from '../identity-ports.ts'
import { readConfigFiles, type ConfigFiles } from './config-files.ts'
import { detailOf } from './connection-words.ts'
import { keysOf, profileChosenBy, type Environment } from './environment.ts'
import {
  environmentId,
  environmentSettings,
  hasEnvironment,
  practiceConnection,
  practiceId,
  practiceSettings,
  profileId,
  profileIn,
  profileSettings,
} from './found-connections.ts'
import { chainOf, type ProfileChain } from './profile-chain.ts'
import { noEnvironmentKeys } from './profile-credentials.ts'
import { regionsOf } from './connection-regions.ts'
import type { ResolvedConnection, StartPractice } from './resolved-connection.ts'

export type ConnectionFinderDeps = {
  readonly connections: Pick<Connections, 'list' | 'get'>
  readonly identityCenter: Pick<IdentityCenter, 'standing'>
  readonly environment: Environment
  readonly practice: StartPractice
}

/** What to sign in to an Identity Center as. */
export type RoleChoice = { readonly accountId: AccountId; readonly roleName: string }

/** Whose settings: what a connection has besides them. */
type Whose = Pick<Connection, 'id' | 'kept' | 'organizationId'>

/** The ways to an organization: those that are kept, and those that were found on this computer. */
export function createConnectionFinder(deps: ConnectionFinderDeps) {
  const { connections, identityCenter, environment, practice } = deps
  const choices = new Map<string, RoleChoice>()

  /** The chain of the profile that settings sign in with; null where they do not, or it cannot be used. */
  function chainIn(settings: ConnectionSettings, files: ConfigFiles): ProfileChain | null {
    const { signIn } = asNow(settings)
    if (signIn.kind !== 'profile') return null
    const chain = chainOf(signIn.profile, files)
    return chain.ok ? chain.value : null
  }

  /** Settings as they sign in now: without keys the environment is the profile that it chooses. */
  function asNow(settings: ConnectionSettings): ConnectionSettings {
    const profile = profileChosenBy(environment)
    const chooses =
      settings.signIn.kind === 'environment' && profile !== null && !keysOf(environment)
    return chooses ? { ...settings, signIn: { kind: 'profile', profile } } : settings
  }

  function connectionOf(
    whose: Whose,
    settings: ConnectionSettings,
    files: ConfigFiles,
  ): Connection {
    const { name, colour, partition, signIn } = settings
    return {
      ...whose,
      kind: signIn.kind,
      name,
      colour,
      partition,
      detail: detailOf(asNow(settings), chainIn(settings, files)),
      needsSignIn: signIn.kind === 'identity-center' && !identityCenter.standing(whose.id).signedIn,
    }
  }

  const keptWhose = ({ id, organizationId }: KeptConnection): Whose => ({
    id,
    kept: true,
    organizationId,
  })
  const foundWhose = (id: string): Whose => ({ id, kept: false, organizationId: null })

  function environmentNow(files: ConfigFiles): ConnectionSettings {
    const found = environmentSettings(environment)
    const { signIn } = asNow(found)
    if (signIn.kind !== 'profile') return found
    const { partition, endpoints } = profileSettings(
      signIn.profile,
      chainIn(found, files),
      environment,
    )
    return { ...found, partition, endpoints }
  }

  function settingsOf(
    id: string,
    files: ConfigFiles,
  ): { whose: Whose; settings: ConnectionSettings } | null {
    const kept = connections.get(id)
    if (kept) return { whose: keptWhose(kept), settings: kept.settings }
    if (id === practiceId) return { whose: foundWhose(id), settings: practiceSettings(null) }
    if (id === environmentId) return { whose: foundWhose(id), settings: environmentNow(files) }
    const profile = profileIn(id)
    if (profile === null) return null
    const chain = chainOf(profile, files)
    const settings = profileSettings(profile, chain.ok ? chain.value : null, environment)
    return { whose: foundWhose(id), settings }
  }

  const placeOf = (settings: ConnectionSettings, chain: ProfileChain | null) =>
    regionsOf(settings, chain, environment)

  async function practicePlace(): Promise<Outcome<ResolvedConnection>> {
    const started = await practice()
    if (!started.ok) return started
    const { endpoint, region } = started.value
    const settings = practiceSettings(endpoint)
    return succeed({ connection: practiceConnection, settings, region, signInRegions: [] })
  }

  return {
    /** The kept ones by name, then what was found and is not kept already, the practice organization last. */
    async list(): Promise<Connection[]> {
      const files = await readConfigFiles(environment)
      const kept = connections
        .list()
        .connections.toSorted((a, b) => a.settings.name.localeCompare(b.settings.name))
      const isKept = (is: (settings: ConnectionSettings) => boolean) =>
        kept.some(({ settings }) => is(settings))
      const environmental =
        hasEnvironment(environment) && !isKept(({ signIn }) => signIn.kind === 'environment')
          ? [connectionOf(foundWhose(environmentId), environmentNow(files), files)]
          : []
      const profiles = profileNames(files)
        .filter(
          (name) => !isKept(({ signIn }) => signIn.kind === 'profile' && signIn.profile === name),
        )
        .map((name) => {
          const chain = chainOf(name, files)
          const settings = profileSettings(name, chain.ok ? chain.value : null, environment)
          return connectionOf(foundWhose(profileId(name)), { ...settings, name }, files)
        })
      return [
        ...kept.map((each) => connectionOf(keptWhose(each), each.settings, files)),
        ...environmental,
        ...profiles,
        practiceConnection,
      ]
    },

    /** The connection with this ID, also where what it signs in with is gone. Null for an ID that can name none. */
    async named(id: string): Promise<Connection | null> {
      if (id === practiceId) return practiceConnection
      const files = await readConfigFiles(environment)
      const found = settingsOf(id, files)
      return found && connectionOf(found.whose, found.settings, files)
    },

    /** Its settings, as they are kept or were found; null for an ID that can name none. */
    async settings(id: string): Promise<ConnectionSettings | null> {
      return settingsOf(id, await readConfigFiles(environment))?.settings ?? null
    },

    /** Profiles as settings to keep. Errors, for the first that cannot be: `profile-missing`, `profile-unusable`, `config-unreadable`. */
    async profiles(names: readonly string[]): Promise<Outcome<ConnectionSettings[]>> {
      const files = await readConfigFiles(environment)
      const found: ConnectionSettings[] = []
      for (const name of names) {
        const chain = chainOf(name, files)
        if (!chain.ok) return chain
        found.push(profileSettings(name, chain.value, environment))
      }
      return succeed(found)
    },

    /** Region and sign-in Regions of settings that need not be kept yet. */
    async place(settings: ConnectionSettings) {
      return placeOf(settings, chainIn(settings, await readConfigFiles(environment)))
    },

    /**
     * Everything that it takes to open a connection. Starts the practice organization where it is that.
     * Errors: `not-found`, `credentials-missing`, `profile-missing`, `profile-unusable`, `config-unreadable`, those of the practice organization.
     */
    async resolve(id: string): Promise<Outcome<ResolvedConnection>> {
      if (id === practiceId) return practicePlace()
      const files = await readConfigFiles(environment)
      const found = settingsOf(id, files)
      if (!found) {
        return fail(failureOf('not-found', { message: `There is no connection named ${id}.` }))
      }
      const settings = withChoice(asNow(found.settings), choices.get(id))
      const connection = connectionOf(found.whose, found.settings, files)
      const { signIn } = settings
      if (signIn.kind === 'environment' && !keysOf(environment)) {
        return fail(failureOf('credentials-missing', { message: noEnvironmentKeys }))
      }
      if (signIn.kind !== 'profile') {
        return succeed({ connection, settings, ...placeOf(settings, null) })
      }
      const chain = chainOf(signIn.profile, files)
      if (chain.ok) return succeed({ connection, settings, ...placeOf(settings, chain.value) })
      const { code } = chain.error
      const isChosen = connection.kind === 'environment' && code === 'profile-missing'
      return isChosen ? fail(failureOf(code, { message: noSuchChoice(signIn.profile) })) : chain
    },

    /** Signs in as this role for as long as the program runs, where the connection leaves it open. */
    useChoice(id: string, choice: RoleChoice): void {
      choices.set(id, choice)
    },

    /** What was found on this computer, and what of it cannot be used. */
    async found(): Promise<FoundProfiles> {
      const files = await readConfigFiles(environment)
      const chosen = profileChosenBy(environment)
      const { unreadable } = connections.list()
      return {
        profiles: profileNames(files).map((name) => {
          const chain = chainOf(name, files)
          const settings = profileSettings(name, chain.ok ? chain.value : null, environment)
          const detail = chain.ok ? detailOf(settings, chain.value) : ''
          return { name, detail, problem: chain.ok ? null : chain.error.message }
        }),
        problems: [
          ...files.problems,
          ...(chosen !== null && !files.profiles.has(chosen) ? [noSuchChoice(chosen)] : []),
          ...(unreadable > 0 ? [unreadableKept(unreadable)] : []),
        ],
      }
    },
  }
}

function withChoice(
  settings: ConnectionSettings,
  choice: RoleChoice | undefined,
): ConnectionSettings {
  const { signIn } = settings
  const open =
    signIn.kind === 'identity-center' && (signIn.accountId === null || signIn.roleName === null)
  return open && choice ? { ...settings, signIn: { ...signIn, ...choice } } : settings
}

function profileNames({ profiles }: ConfigFiles): string[] {
  return [...profiles.keys()].toSorted((a, b) => a.localeCompare(b))
}

function noSuchChoice(profile: string): string {
  return `AWS_PROFILE names the profile ${profile}, and the AWS config files have no such profile.`
}

function unreadableKept(count: number): string {
  return count === 1
    ? 'One kept connection cannot be read by this version of Rootkeep; it stays as it is.'
    : `${count} kept connections cannot be read by this version of Rootkeep; they stay as they are.`
}
