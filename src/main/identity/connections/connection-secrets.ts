import type { ConnectionSettings, GivenSecrets } from '../../../shared/domain/connections.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import type { SecretKind, Secrets } from '../identity-ports.ts'

/**
 * Takes the secrets that came with settings. `before` is what the connection was; null for a new one.
 *
 * SECURITY: a secret is for whom it was entered for: a proxy elsewhere or without TLS, another access key, another endpoint of the sign-in do not
 * get it.
 *
 * Errors: `locked`.
 */
export function takeSecrets(
  secrets: Secrets,
  id: string,
  before: ConnectionSettings | null,
  after: ConnectionSettings,
  { proxyPassword, secretAccessKey }: GivenSecrets,
): Outcome<null> {
  const take = (kind: SecretKind, given: string | null | undefined) => {
    if (given === null) secrets.forget(id, kind)
    else if (given !== undefined) secrets.put(id, kind, given)
  }
  try {
    if (before && proxyOf(before) !== proxyOf(after)) secrets.forget(id, 'proxy-password')
    if (before && keyOf(before) !== keyOf(after)) secrets.forget(id, 'secret-access-key')
    if (before && signInPlaceOf(before) !== signInPlaceOf(after)) secrets.forget(id, 'token')
    take('proxy-password', proxyPassword)
    take('secret-access-key', secretAccessKey)
    return succeed(null)
  } catch {
    return fail(failureOf('locked'))
  }
}

/** Which secrets were given or forgotten, for the journal; never what they are. */
export function secretChanges({ proxyPassword, secretAccessKey }: GivenSecrets): string[] {
  const change = (label: string, secret: string | null | undefined) =>
    secret === undefined ? [] : [`${label}: ${secret === null ? 'forgotten' : 'entered'}`]
  return [
    ...change('Password of the proxy', proxyPassword),
    ...change('Secret access key', secretAccessKey),
  ]
}

function proxyOf({ proxy }: ConnectionSettings): string {
  return proxy === null ? '' : `${new URL(proxy.url).origin} ${proxy.user ?? ''}`
}

/** Where the tokens of a sign-in are sent, besides what they are bound to already: start URL and Region. */
function signInPlaceOf({ endpoints: { all, oidc, portal } }: ConnectionSettings): string {
  return JSON.stringify([all, oidc, portal])
}

function keyOf({ signIn }: ConnectionSettings): string {
  return signIn.kind === 'keys' ? signIn.accessKeyId : ''
}
