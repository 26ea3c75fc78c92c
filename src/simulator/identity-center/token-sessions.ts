import { opaque } from './clients.ts'

/** A person's sign-in with one client: its tokens come and go, a sign-out ends it. Times in simulated milliseconds. */
export interface TokenSession {
  readonly clientId: string
  readonly userName: string
  readonly scopes: readonly string[]
  /** When no refresh token helps any more. */
  readonly endsAt: number
}

export interface IssuedTokens {
  readonly accessToken: string
  readonly refreshToken: string | null
}

/** Whoever signed in signs in again after this long: the default of Identity Center's own session. */
const SESSION_MILLISECONDS = 8 * 3_600_000

interface AccessToken {
  readonly session: TokenSession
  expiresAt: number
}

export interface TokenSessions {
  begin(session: Omit<TokenSession, 'endsAt'>, now: number): TokenSession
  /** New tokens of a session: an access token for `seconds`, and a refresh token when `renewable`. */
  issue(session: TokenSession, now: number, seconds: number, renewable: boolean): IssuedTokens
  /** Whose access token this is; undefined when nobody's, expired or revoked. */
  ofAccessToken(token: string, now: number): TokenSession | undefined
  /** Whose refresh token this is; each works once. */
  takeRefreshToken(token: string, now: number): TokenSession | undefined
  /** Ends a session: none of its tokens is worth anything any more. */
  end(session: TokenSession): void
  /** The sessions that have not ended, of one person or of all. */
  live(now: number, userName?: string): readonly TokenSession[]
  /** Makes every access token of a person, or of all, an expired one; refresh tokens stay. */
  expireAccess(now: number, userName?: string): number
}

export function createTokenSessions(): TokenSessions {
  const accessTokens = new Map<string, AccessToken>()
  const refreshTokens = new Map<string, TokenSession>()
  const sessions = new Set<TokenSession>()

  const isLive = (session: TokenSession, now: number): boolean =>
    sessions.has(session) && now < session.endsAt

  return {
    begin: (wanted, now) => {
      const session = { ...wanted, endsAt: now + SESSION_MILLISECONDS }
      sessions.add(session)
      return session
    },
    issue: (session, now, seconds, renewable) => {
      const accessToken = `aoa${opaque(160)}`
      accessTokens.set(accessToken, { session, expiresAt: now + seconds * 1000 })
      const refreshToken = renewable ? `aor${opaque(160)}` : null
      if (refreshToken !== null) refreshTokens.set(refreshToken, session)
      return { accessToken, refreshToken }
    },
    ofAccessToken: (token, now) => {
      const found = accessTokens.get(token)
      if (found === undefined || now >= found.expiresAt) return undefined
      return isLive(found.session, now) ? found.session : undefined
    },
    takeRefreshToken: (token, now) => {
      const session = refreshTokens.get(token)
      if (session === undefined || !isLive(session, now)) return undefined
      refreshTokens.delete(token)
      return session
    },
    end: (session) => {
      sessions.delete(session)
    },
    live: (now, userName) =>
      [...sessions].filter(
        (session) =>
          isLive(session, now) && (userName === undefined || session.userName === userName),
      ),
    expireAccess: (now, userName) => {
      let expired = 0
      for (const token of accessTokens.values()) {
        if (userName !== undefined && token.session.userName !== userName) continue
        if (token.expiresAt <= now) continue
        token.expiresAt = now
        expired += 1
      }
      return expired
    },
  }
}
