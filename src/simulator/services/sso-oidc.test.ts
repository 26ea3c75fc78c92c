import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { REDIRECT, VERIFIER, createSignInClient, locationOf } from '../testing/sign-in.ts'
import type { Registration, SignInClient } from '../testing/sign-in.ts'

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'

let practice: Practice
let startUrl: string
let sso: SignInClient
beforeAll(async () => {
  practice = await startPractice({ accounts: 5 })
  startUrl = (await practice.state()).identityCenter.startUrl
  sso = createSignInClient(practice.ready.endpoint, startUrl)
})
beforeEach(() => practice.control('POST', 'reset'))
afterAll(() => practice[Symbol.asyncDispose]())

async function registered(changes = {}): Promise<Registration> {
  const { status, body } = await sso.register(changes)
  expect(status).toBe(200)
  return body as unknown as Registration
}

async function allowedCode(client: Registration): Promise<string> {
  const page = await sso.open(sso.authorizeUrl(client))
  return locationOf(await sso.press(page, 'allow', 'sam.okafor'))['code'] ?? ''
}

const refused = (errorType: string, error: string, status = 400) => ({
  status,
  errorType,
  body: { error, error_description: expect.any(String) as string },
})

describe('registration', () => {
  test('gives an ID, a secret, and ninety days', async () => {
    const { body } = await sso.register()
    const issued = Number(body['clientIdIssuedAt'])
    expect(body).toEqual({
      clientId: expect.any(String) as string,
      clientSecret: expect.any(String) as string,
      clientIdIssuedAt: issued,
      clientSecretExpiresAt: issued + 90 * 86_400,
      authorizationEndpoint: `${practice.ready.endpoint}/authorize`,
      tokenEndpoint: `${practice.ready.endpoint}/token`,
    })
  })

  test.each([
    ['InvalidClientMetadataException', 'invalid_client_metadata', { clientType: 'confidential' }],
    ['InvalidScopeException', 'invalid_scope', { scopes: ['everything'] }],
    ['UnsupportedGrantTypeException', 'unsupported_grant_type', { grantTypes: ['password'] }],
    [
      'InvalidRedirectUriException',
      'invalid_redirect_uri',
      { redirectUris: ['http://127.0.0.1:8080/oauth/callback'] },
    ],
    [
      'InvalidRedirectUriException',
      'invalid_redirect_uri',
      { redirectUris: ['http://evil.example/'] },
    ],
    ['InvalidRequestException', 'invalid_request', { redirectUris: [] }],
    ['InvalidRequestException', 'invalid_request', { clientName: '' }],
    [
      'InvalidRequestException',
      'invalid_request',
      { issuerUrl: 'https://d-0000000000.awsapps.com/start' },
    ],
  ])('is refused with %s (%s) for %j', async (errorType, error, changes) => {
    expect(await sso.register(changes)).toEqual(refused(errorType, error))
  })

  test('takes the start URL as people paste it', async () => {
    for (const issuerUrl of [`${startUrl}/`, `${startUrl}/#/`, `${startUrl}#`]) {
      expect((await sso.register({ issuerUrl })).status).toBe(200)
    }
  })
})

