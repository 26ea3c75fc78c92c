import { AwsError } from '../aws-error.ts'
import { verifies } from '../identity-center/authorizations.ts'
import type { OAuthClient } from '../identity-center/clients.ts'
import { asksTooEarly } from '../identity-center/devices.ts'
import { enabledUser } from '../identity-center/directory.ts'
import type { TokenSession } from '../identity-center/token-sessions.ts'
import type { UnsignedCall } from '../service.ts'
import type { JsonInput } from './json-input.ts'
import { clientOf, grantTypeOf, needed, refuseGrant } from './oauth-input.ts'

/** Trades a code, a device's permission or a refresh token for an access token. */
export function createToken(call: UnsignedCall, input: JsonInput): unknown {
  const client = clientOf(call, input)
  const grantType = grantTypeOf(needed(input, 'grantType'))
  refuseGrant(client, grantType)
  switch (grantType) {
    case 'authorization_code':
      return tokensFor(call, client, byCode(call, client, input))
    case 'refresh_token':
      return tokensFor(call, client, byRefreshToken(call, client, input))
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return tokensFor(call, client, byDevice(call, client, input))
  }
}

/** A token without a refresh token lasts as long as the sign-in itself (fact sheet, section 4.4) [INF]. */
const UNRENEWED_SECONDS = 8 * 3600

function tokensFor(call: UnsignedCall, client: OAuthClient, session: TokenSession): unknown {
  const { identityCenter, signIn } = call.world
  const user = enabledUser(identityCenter, session.userName)
  if (user === undefined) throw invalidGrant('The user may not sign in')
  call.identify(user)
  const renewable = client.grantTypes.includes('refresh_token') && client.scopes.length > 0
  const seconds = renewable ? identityCenter.accessTokenSeconds : UNRENEWED_SECONDS
  const { accessToken, refreshToken } = signIn.tokens.issue(session, call.now, seconds, renewable)
  return {
    accessToken,
    tokenType: 'Bearer',
    expiresIn: seconds,
    ...(refreshToken === null ? {} : { refreshToken }),
  }
}

/** A code works once: who presents it with the wrong address or verifier has lost it. */
function byCode({ world, now }: UnsignedCall, client: OAuthClient, input: JsonInput): TokenSession {
  const code = needed(input, 'code')
  const redirectUri = needed(input, 'redirectUri')
  const verifier = needed(input, 'codeVerifier')
  const grant = world.signIn.authorizations.redeem(code, now)
  if (grant === undefined || grant.clientId !== client.id) {
    throw invalidGrant('Invalid authorization code')
  }
  if (grant.redirectUri !== redirectUri) throw invalidGrant('Invalid redirect URI')
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier) || !verifies(verifier, grant.codeChallenge)) {
    throw invalidGrant('Invalid code verifier')
  }
  const { userName, scopes } = grant
  return world.signIn.tokens.begin({ clientId: client.id, userName, scopes }, now)
}

function byRefreshToken(
  { world, now }: UnsignedCall,
  client: OAuthClient,
  input: JsonInput,
): TokenSession {
  const session = world.signIn.tokens.takeRefreshToken(needed(input, 'refreshToken'), now)
  if (session === undefined || session.clientId !== client.id) {
    throw invalidGrant('Invalid refresh token provided')
  }
  return session
}

function byDevice(
  { world, now }: UnsignedCall,
  client: OAuthClient,
  input: JsonInput,
): TokenSession {
  const device = world.signIn.devices.byDeviceCode(needed(input, 'deviceCode'))
  if (device === undefined || device.clientId !== client.id) {
    throw invalidGrant('Invalid device code provided')
  }
  if (now >= device.expiresAt) {
    throw new AwsError(400, 'ExpiredTokenException', 'The device code has expired')
  }
  if (asksTooEarly(device, now)) {
    throw new AwsError(400, 'SlowDownException', 'The device asks too often')
  }
  switch (device.decision.kind) {
    case 'pending':
      throw new AwsError(400, 'AuthorizationPendingException', 'The authorization is pending')
    case 'denied':
      throw new AwsError(400, 'AccessDeniedException', 'The user has denied the request')
    case 'used':
      throw invalidGrant('The device code has been used')
    case 'allowed': {
      const { userName } = device.decision
      device.decision = { kind: 'used' }
      const { scopes } = client
      return world.signIn.tokens.begin({ clientId: client.id, userName, scopes }, now)
    }
  }
}

function invalidGrant(message: string): AwsError {
  return new AwsError(400, 'InvalidGrantException', message)
}
