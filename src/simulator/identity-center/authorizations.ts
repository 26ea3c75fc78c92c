import { createHash } from 'node:crypto'
import { opaque } from './clients.ts'

/** What a browser asked for, waiting for the person in front of it. Times in simulated milliseconds. */
export interface AuthorizationRequest {
  readonly id: string
  readonly clientId: string
  /** With the port that the client listens on. */
  readonly redirectUri: string
  readonly state: string | null
  readonly codeChallenge: string
  readonly scopes: readonly string[]
  readonly expiresAt: number
}

/** A request that a person allowed. */
export interface Grant extends AuthorizationRequest {
  readonly userName: string
}

/** Sign-in, and then exchange of the code, have ten minutes each (fact sheet, section 4.3). */
export const AUTHORIZATION_MILLISECONDS = 600_000

export interface Authorizations {
  /** Holds a request until its page is answered. */
  open(request: Omit<AuthorizationRequest, 'id' | 'expiresAt'>, now: number): AuthorizationRequest
  /** The request of a page; each page is answered once, within ten minutes. */
  close(id: string, now: number): AuthorizationRequest | undefined
  /** The code for a request that `userName` allowed. */
  allow(request: AuthorizationRequest, userName: string, now: number): string
  /** What a code stands for. It is worth nothing afterwards, whatever becomes of it. */
  redeem(code: string, now: number): Grant | undefined
}

export function createAuthorizations(): Authorizations {
  const pages = new Map<string, AuthorizationRequest>()
  const codes = new Map<string, Grant>()
  return {
    open: (request, now) => {
      const opened = { ...request, id: opaque(24), expiresAt: now + AUTHORIZATION_MILLISECONDS }
      pages.set(opened.id, opened)
      return opened
    },
    close: (id, now) => taken(pages, id, now),
    allow: (request, userName, now) => {
      const code = opaque(48)
      codes.set(code, { ...request, userName, expiresAt: now + AUTHORIZATION_MILLISECONDS })
      return code
    },
    redeem: (code, now) => taken(codes, code, now),
  }
}

/** Whether a verifier is the one whose hash the browser brought: S256 of RFC 7636. */
export const verifies = (verifier: string, challenge: string): boolean =>
  createHash('sha256').update(verifier).digest('base64url') === challenge

function taken<T extends { readonly expiresAt: number }>(
  held: Map<string, T>,
  key: string,
  now: number,
): T | undefined {
  const found = held.get(key)
  held.delete(key)
  return found !== undefined && now < found.expiresAt ? found : undefined
}
