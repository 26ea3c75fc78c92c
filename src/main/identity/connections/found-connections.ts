import {
  ConnectionColour,
  EndpointUrl,
  publicEndpoints,
  type Connection,
  type ConnectionSettings,
} from '../../../shared/domain/connections.ts'
import { partitionOfRegion } from '../../../shared/domain/region-names.ts'
import { Partition } from '../../../shared/domain/regions.ts'
import { keysOf, profileChosenBy, regionOf, type Environment } from './environment.ts'
import type { ProfileChain } from './profile-chain.ts'

/** What was found is told apart by where it was found; the IDs of kept connections are UUIDs. */
export const environmentId = 'environment'
export const practiceId = 'practice'
const profilePrefix = 'profile:'

export function profileId(profile: string): string {
  return `${profilePrefix}${profile}`
}

/** The profile that an ID names; null where it names none. */
export function profileIn(id: string): string | null {
  return id.startsWith(profilePrefix) ? id.slice(profilePrefix.length) : null
}

/** The practice organization, which is always there. */
export const practiceConnection: Connection = {
  id: practiceId,
  kind: 'practice',
  name: 'Practice organization',
  colour: 'slate',
  partition: 'aws',
  detail: 'A simulated organization on this computer. No AWS account is touched.',
  kept: false,
  organizationId: null,
  needsSignIn: false,
}

const unchanged: Omit<ConnectionSettings, 'name' | 'signIn'> = {
  colour: 'slate',
  partition: 'aws',
  region: null,
  hopRole: null,
  endpoints: publicEndpoints,
  proxy: null,
  caBundle: null,
}

/** The practice organization as settings; `endpoint` is where it listens. */
export function practiceSettings(endpoint: string | null): ConnectionSettings {
  return {
    ...unchanged,
    name: practiceConnection.name,
    signIn: { kind: 'practice' },
    endpoints: { ...publicEndpoints, all: endpoint },
  }
}

/** True where the environment names a way to sign in. */
export function hasEnvironment(environment: Environment): boolean {
  return keysOf(environment) !== null || profileChosenBy(environment) !== null
}

/** The environment as a connection: its keys, Region and endpoint. */
export function environmentSettings(environment: Environment): ConnectionSettings {
  return {
    ...unchanged,
    name: 'Environment',
    partition: partitionOfRegion(regionOf(environment) ?? ''),
    signIn: { kind: 'environment' },
    endpoints: { ...publicEndpoints, all: endpointIn(environment['AWS_ENDPOINT_URL']) },
  }
}

/** A profile as a connection: what it names, else what the environment does. */
export function profileSettings(
  profile: string,
  chain: ProfileChain | null,
  environment: Environment,
): ConnectionSettings {
  const endpoint = chain?.endpoint ?? environment['AWS_ENDPOINT_URL']
  return {
    ...unchanged,
    name: profile.slice(0, 60),
    colour: colourOf(profile),
    partition: chain ? partitionOfChain(chain) : 'aws',
    signIn: { kind: 'profile', profile },
    endpoints: { ...publicEndpoints, all: endpointIn(endpoint) },
  }
}

function partitionOfChain({ roles, region, source }: ProfileChain): Partition {
  const inArn = Partition.safeParse(/^arn:([a-z-]+):/.exec(roles.at(-1)?.roleArn ?? '')?.[1])
  if (inArn.success) return inArn.data
  return partitionOfRegion(region ?? (source.kind === 'sso' ? source.region : ''))
}

function endpointIn(text: string | null | undefined): string | null {
  const url = EndpointUrl.safeParse(text)
  return url.success ? withoutUser(url.data) : null
}

/** SECURITY: no call sends them, and what was found is shown. */
function withoutUser(text: string): string {
  const url = new URL(text)
  if (url.username === '' && url.password === '') return text
  url.username = ''
  url.password = ''
  return url.href
}

/** The same colour for the same name, on every computer. */
function colourOf(name: string): ConnectionColour {
  const colours = ConnectionColour.options
  const sum = Array.from(name).reduce(
    (total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 65_521,
    7,
  )
  return colours[sum % colours.length] ?? 'slate'
}
