import type { HttpAnswer, HttpRequest } from '../http-message.ts'
import type { RequestAddress } from '../request-address.ts'
import { escapeXml } from '../wire/xml.ts'
import type { World } from '../world.ts'
import { mayRedirectTo } from './clients.ts'
import type { OAuthClient } from './clients.ts'
import { choiceFields, choiceIn, hidden, notice, page } from './page.ts'

/**
 * `GET /authorize`, as a client has the browser open it (fact sheet, section 4.3). What is wrong with client or address is said
 * on a page, as nobody may be sent to an address that is not registered; everything else goes back to the client.
 */
export function showAuthorization(
  world: World,
  request: HttpRequest,
  address: RequestAddress,
): HttpAnswer {
  const query = new URLSearchParams(request.query)
  const { identityCenter, signIn } = world
  const now = world.clock.now()
  if (address.region !== identityCenter.region) {
    return refusal(`IAM Identity Center is not enabled in ${address.region}.`)
  }
  const client = signIn.clients.find(query.get('client_id') ?? '')
  if (client === undefined || now >= client.expiresAt) return refusal('The client is not known.')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!mayRedirectTo(client, redirectUri)) {
    return refusal('The redirect URI is not one that the client registered.')
  }
  const back = { redirectUri, state: query.get('state') }
  const scopes = (query.get('scopes') ?? query.get('scope') ?? '')
    .split(' ')
    .filter((scope) => scope !== '')
  const error = requestError(client, query, scopes)
  if (error !== null) return redirect(back, error)
  const opened = signIn.authorizations.open(
    {
      ...back,
      clientId: client.id,
      codeChallenge: query.get('code_challenge') ?? '',
      scopes: scopes.length === 0 ? client.scopes : scopes,
    },
    now,
  )
  return page({
    title: 'Allow access to your data?',
    formTarget: new URL(redirectUri).origin,
    content: `<p><b>${escapeXml(client.name)}</b> asks for access to your AWS accounts: ${escapeXml(opened.scopes.join(', '))}</p>
<form method="post" action="/authorize">${hidden('request', opened.id)}
${choiceFields(identityCenter)}</form>`,
  })
}

/** `POST /authorize`: sends the browser back to the client, with a code or with `access_denied`. */
export function answerAuthorization(world: World, request: HttpRequest): HttpAnswer {
  const form = new URLSearchParams(request.body.toString('utf8'))
  const { authorizations } = world.signIn
  const now = world.clock.now()
  const choice = choiceIn(world.identityCenter, form)
  if (choice === null) return refusal('The answer is not complete.')
  const opened = authorizations.close(form.get('request') ?? '', now)
  if (opened === undefined) {
    return refusal('The request has been answered already, or more than ten minutes have gone.')
  }
  return redirect(
    opened,
    choice.kind === 'deny'
      ? { error: 'access_denied', error_description: 'The user has denied the request' }
      : { code: authorizations.allow(opened, choice.user.userName, now) },
  )
}

function requestError(
  { grantTypes, scopes: registered }: OAuthClient,
  query: URLSearchParams,
  scopes: readonly string[],
): Readonly<Record<string, string>> | null {
  if (!grantTypes.includes('authorization_code')) return { error: 'unauthorized_client' }
  if (query.get('response_type') !== 'code') return { error: 'unsupported_response_type' }
  if (query.get('code_challenge_method') !== 'S256') {
    return { error: 'invalid_request', error_description: 'code_challenge_method must be S256' }
  }
  if (!/^[A-Za-z0-9_-]{43}$/.test(query.get('code_challenge') ?? '')) {
    return { error: 'invalid_request', error_description: 'code_challenge is not a SHA-256' }
  }
  return scopes.every((scope) => registered.includes(scope)) ? null : { error: 'invalid_scope' }
}

const refusal = (sentence: string): HttpAnswer => notice(400, 'This sign-in cannot go on', sentence)

function redirect(
  { redirectUri, state }: { readonly redirectUri: string; readonly state: string | null },
  answer: Readonly<Record<string, string>>,
): HttpAnswer {
  const location = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) location.searchParams.set(name, value)
  if (state !== null) location.searchParams.set('state', state)
  return {
    status: 302,
    headers: {
      location: location.href,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    body: '',
  }
}
