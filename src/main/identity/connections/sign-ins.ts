import type { ConnectionSettings, Renewal, SignInWay } from '../../../shared/domain/connections.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { CredentialsRefused, type CredentialSource } from '../../aws/operator-credentials.ts'
import type { Door } from '../../egress/door.ts'
import type { IdentityCenter, Secrets, SignIn } from '../identity-ports.ts'
import { assumedRole } from './assumed-role.ts'
import { createCliTokens } from './cli-token.ts'
import { readConfigFiles } from './config-files.ts'
import { keysOf, type Environment } from './environment.ts'
import { chainOf } from './profile-chain.ts'
import { noEnvironmentKeys, profileCredentials, renewalOf } from './profile-credentials.ts'
import type { ResolvedConnection, StartPractice } from './resolved-connection.ts'
import { sessionNameOf, standingName } from './session-name.ts'

export type SignInsDeps = {
  readonly environment: Environment
  readonly secrets: Pick<Secrets, 'get' | 'has'>
  readonly identityCenter: Pick<IdentityCenter, 'credentials' | 'standing'>
  readonly practice: StartPractice
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** What signs the calls before a role on the way. */
type Base = { readonly source: CredentialSource; readonly renewal: Renewal }

/**
 * How the operator signs the calls of each connection.
 *
 * SECURITY: sources are named one by one instead of taking the SDK's default chain, whose last link asks the instance metadata address: a host that is not
 * on the egress list. Whatever a source sends leaves through the door.
 */
export function createSignIns(deps: SignInsDeps) {
  const { environment, secrets, identityCenter, practice, now } = deps
  const tokens = createCliTokens(environment, now)

  async function baseOf(resolved: ResolvedConnection, door: Door): Promise<Outcome<Base>> {
    const { settings, connection } = resolved
    const { signIn } = settings
    switch (signIn.kind) {
      case 'practice': {
        const started = await practice()
        return started.ok
          ? succeed({ source: started.value.credentials, renewal: 'never' })
          : started
      }
      case 'environment':
        return environmentBase()
      case 'profile':
        return profileBase(signIn.profile, resolved, door)
      case 'keys':
        return keysBase(connection.id, connection.name, signIn.accessKeyId)
      case 'identity-center':
        return identityCenterBase(connection.id, signIn, settings.endpoints, door)
    }
  }

  function environmentBase(): Outcome<Base> {
    const keys = keysOf(environment)
    const missing = failureOf('credentials-missing', { message: noEnvironmentKeys })
    if (!keys) return fail(missing)
    return succeed({
      // Read anew each time: a wrapper may renew the keys in place.
      source: async () => {
        const current = keysOf(environment)
        if (!current) throw new CredentialsRefused(missing)
        return current
      },
      renewal: keys.sessionToken === undefined ? 'never' : 'outside',
    })
  }

  async function profileBase(
    profile: string,
    { settings: { endpoints }, region }: ResolvedConnection,
    door: Door,
  ): Promise<Outcome<Base>> {
    const chain = chainOf(profile, await readConfigFiles(environment))
    if (!chain.ok) return chain
    const place = { door, endpoints, region }
    return succeed({
      // Read anew each time: keys in the files may be renewed in place.
      source: async (properties) => {
        const current = chainOf(profile, await readConfigFiles(environment))
        if (!current.ok) throw new CredentialsRefused(current.error)
        return profileCredentials(current.value, place, { environment, tokens, now })(properties)
      },
      renewal: await renewalOf(chain.value, tokens),
    })
  }

  function keysBase(id: string, name: string, accessKeyId: string): Outcome<Base> {
    const read = (): Outcome<string> => {
      const secret = secrets.get(id, 'secret-access-key')
      if (secret !== null) return succeed(secret)
      const message = secrets.has(id, 'secret-access-key')
        ? `The secret access key of “${name}” is kept here and cannot be opened now.`
        : `The secret access key of “${name}” is not kept here.`
      const remedy = 'Enter it in the connection, then connect again.'
      return fail({ ...failureOf('credentials-missing', { message }), remedy })
    }
    const first = read()
    if (!first.ok) return first
    return succeed({
      // SECURITY: not held here: while the lock is on there is none.
      source: async () => {
        const secret = read()
        if (!secret.ok) throw new CredentialsRefused(secret.error)
        return { accessKeyId, secretAccessKey: secret.value }
      },
      renewal: 'never',
    })
  }

  function identityCenterBase(
    connectionId: string,
    way: Extract<SignInWay, { kind: 'identity-center' }>,
    endpoints: ConnectionSettings['endpoints'],
    door: Door,
  ): Outcome<Base> {
    const { accountId, roleName } = way
    const { signedIn, renewal } = identityCenter.standing(connectionId)
    if (!signedIn) return fail(failureOf('sign-in-needed'))
    if (accountId === null || roleName === null) {
      const message =
        'This connection leaves account and role open: they are chosen when signing in.'
      return fail(failureOf('sign-in-needed', { message }))
    }
    const at = { connectionId, way, endpoints, door }
    return succeed({ source: identityCenter.credentials(at, accountId, roleName), renewal })
  }

  return {
    /**
     * How this connection signs its calls over an open door. Sends nothing yet: whether the credentials are good, the first call tells.
     * Errors: `credentials-missing`, `profile-missing`, `profile-unusable`, `config-unreadable`, `sign-in-needed`.
     */
    async open(resolved: ResolvedConnection, door: Door): Promise<Outcome<SignIn>> {
      const base = await baseOf(resolved, door)
      if (!base.ok) return base
      const { source, renewal } = base.value
      const { hopRole, endpoints } = resolved.settings
      if (hopRole === null) return succeed({ credentials: () => source, renewal })
      const place = { door, endpoints, region: resolved.region }
      return succeed({
        credentials: (sessionName) =>
          assumedRole(
            source,
            {
              ...hopRole,
              sessionName: sessionName === null ? standingName : sessionNameOf(sessionName),
              durationSeconds: null,
              region: null,
            },
            place,
            {
              code: 'hop-refused',
              says: `The role on the way, ${hopRole.roleArn}, could not be assumed`,
            },
          ),
        // Sessions of the role end, and are begun anew for as long as what stands behind it holds.
        renewal: renewal === 'never' ? 'automatic' : renewal,
      })
    },
  }
}