describe('an authorization code', () => {
  const trade = (client: Registration, code: string, changes = {}) =>
    sso.token(client, {
      grantType: 'authorization_code',
      code,
      redirectUri: REDIRECT,
      codeVerifier: VERIFIER,
      ...changes,
    })

  test('is traded for a token and a refresh token, once', async () => {
    const client = await registered()
    const code = await allowedCode(client)
    const traded = await trade(client, code)
    expect(traded).toEqual({
      status: 200,
      errorType: undefined,
      body: {
        accessToken: expect.any(String) as string,
        refreshToken: expect.any(String) as string,
        tokenType: 'Bearer',
        expiresIn: 3600,
      },
    })
    expect(await trade(client, code)).toEqual(refused('InvalidGrantException', 'invalid_grant'))
  })

  test.each([
    ['another verifier', { codeVerifier: `${VERIFIER}x` }],
    ['another port', { redirectUri: REDIRECT.replace('54321', '54322') }],
    ['another code', { code: 'made-up' }],
  ])('with %s is an invalid grant', async (_what, changes) => {
    const client = await registered()
    const code = await allowedCode(client)
    expect(await trade(client, code, changes)).toEqual(
      refused('InvalidGrantException', 'invalid_grant'),
    )
  })

  test('is worth nothing to another client, or after ten minutes', async () => {
    const client = await registered()
    const stolen = await allowedCode(client)
    expect((await trade(await registered(), stolen)).errorType).toBe('InvalidGrantException')
    const late = await allowedCode(client)
    await practice.control('PUT', 'clock', { advanceSeconds: 601 })
    expect((await trade(client, late)).errorType).toBe('InvalidGrantException')
  })
})

test('a wrong or expired client secret is an invalid client', async () => {
  const client = await registered()
  const wrong = { ...client, clientSecret: 'wrong' }
  const refusal = refused('InvalidClientException', 'invalid_client', 401)
  expect(await sso.token(wrong, { grantType: 'refresh_token' })).toEqual(refusal)
  await practice.control('POST', 'clients/expire')
  expect(await sso.token(client, { grantType: 'refresh_token' })).toEqual(refusal)
})

test('a grant that is unknown, or not registered, or incomplete is refused by name', async () => {
  const client = await registered()
  expect((await sso.token(client, { grantType: 'password' })).errorType).toBe(
    'UnsupportedGrantTypeException',
  )
  expect((await sso.token(client, { grantType: DEVICE, deviceCode: 'd' })).errorType).toBe(
    'UnauthorizedClientException',
  )
  expect((await sso.token(client, { grantType: 'refresh_token' })).errorType).toBe(
    'InvalidRequestException',
  )
})

describe('a refresh token', () => {
  const renew = (client: Registration, refreshToken: string) =>
    sso.token(client, { grantType: 'refresh_token', refreshToken })

  test('is replaced each time it is used', async () => {
    const signedIn = await sso.signIn('sam.okafor')
    const renewed = await renew(signedIn, signedIn.refreshToken)
    expect(renewed.status).toBe(200)
    expect(renewed.body['refreshToken']).not.toBe(signedIn.refreshToken)
    expect(await renew(signedIn, signedIn.refreshToken)).toEqual(
      refused('InvalidGrantException', 'invalid_grant'),
    )
    expect((await renew(signedIn, String(renewed.body['refreshToken']))).status).toBe(200)
  })

  test('ends with the sign-in of eight hours, and with its revocation', async () => {
    const first = await sso.signIn('sam.okafor')
    await practice.control('PUT', 'clock', { advanceSeconds: 8 * 3600 })
    expect((await renew(first, first.refreshToken)).errorType).toBe('InvalidGrantException')
    const second = await sso.signIn('sam.okafor')
    expect(await practice.control('POST', 'tokens/revoke', {})).toEqual({ revokedSessions: 1 })
    expect((await renew(second, second.refreshToken)).errorType).toBe('InvalidGrantException')
  })

  test('is of no use to somebody who was disabled', async () => {
    const signedIn = await sso.signIn('noa.lindqvist')
    const { users } = (await practice.state()).identityCenter
    await practice.control('PUT', 'identity-center', {
      users: users.map((user) => ({ ...user, enabled: user.userName !== 'noa.lindqvist' })),
    })
    expect((await renew(signedIn, signedIn.refreshToken)).errorType).toBe('InvalidGrantException')
  })
})

