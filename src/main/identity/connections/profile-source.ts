import { AccountId } from '../../../shared/domain/accounts.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { Region } from '../../../shared/domain/regions.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import type { SigningCredentials } from '../../aws/signing.ts'
import type { ConfigFiles, ConfigSection } from './config-files.ts'

/** Where the credentials of a profile begin. */
export type ProfileSource =
  | { readonly kind: 'keys'; readonly credentials: SigningCredentials }
  | { readonly kind: 'environment' }
  | { readonly kind: 'process'; readonly command: string }
  | {
      readonly kind: 'sso'
      /** What the token of the AWS CLI is filed under: the session's name, else the start URL. */
      readonly cachedAs: string
      /** Whether it is a session, whose token is renewed; one that is filed under its start URL is not. */
      readonly renewable: boolean
      readonly startUrl: string
      readonly region: string
      readonly accountId: AccountId
      readonly roleName: string
    }
  | { readonly kind: 'login'; readonly region: string | null }
  | {
      readonly kind: 'web-identity'
      readonly tokenFile: string
      readonly role: ProfileRole
    }

/** A role that a profile assumes. */
export type ProfileRole = {
  readonly profile: string
  readonly roleArn: string
  readonly externalId: string | null
  readonly sessionName: string | null
  readonly durationSeconds: number | null
  /** The Region of the profile; null for that of the connection. */
  readonly region: string | null
}

/** Whether a profile holds an access key of its own. */
export function hasKeys({ values }: ConfigSection): boolean {
  return values.has('aws_access_key_id') && values.has('aws_secret_access_key')
}

/** What a profile signs in with, in the order of the SDK. */
export function sourceOf(section: ConfigSection, files: ConfigFiles): Outcome<ProfileSource> {
  const text = (key: string): string | null => section.values.get(key)?.value ?? null
  if (hasKeys(section)) {
    const sessionToken = text('aws_session_token')
    return succeed({
      kind: 'keys',
      credentials: {
        accessKeyId: text('aws_access_key_id') ?? '',
        secretAccessKey: text('aws_secret_access_key') ?? '',
        ...(sessionToken === null ? {} : { sessionToken }),
      },
    })
  }
  const tokenFile = text('web_identity_token_file')
  if (tokenFile !== null && text('role_arn') !== null) {
    return succeed({ kind: 'web-identity', tokenFile, role: roleOf(section) })
  }
  const command = text('credential_process')
  if (command !== null) return succeed({ kind: 'process', command })
  if (
    ['sso_session', 'sso_start_url', 'sso_account_id', 'sso_role_name'].some((key) =>
      section.values.has(key),
    )
  ) {
    return ssoSourceOf(section, files)
  }
  if (text('login_session') !== null) {
    // Its renewal reads the files with a reader that gives stray lines to the section before them.
    const [problem] = files.problems
    return problem === undefined
      ? succeed({ kind: 'login', region: text('region') })
      : unreadable(section.name, problem)
  }
  return unusable(`${section.place}: the profile names no way to credentials.`)
}

function ssoSourceOf(section: ConfigSection, files: ConfigFiles): Outcome<ProfileSource> {
  const named = section.values.get('sso_session')
  const session = named ? files.ssoSessions.get(named.value) : undefined
  if (named && !session) {
    return unusable(`${named.place}: sso_session names a session that is not there.`)
  }
  const [problem] = session?.problems ?? []
  if (problem !== undefined) return unreadable(section.name, problem)
  const signedInTo = session ?? section
  const startUrl = signedInTo.values.get('sso_start_url')?.value
  const region = signedInTo.values.get('sso_region')
  const accountId = section.values.get('sso_account_id')
  const roleName = section.values.get('sso_role_name')?.value
  if (startUrl === undefined) return missing('sso_start_url', signedInTo)
  if (region === undefined) return missing('sso_region', signedInTo)
  if (accountId === undefined) return missing('sso_account_id', section)
  if (roleName === undefined) return missing('sso_role_name', section)
  const account = AccountId.safeParse(accountId.value)
  if (!account.success) return unusable(`${accountId.place}: sso_account_id is not an account ID.`)
  if (!Region.safeParse(region.value).success) {
    return unusable(`${region.place}: sso_region is not written like eu-west-1.`)
  }
  return succeed({
    kind: 'sso',
    cachedAs: named?.value ?? startUrl,
    renewable: named !== undefined,
    startUrl,
    region: region.value,
    accountId: account.data,
    roleName,
  })
}

function missing(key: string, { place }: ConfigSection): Outcome<never> {
  return unusable(`${place}: ${key} is missing.`)
}

/** The role that a profile names. */
export function roleOf(section: ConfigSection): ProfileRole {
  const text = (key: string): string | null => section.values.get(key)?.value ?? null
  const duration = Number(text('duration_seconds') ?? Number.NaN)
  return {
    profile: section.name,
    roleArn: text('role_arn') ?? '',
    externalId: text('external_id'),
    sessionName: text('role_session_name'),
    durationSeconds: Number.isInteger(duration) && duration > 0 ? duration : null,
    region: text('region'),
  }
}

/** Where a setting stands; where its section begins, if it is not there. */
export function placeIn(section: ConfigSection, key: string): string {
  return section.values.get(key)?.place ?? section.place
}

/** `profile-unusable`, in these words. */
export function unusable(problem: string): Outcome<never> {
  return fail(failureOf('profile-unusable', { message: problem }))
}

/** `config-unreadable`: a line that the profile needs cannot be understood. */
export function unreadable(profile: string, problem: string): Outcome<never> {
  const message = `The profile ${profile} cannot be read. ${problem.replace(/\.$/, '')}.`
  return fail(failureOf('config-unreadable', { message }))
}
