import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { send } from '../testing/raw-client.ts'
import { createSignInClient, locationOf } from '../testing/sign-in.ts'
import type { Registration, SignInClient } from '../testing/sign-in.ts'

let practice: Practice
let sso: SignInClient
let client: Registration
beforeAll(async () => {
  practice = await startPractice({ accounts: 5 })
  const { startUrl } = (await practice.state()).identityCenter
  sso = createSignInClient(practice.ready.endpoint, startUrl)
  client = (await sso.register({ clientName: 'A <b>bold</b> client' }))
    .body as unknown as Registration
})
afterAll(() => practice[Symbol.asyncDispose]())

test('the page names the client and the people, runs no script, and is framed by nobody', async () => {
  const page = await sso.open(sso.authorizeUrl(client))
  expect(page.status).toBe(200)
  expect(page.body).toContain('A &lt;b&gt;bold&lt;/b&gt; client')
  expect(page.body).toContain('Sam Okafor')
  expect(page.body).not.toContain('<script')
  const policy = String(page.headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("form-action 'self' http://127.0.0.1:54321")
})

test('who allows is sent back with a code and the state; who denies, with access_denied', async () => {
  const url = sso.authorizeUrl(client, { state: 'the state & more' })
  const allowed = await sso.press(await sso.open(url), 'allow', 'noa.lindqvist')
  expect(allowed.status).toBe(302)
  expect(locationOf(allowed)).toEqual({
    at: 'http://127.0.0.1:54321/oauth/callback',
    code: expect.any(String) as string,
    state: 'the state & more',
  })
  const denied = await sso.press(await sso.open(url), 'deny')
  expect(locationOf(denied)).toMatchObject({ error: 'access_denied', state: 'the state & more' })
  expect(locationOf(denied)).not.toHaveProperty('code')
})

test('a page is answered once, within ten minutes, and by somebody who is known', async () => {
  const page = await sso.open(sso.authorizeUrl(client))
  expect((await sso.press(page, 'allow', 'nobody')).status).toBe(400)
  expect((await sso.press(page, 'allow', 'sam.okafor')).status).toBe(302)
  expect((await sso.press(page, 'allow', 'sam.okafor')).status).toBe(400)
  const late = await sso.open(sso.authorizeUrl(client))
  await practice.control('PUT', 'clock', { advanceSeconds: 601 })
  expect((await sso.press(late, 'allow', 'sam.okafor')).status).toBe(400)
})

test.each([
  'http://127.0.0.1:54321/another/path',
  'http://localhost:54321/oauth/callback',
  'http://127.0.0.1.evil.example/oauth/callback',
  'https://127.0.0.1/oauth/callback',
  'http://127.0.0.1:54321/oauth/callback#x',
])('nobody is sent to %s, which the client did not register', async (redirect_uri) => {
  const answer = await sso.open(sso.authorizeUrl(client, { redirect_uri }))
  expect(answer.status).toBe(400)
  expect(answer.headers).not.toHaveProperty('location')
})

test('an unknown client is told on a page', async () => {
  const answer = await sso.open(sso.authorizeUrl({ clientId: 'x', clientSecret: '' }))
  expect([answer.status, answer.headers['location']]).toEqual([400, undefined])
})

test.each([
  ['unsupported_response_type', { response_type: 'token' }],
  ['invalid_request', { code_challenge_method: 'plain' }],
  ['invalid_request', { code_challenge: 'short' }],
  ['invalid_scope', { scopes: 'openid' }],
])('what is wrong otherwise goes back to the client as %s', async (error, changes) => {
  const answer = await sso.open(sso.authorizeUrl(client, { state: 's', ...changes }))
  expect(answer.status).toBe(302)
  expect(locationOf(answer)).toMatchObject({ error, state: 's' })
})

test('no other page presses a button for the person', async () => {
  const answer = await send(
    practice.ready.endpoint,
    'POST',
    '/authorize',
    { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
    'decision=deny',
  )
  expect(answer.status).toBe(403)
})

test('the device page asks for the code, and takes it however it is typed', async () => {
  const grantTypes = ['urn:ietf:params:oauth:grant-type:device_code']
  const device = (await sso.register({ grantTypes })).body as unknown as Registration
  const { userCode } = (await sso.startDevice(device)).body as { userCode: string }
  const { endpoint } = practice.ready
  expect((await sso.open(`${endpoint}/device`)).body).toContain('name="user_code"')
  expect((await sso.open(`${endpoint}/device?user_code=BBBB-BBBB`)).status).toBe(400)
  const typed = userCode.toLowerCase().replace('-', ' ')
  const page = await sso.open(`${endpoint}/device?user_code=${encodeURIComponent(typed)}`)
  expect(page.body).toContain(`<b>${userCode}</b>`)
})
