import { createHash, randomBytes } from 'node:crypto'
import type { RawAnswer } from './raw-client.ts'
import { send } from './raw-client.ts'

/** The parts of a sign-in, one HTTP request each, as the SDK's clients and a browser send them. */
export interface SignInClient {
  /** Registers as the AWS CLI does, unless told otherwise. */
  register(changes?: Readonly<Record<string, unknown>>): Promise<SsoAnswer>
  startDevice(client: Registration, startUrl?: string): Promise<SsoAnswer>
  token(client: Registration, members: Readonly<Record<string, unknown>>): Promise<SsoAnswer>
  /** The address that a browser opens. */
  authorizeUrl(client: Registration, changes?: Readonly<Record<string, string>>): string
  /** Opens a page. */
  open(url: string): Promise<RawAnswer>
  /** Presses a button on the page that {@link open} gave. */
  press(page: RawAnswer, decision: 'allow' | 'deny', userName?: string): Promise<RawAnswer>
  /** The whole of it: registers, lets the person allow, and trades the code. */
  signIn(userName: string): Promise<SignedIn>
  /** A request to the portal with a bearer token. */
  portal(accessToken: string, target: string, method?: string): Promise<SsoAnswer>
}

export interface Registration {
  readonly clientId: string
  readonly clientSecret: string
}

export interface SignedIn extends Registration {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number
}

export interface SsoAnswer {
  readonly status: number
  /** `x-amzn-errortype` */
  readonly errorType: string | undefined
  readonly body: Readonly<Record<string, unknown>>
}

export const REDIRECT = 'http://127.0.0.1:54321/oauth/callback'
export const VERIFIER = 'a-verifier-of-sixty-four-characters-as-the-AWS-CLI-makes-them..~'
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

/** `host` goes into the Host header: how AWS' own names are reached without DNS. */
export function createSignInClient(
  endpoint: string,
  startUrl: string,
  host = new URL(endpoint).host,
): SignInClient {
  async function post(path: string, body: unknown): Promise<SsoAnswer> {
    const headers = { host, 'content-type': 'application/json' }
    return ssoAnswer(await send(endpoint, 'POST', path, headers, JSON.stringify(body)))
  }

  const register: SignInClient['register'] = (changes = {}) =>
    post('/client/register', {
      clientName: 'A workstation',
      clientType: 'public',
      scopes: ['sso:account:access'],
      grantTypes: ['authorization_code', 'refresh_token'],
      redirectUris: ['http://127.0.0.1/oauth/callback'],
      issuerUrl: startUrl,
      ...changes,
    })

  const token: SignInClient['token'] = ({ clientId, clientSecret }, members) =>
    post('/token', { clientId, clientSecret, ...members })

  const authorizeUrl: SignInClient['authorizeUrl'] = ({ clientId }, changes = {}) => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: REDIRECT,
      state: randomBytes(8).toString('hex'),
      code_challenge_method: 'S256',
      scopes: 'sso:account:access',
      code_challenge: CHALLENGE,
      ...changes,
    })
    return `${endpoint}/authorize?${query.toString()}`
  }

  const open: SignInClient['open'] = (url) => {
    const { pathname, search } = new URL(url)
    return send(endpoint, 'GET', pathname + search, { host, 'sec-fetch-site': 'none' }, '')
  }

  const press: SignInClient['press'] = (page, decision, userName) => {
    const form = new URLSearchParams({ decision })
    for (const [, name, value] of page.body.matchAll(
      /type="hidden" name="(\w+)" value="([^"]+)"/g,
    )) {
      form.set(name ?? '', value ?? '')
    }
    if (userName !== undefined) form.set('user', userName)
    const path = /<form method="post" action="([^"]+)"/.exec(page.body)?.[1] ?? '/no-form'
    const headers = { host, 'content-type': 'application/x-www-form-urlencoded' }
    return send(endpoint, 'POST', path, headers, form.toString())
  }

  async function signIn(userName: string): Promise<SignedIn> {
    const { body: client } = (await register()) as unknown as { body: Registration }
    const page = await open(authorizeUrl(client))
    const { code } = locationOf(await press(page, 'allow', userName))
    const answer = await token(client, {
      grantType: 'authorization_code',
      code,
      redirectUri: REDIRECT,
      codeVerifier: VERIFIER,
    })
    return { ...client, ...(answer.body as unknown as Omit<SignedIn, keyof Registration>) }
  }

  return {
    register,
    startDevice: ({ clientId, clientSecret }, url = startUrl) =>
      post('/device_authorization', { clientId, clientSecret, startUrl: url }),
    token,
    authorizeUrl,
    open,
    press,
    signIn,
    portal: async (accessToken, target, method = 'GET') =>
      ssoAnswer(
        await send(endpoint, method, target, { host, 'x-amz-sso_bearer_token': accessToken }, ''),
      ),
  }
}

/** Where a redirect leads: its query, and the address without it. */
export function locationOf({ headers }: RawAnswer): Readonly<Record<string, string>> {
  const location = new URL(String(headers['location']))
  return { ...Object.fromEntries(location.searchParams), at: location.origin + location.pathname }
}

function ssoAnswer({ status, headers, body }: RawAnswer): SsoAnswer {
  const errorType = headers['x-amzn-errortype']
  return {
    status,
    errorType: Array.isArray(errorType) ? errorType[0] : errorType,
    body: JSON.parse(body) as Record<string, unknown>,
  }
}
