import { randomBytes } from 'node:crypto'

export type GrantType =
  | 'authorization_code'
  | 'refresh_token'
  | 'urn:ietf:params:oauth:grant-type:device_code'

export const GRANT_TYPES: readonly GrantType[] = [
  'authorization_code',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
]

/** A registered public client. Times in simulated milliseconds. */
export interface OAuthClient {
  readonly id: string
  readonly secret: string
  readonly name: string
  /** Empty: an old registration, good for the device flow. */
  readonly grantTypes: readonly GrantType[]
  /** As registered: on the loopback address without a port. */
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly issuedAt: number
  readonly expiresAt: number
}

/** How long a registration is good for: commonly ninety days (fact sheet, section 4.4). */
const REGISTRATION_MILLISECONDS = 90 * 86_400_000

export interface Clients {
  register(
    wanted: Pick<OAuthClient, 'name' | 'grantTypes' | 'redirectUris' | 'scopes'>,
    now: number,
  ): OAuthClient
  find(id: string): OAuthClient | undefined
  /** Makes every registration so far an expired one. */
  expireAll(now: number): number
}

export function createClients(): Clients {
  const clients = new Map<string, OAuthClient>()
  return {
    register: (wanted, now) => {
      const client = {
        ...wanted,
        id: opaque(16),
        secret: opaque(180),
        issuedAt: now,
        expiresAt: now + REGISTRATION_MILLISECONDS,
      }
      clients.set(client.id, client)
      return client
    },
    find: (id) => clients.get(id),
    expireAll: (now) => {
      for (const client of clients.values()) {
        clients.set(client.id, { ...client, expiresAt: Math.min(client.expiresAt, now) })
      }
      return clients.size
    },
  }
}

/** Text that nobody guesses: `bytes` of randomness in the URL-safe alphabet. */
export const opaque = (bytes: number): string => randomBytes(bytes).toString('base64url')

/**
 * Whether a client may have the browser sent to this address: one that it registered, and on the loopback address with any
 * port (fact sheet, section 4.3).
 */
export function mayRedirectTo({ redirectUris }: OAuthClient, uri: string): boolean {
  const wanted = parsed(uri)
  if (wanted === null) return false
  return redirectUris.some((registered) => {
    const known = parsed(registered)
    if (known === null) return false
    return isLoopback(known)
      ? isLoopback(wanted) &&
          wanted.hostname === known.hostname &&
          wanted.pathname === known.pathname &&
          wanted.search === known.search &&
          wanted.hash === ''
      : uri === registered
  })
}

/** What is wrong with an address at registration; null when nothing. */
export function redirectUriProblem(uri: string): string | null {
  const url = parsed(uri)
  if (url === null || url.hash !== '' || url.username !== '') return `${uri} is not a redirect URI`
  if (isLoopback(url)) {
    return url.port === '' ? null : `${uri} must be registered without a port`
  }
  return url.protocol === 'https:' ? null : `${uri} must use https`
}

const isLoopback = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && (hostname === '127.0.0.1' || hostname === '[::1]')

function parsed(uri: string): URL | null {
  return URL.canParse(uri) ? new URL(uri) : null
}