describe('a device', () => {
  async function device(client: Registration) {
    const { body } = await sso.startDevice(client)
    return body as { deviceCode: string; userCode: string; verificationUriComplete: string }
  }
  const deviceClient = () => registered({ grantTypes: [DEVICE, 'refresh_token'], redirectUris: [] })
  const ask = async (client: Registration, deviceCode: string) => {
    await practice.control('PUT', 'clock', { advanceSeconds: 30 })
    return sso.token(client, { grantType: DEVICE, deviceCode })
  }

  test('waits, is allowed on its page, and gets a token once', async () => {
    const client = await deviceClient()
    const started = await sso.startDevice(client)
    expect(started.body).toEqual({
      deviceCode: expect.any(String) as string,
      userCode: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/) as string,
      verificationUri: `${practice.ready.endpoint}/device`,
      verificationUriComplete: `${practice.ready.endpoint}/device?user_code=${String(started.body['userCode'])}`,
      expiresIn: 600,
      interval: 5,
    })
    const deviceCode = String(started.body['deviceCode'])
    expect(await ask(client, deviceCode)).toEqual(
      refused('AuthorizationPendingException', 'authorization_pending'),
    )
    const page = await sso.open(String(started.body['verificationUriComplete']))
    expect((await sso.press(page, 'allow', 'noa.lindqvist')).status).toBe(200)
    const { status, body } = await ask(client, deviceCode)
    expect(status).toBe(200)
    expect(body).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600 })
    expect((await ask(client, deviceCode)).errorType).toBe('InvalidGrantException')
  })

  test('that asks too soon is told to slow down, five seconds each time', async () => {
    const client = await deviceClient()
    const { deviceCode } = await device(client)
    const again = () => sso.token(client, { grantType: DEVICE, deviceCode })
    expect((await again()).errorType).toBe('AuthorizationPendingException')
    expect(await again()).toEqual(refused('SlowDownException', 'slow_down'))
    await practice.control('PUT', 'clock', { advanceSeconds: 6 })
    expect((await again()).errorType).toBe('SlowDownException')
    await practice.control('PUT', 'clock', { advanceSeconds: 15 })
    expect((await again()).errorType).toBe('AuthorizationPendingException')
  })

  test('is denied on its page, and expires after ten minutes', async () => {
    const client = await deviceClient()
    const denied = await device(client)
    await sso.press(await sso.open(denied.verificationUriComplete), 'deny')
    expect(await ask(client, denied.deviceCode)).toEqual(
      refused('AccessDeniedException', 'access_denied'),
    )
    const late = await device(client)
    await practice.control('PUT', 'clock', { advanceSeconds: 600 })
    expect(await ask(client, late.deviceCode)).toEqual(
      refused('ExpiredTokenException', 'expired_token'),
    )
    expect((await sso.open(late.verificationUriComplete)).status).toBe(400)
  })

  test('with a wrong start URL does not start', async () => {
    const client = await deviceClient()
    expect(await sso.startDevice(client, 'https://d-0000000000.awsapps.com/start')).toEqual(
      refused('InvalidRequestException', 'invalid_request'),
    )
  })

  test('of an old registration gets eight hours and no refresh token', async () => {
    const client = await registered({ grantTypes: [], redirectUris: [], scopes: [] })
    const { deviceCode, userCode } = await device(client)
    await practice.control('POST', `devices/${userCode}`, {
      decision: 'allow',
      userName: 'sam.okafor',
    })
    const { body } = await ask(client, deviceCode)
    expect(body).toEqual({
      accessToken: expect.any(String) as string,
      tokenType: 'Bearer',
      expiresIn: 28_800,
    })
  })
})

test('faults and limits reach these calls, in their own words', async () => {
  await practice.control('PUT', 'faults', [
    { service: 'sso-oauth', operation: 'RegisterClient', probability: 1, throttle: true },
  ])
  expect(await sso.register()).toEqual(refused('SlowDownException', 'slow_down'))
  await practice.control('PUT', 'faults', [
    { operation: 'RegisterClient', probability: 1, status: 500, code: 'InternalServerException' },
  ])
  expect(await sso.register()).toEqual(refused('InternalServerException', 'server_error', 500))
})
