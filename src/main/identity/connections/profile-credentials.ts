import { readFile } from 'node:fs/promises'
import { GetRoleCredentialsCommand } from '@aws-sdk/client-sso'
import { fromWebToken } from '@aws-sdk/credential-providers'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { Renewal } from '../../../shared/domain/connections.ts'
import { required, requiredText } from '../../aws/answers.ts'
import { CredentialsRefused, type CredentialSource } from '../../aws/operator-credentials.ts'
import type { SigningCredentials } from '../../aws/signing.ts'
import { openPortalClient } from '../identity-center/sso-clients.ts'
import { portalFailure } from '../identity-center/sso-failures.ts'
import { assumedRole, refusedBy, stsSettings, type StsPlace } from './assumed-role.ts'
import type { CliTokens } from './cli-token.ts'
import { processCredentials } from './credential-process.ts'
import { keysOf, type Environment } from './environment.ts'
import { loginCredentials } from './login-credentials.ts'
import type { ProfileChain } from './profile-chain.ts'
import type { ProfileRole, ProfileSource } from './profile-source.ts'
import { sessionNameOf, standingName } from './session-name.ts'

export type ProfileCredentialsDeps = {
  readonly environment: Environment
  readonly tokens: CliTokens
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/**
 * The credentials of a profile: of its source, then of each role on the way. Every client is built here, so that nothing leaves but through the door, and
 * each service has its own endpoint; the SDK's `fromIni` builds them itself, gives one endpoint to all, and looks for the config files where the
 * environment of the process says.
 *
 * Rejects with `CredentialsRefused`: `sign-in-needed`, `token-revoked`, `role-not-assigned`, `credentials-missing`, `credential-process-failed`,
 * `profile-unusable`, and those of the way to AWS.
 */
export function profileCredentials(
  chain: ProfileChain,
  place: StsPlace,
  deps: ProfileCredentialsDeps,
): CredentialSource {
  const source: CredentialSource = () => fromSource(chain, chain.source, place, deps)
  return chain.roles.reduce<CredentialSource>(
    (from, role) =>
      assumedRole(from, { ...role, ...sessionOf(role), sourceIdentity: null }, place, {
        code: 'profile-unusable',
        says: `The role ${role.roleArn} of the profile ${role.profile} could not be assumed`,
      }),
    source,
  )
}

/** How these credentials are renewed when they end. */
export async function renewalOf(
  { source, roles }: ProfileChain,
  tokens: CliTokens,
): Promise<Renewal> {
  const renewal = await renewalOfSource(source, tokens)
  return roles.length > 0 && renewal === 'never' ? 'automatic' : renewal
}

async function renewalOfSource(source: ProfileSource, tokens: CliTokens): Promise<Renewal> {
  switch (source.kind) {
    case 'keys':
      return source.credentials.sessionToken === undefined ? 'never' : 'outside'
    case 'environment':
      return 'outside'
    case 'sso':
      return source.renewable && (await tokens.isRenewable(source.cachedAs))
        ? 'automatic'
        : 'outside'
    case 'process':
    case 'login':
    case 'web-identity':
      return 'automatic'
  }
}

async function fromSource(
  { sourceProfile }: ProfileChain,
  source: ProfileSource,
  place: StsPlace,
  { environment, tokens, now }: ProfileCredentialsDeps,
): Promise<SigningCredentials> {
  switch (source.kind) {
    case 'keys':
      return source.credentials
    case 'environment':
      return (
        keysOf(environment) ??
        refuse(failureOf('credentials-missing', { message: noEnvironmentKeys }))
      )
    case 'process':
      return processCredentials(sourceProfile, source.command, environment, now())
    case 'sso':
      return ssoCredentials(sourceProfile, source, place, tokens)
    case 'login':
      return loginCredentials(sourceProfile, source.region, place, environment)
    case 'web-identity':
      return webIdentityCredentials(sourceProfile, source, place)
  }
}

/** What is missing where the environment should hold keys. */
export const noEnvironmentKeys =
  'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set in the environment.'

async function ssoCredentials(
  profile: string,
  source: Extract<ProfileSource, { kind: 'sso' }>,
  { door, endpoints }: StsPlace,
  tokens: CliTokens,
): Promise<SigningCredentials> {
  const { startUrl, region, accountId, roleName, cachedAs, renewable } = source
  const way = { kind: 'identity-center', startUrl, region, accountId, roleName } as const
  const portal = { way, endpoints, door }
  const token = await tokens.accessToken(cachedAs, renewable, portal)
  if (!token.ok) return refuse(withLogin(token.error, profile))
  try {
    const { roleCredentials } = await openPortalClient(portal).send(
      new GetRoleCredentialsCommand({ accessToken: token.value, accountId, roleName }),
    )
    return {
      accessKeyId: requiredText(roleCredentials?.accessKeyId, 'accessKeyId'),
      secretAccessKey: requiredText(roleCredentials?.secretAccessKey, 'secretAccessKey'),
      sessionToken: requiredText(roleCredentials?.sessionToken, 'sessionToken'),
      expiration: new Date(required(roleCredentials?.expiration, 'expiration')),
    }
  } catch (error) {
    const asked = { accountId, roleName }
    return refuse(withLogin(portalFailure(error, 'GetRoleCredentials', asked), profile))
  }
}

/** A sign-in of the AWS CLI is begun anew with the AWS CLI. */
function withLogin(failure: Failure, profile: string): Failure {
  const isSignIn = failure.code === 'sign-in-needed' || failure.code === 'token-revoked'
  if (!isSignIn) return failure
  return {
    ...failure,
    remedy: `Run “aws sso login --profile ${profile}” in a terminal, then connect again.`,
  }
}

async function webIdentityCredentials(
  profile: string,
  { tokenFile, role }: Extract<ProfileSource, { kind: 'web-identity' }>,
  place: StsPlace,
): Promise<SigningCredentials> {
  const token = await readFile(tokenFile, 'ascii').catch((error: unknown) => {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    const message = `The web_identity_token_file of the profile ${profile} cannot be read (${code}).`
    return refuse(failureOf('profile-unusable', { message }))
  })
  const assume = fromWebToken({
    webIdentityToken: token.trim(),
    roleArn: role.roleArn,
    roleSessionName: sessionOf(role).sessionName,
    clientConfig: stsSettings(place, role.region),
  })
  try {
    return await assume()
  } catch (error) {
    const says = `The role ${role.roleArn} of the profile ${profile} could not be assumed with its web identity`
    return refuse(refusedBy(error, { code: 'profile-unusable', says }))
  }
}

function sessionOf({ sessionName }: ProfileRole): { sessionName: string } {
  return { sessionName: sessionName === null ? standingName : sessionNameOf(sessionName) }
}

function refuse(failure: Failure): never {
  throw new CredentialsRefused(failure)
}
