import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import type { ConfigFiles, ConfigSection } from './config-files.ts'
import {
  hasKeys,
  placeIn,
  roleOf,
  sourceOf,
  unreadable,
  unusable,
  type ProfileRole,
  type ProfileSource,
} from './profile-source.ts'

/** How a profile comes to its credentials: a source, and the roles that are assumed from there, in their order. */
export type ProfileChain = {
  readonly profile: string
  /** The profile that the source stands in. */
  readonly sourceProfile: string
  readonly source: ProfileSource
  readonly roles: readonly ProfileRole[]
  /** The Region of the profile, else that of the nearest one behind it that names one. */
  readonly region: string | null
  /** `endpoint_url` of the profile. */
  readonly endpoint: string | null
}

/**
 * Follows a profile to where its credentials begin, as the SDK would, and says with file and line why it cannot be used.
 *
 * SECURITY: a `credential_source` that asks the instance metadata or a container is refused: those addresses are not on the egress list.
 *
 * Errors: `profile-missing`, `config-unreadable`, `profile-unusable`.
 */
export function chainOf(name: string, files: ConfigFiles): Outcome<ProfileChain> {
  const roles: ProfileRole[] = []
  const visited: ConfigSection[] = []
  let profile = sectionOf(name, files)
  for (;;) {
    if (!profile.ok) return profile
    const section = profile.value
    const text = (key: string): string | null => section.values.get(key)?.value ?? null
    const returned = visited.some((each) => each.name === section.name)
    visited.push(section)
    const follows = text('role_arn') !== null && text('web_identity_token_file') === null
    // As in the AWS tools, a profile that another one builds on gives its keys first.
    if (!follows || (visited.length > 1 && hasKeys(section))) {
      const source = sourceOf(section, files)
      return source.ok ? succeed(chainFrom(visited, source.value, roles)) : source
    }
    if (returned) {
      return unusable(`${placeIn(section, 'source_profile')}: the profiles lead in a circle.`)
    }
    const mfa = section.values.get('mfa_serial')
    if (mfa) {
      return unusable(
        `${mfa.place}: the role asks for a code of an MFA device, which cannot be typed here. Use a profile that signs in through IAM Identity Center, or one whose credential_process asks for the code.`,
      )
    }
    roles.unshift(roleOf(section))
    const next = behind(section, files)
    if (!next.ok) return next
    if (next.value.kind === 'environment') {
      return succeed(chainFrom(visited, { kind: 'environment' }, roles))
    }
    profile = sectionOf(next.value.profile, files)
  }
}

/** The Regions whose sign-in services a profile needs; `home` is that of the connection. */
export function signInRegionsOf({ source, roles }: ProfileChain, home: string): string[] {
  const regions = [regionOfSource(source, home), ...roles.map((role) => role.region)]
  return [...new Set(regions.filter((region) => region !== null))]
}

function regionOfSource(source: ProfileSource, home: string): string | null {
  switch (source.kind) {
    case 'sso':
      return source.region
    case 'login':
      return source.region ?? home
    case 'web-identity':
      return source.role.region
    default:
      return null
  }
}

function chainFrom(
  visited: readonly ConfigSection[],
  source: ProfileSource,
  roles: readonly ProfileRole[],
): ProfileChain {
  const textIn = (section: ConfigSection | undefined, key: string) =>
    section?.values.get(key)?.value ?? null
  return {
    profile: visited[0]?.name ?? '',
    sourceProfile: visited.at(-1)?.name ?? '',
    source,
    roles,
    region:
      visited.map((section) => textIn(section, 'region')).find((text) => text !== null) ?? null,
    endpoint: textIn(visited[0], 'endpoint_url'),
  }
}

function sectionOf(name: string, files: ConfigFiles): Outcome<ConfigSection> {
  const section = files.profiles.get(name)
  const [problem] = section ? section.problems : files.problems
  if (section && problem === undefined) return succeed(section)
  // A profile that is not there may stand behind a line that cannot be understood.
  if (problem !== undefined) return unreadable(name, problem)
  return fail(
    failureOf('profile-missing', {
      message: `The AWS config files have no profile named ${name}.`,
    }),
  )
}

type Behind = { kind: 'profile'; profile: string } | { kind: 'environment' }

/** What a role is assumed with. */
function behind(section: ConfigSection, files: ConfigFiles): Outcome<Behind> {
  const from = section.values.get('source_profile')
  const source = section.values.get('credential_source')
  if (from && source) {
    return unusable(`${source.place}: source_profile and credential_source exclude each other.`)
  }
  if (from) {
    return files.profiles.has(from.value)
      ? succeed({ kind: 'profile', profile: from.value })
      : unusable(`${from.place}: source_profile names a profile that is not there.`)
  }
  if (!source) {
    return unusable(
      `${placeIn(section, 'role_arn')}: the role has neither source_profile nor credential_source.`,
    )
  }
  if (source.value === 'Environment') return succeed({ kind: 'environment' })
  return unusable(
    source.value === 'Ec2InstanceMetadata' || source.value === 'EcsContainer'
      ? `${source.place}: credential_source asks a metadata address of this machine, which Rootkeep does not contact. Use source_profile, or credential_source = Environment.`
      : `${source.place}: credential_source names no source that there is.`,
  )
}
