import { hash } from 'node:crypto'

/** Random bytes that nobody can guess. */
export type RandomBytes = (size: number) => Uint8Array

/** What ties an answer of the browser to the question: made anew for each sign-in, kept in memory until it ends. */
export type Proof = {
  /** 256 bits: whoever does not know them cannot answer in the browser's place. */
  readonly state: string
  /** 64 characters of RFC 7636's alphabet, as the AWS CLI makes them (fact sheet 4.3). Leaves only with the code, to AWS. */
  readonly verifier: string
}

/** 48 bytes are 64 characters of base64url, all of which a verifier may hold. */
export function createProof(randomBytes: RandomBytes): Proof {
  return { state: base64url(randomBytes(32)), verifier: base64url(randomBytes(48)) }
}

/** S256 of RFC 7636. */
export function challengeOf(verifier: string): string {
  return hash('sha256', verifier, 'base64url')
}

/** What an access token has to allow: accounts, roles and their credentials, nothing else. */
export const signInScopes = ['sso:account:access'] as const

/** Registered without a port: any port of the loopback address may then be named (fact sheet 4.3). */
export const registeredRedirect = 'http://127.0.0.1/oauth/callback'

/**
 * The page that the person opens (fact sheet 4.3; AWS calls the scopes `scopes`).
 *
 * SECURITY: other programs of this user can read it in the list of processes. It holds the hash of the verifier alone, so it
 * is of no use to them.
 */
export function authorizationPage(asked: {
  readonly authorizeUrl: string
  readonly clientId: string
  readonly redirectUri: string
  readonly proof: Proof
}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: asked.clientId,
    redirect_uri: asked.redirectUri,
    state: asked.proof.state,
    code_challenge_method: 'S256',
    scopes: signInScopes.join(' '),
    code_challenge: challengeOf(asked.proof.verifier),
  })
  return `${asked.authorizeUrl}?${query.toString()}`
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
