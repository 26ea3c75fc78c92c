import { once } from 'node:events'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { CreateTokenCommand, RegisterClientCommand, SSOOIDCClient } from '@aws-sdk/client-sso-oidc'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { publicEndpoints } from '../../shared/domain/connections.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import {
  startInspectingProxy,
  type InspectingProxy,
} from '../../simulator/testing/inspecting-proxy.ts'
import { startPractice, type Practice } from '../../simulator/testing/practice.ts'
import { createAwsAccess } from '../aws/aws-access.ts'
import { failureIn, valueOf } from '../aws/testing/practice.ts'
import type { Door, DoorDeps } from './door.ts'
import { nearestRegions } from './nearest-regions.ts'
import { openDoor } from './open-door.ts'
import { doorTo } from './testing/door-to.ts'

const password = 'corp-password-of-jane'
const region = 'eu-west-1'
let practice: Practice
let proxy: InspectingProxy
let member: AccountId
let doors: Door[] = []

beforeAll(async () => {
  practice = await startPractice()
  member = (await practice.reachable()).id as AccountId
})
afterAll(() => practice[Symbol.asyncDispose]())
beforeEach(async () => {
  proxy = await startInspectingProxy({
    upstream: practice.ready.endpoint,
    credentials: { user: 'jane', password },
  })
})
afterEach(async () => {
  for (const door of doors) door.close()
  doors = []
  await proxy.close()
})

/** AWS's own host names, through the proxy, trusting its authority. */
function open(
  settings: Partial<DoorDeps['settings']> = {},
  more: Partial<Omit<DoorDeps, 'settings'>> = {},
) {
  const ledger: LedgerEntry[] = []
  const refused: unknown[] = []
  const door = valueOf(
    openDoor({
      settings: {
        partition: 'aws',
        signIn: { kind: 'environment' },
        endpoints: publicEndpoints,
        proxy: { url: proxy.url, user: 'jane' },
        caBundle: proxy.caPem,
        ...settings,
      },
      region,
      signInRegions: [],
      proxyPassword: password,
      ledger: (entry) => ledger.push(entry),
      refused: (contact) => refused.push(contact),
      clock: () => Date.now(),
      ...more,
    }),
  )
  doors.push(door)
  const access = createAwsAccess({
    door,
    credentials: () => () => Promise.resolve(practice.management),
    region,
    endpoints: publicEndpoints,
    ledger: (entry) => ledger.push(entry),
    clock: () => Date.now(),
    random: () => 0,
    limits: { faultyMost: 0 },
  })
  return { door, access, ledger, refused }
}

describe('through a proxy that inspects TLS', () => {
  test('a root session works at the real names of AWS', async () => {
    const { access } = open()
    const session = valueOf(await access.openRootSession(member, 'IAMAuditRootUserCredentials'))
    valueOf(await session.summary())
    valueOf(await session.summary())
    // The tunnel is kept for the second call.
    expect(proxy.connects()).toEqual(['sts.eu-west-1.amazonaws.com:443', 'iam.amazonaws.com:443'])
    expect(proxy.requests()).toEqual([
      'POST https://sts.eu-west-1.amazonaws.com/',
      'POST https://iam.amazonaws.com/',
      'POST https://iam.amazonaws.com/',
    ])
  })

  test('without its authority nothing is sent', async () => {
    const { access } = open({ caBundle: null })
    expect(failureIn(await access.caller())).toMatchObject({ code: 'tls-failure' })
    expect(proxy.connects()).not.toEqual([])
    expect(proxy.requests()).toEqual([])
  })

  test('with a wrong password the proxy is said to refuse, and no password is said', async () => {
    const { access, ledger } = open({}, { proxyPassword: 'wrong-password' })
    const failure = failureIn(await access.caller())
    expect(failure.code).toBe('proxy-refused')
    expect(JSON.stringify([failure, ledger])).not.toMatch(/wrong-password|jane/)
  })

  test('what the proxy answers by itself is not taken for AWS', async () => {
    const { access } = open()
    proxy.behave('page')
    const page = failureIn(await access.caller())
    expect(page).toMatchObject({ code: 'proxy-answered', retryable: false })
    expect(page.message).toContain('HTTP status 403, an HTML page')
    proxy.behave('refuse')
    expect(failureIn(await access.caller()).message).toContain('HTTP status 503')
    proxy.behave('silence')
    const hasty = open({}, { timeouts: { connectMs: 50 } }).access
    expect(failureIn(await hasty.caller()).code).toBe('proxy-unreachable')
    proxy.behave('reset')
    expect(failureIn(await access.caller()).code).toBe('proxy-unreachable')
    await proxy.close()
    expect(failureIn(await access.caller()).code).toBe('proxy-unreachable')
  })

  test('SECURITY: a host that is not on the list never reaches the proxy, and is reported', async () => {
    const { door, refused } = open()
    const client = new STSClient({
      region: 'us-east-2',
      credentials: practice.management,
      requestHandler: door.handler,
      maxAttempts: 1,
    })
    await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toThrow('egress list')
    expect(refused).toEqual([{ host: 'sts.us-east-2.amazonaws.com', port: 443, by: 'sts' }])
    const probed = await door.probe({ host: 'evil.example', port: 443, protocol: 'https' })
    expect(failureIn(probed).code).toBe('egress-refused')
    expect(proxy.connects()).toEqual([])
  })

  test('a look at the way shows who inspects it, and sends nothing to whom it does not trust', async () => {
    const sts = { host: `sts.${region}.amazonaws.com`, port: 443, protocol: 'https' } as const
    const trusting = valueOf(await open().door.probe(sts))
    expect(trusting).toMatchObject({ issuers: ['Example Corp'], distrust: null })
    expect(Date.parse(trusting.date ?? '')).toBeGreaterThan(Date.now() - 60_000)
    const sent = proxy.requests().length
    const doubting = valueOf(await open({ caBundle: null }).door.probe(sts))
    expect(doubting).toMatchObject({ issuers: ['Example Corp'], date: null })
    expect(doubting.distrust).toMatch(/^[A-Z_]+$/)
    expect(proxy.requests()).toHaveLength(sent)
  })

  test('the nearest Region is measured without sending anything, and the failures are sentences', async () => {
    const measure = (caBundle: string | null) =>
      nearestRegions({
        settings: {
          partition: 'aws',
          signIn: { kind: 'environment' },
          endpoints: publicEndpoints,
          proxy: { url: proxy.url, user: 'jane' },
          caBundle,
        },
        proxyPassword: password,
        regions: ['ap-south-1', 'cn-north-1', 'eu-north-1'],
      })
    const found = valueOf(await measure(proxy.caPem))
    expect(found.map(({ milliseconds }) => milliseconds !== null)).toEqual([true, true, false])
    expect(found[2]).toMatchObject({
      region: 'cn-north-1',
      failure: expect.stringContaining('partition'),
    })
    expect(proxy.connects().toSorted()).toEqual([
      'sts.ap-south-1.amazonaws.com:443',
      'sts.eu-north-1.amazonaws.com:443',
    ])
    for (const { milliseconds, failure } of valueOf(await measure(null))) {
      expect(milliseconds).toBeNull()
      expect(failure).toMatch(/\.$/)
    }
    expect(proxy.requests()).toEqual([])
  })

  test('sign-in calls are in the ledger by name, and none of their secrets', async () => {
    const { door, ledger } = open({
      signIn: {
        kind: 'identity-center',
        startUrl: 'https://example.awsapps.com/start',
        region: 'eu-central-1',
        accountId: null,
        roleName: null,
      },
    })
    const oidc = new SSOOIDCClient({
      region: 'eu-central-1',
      requestHandler: door.signInHandler,
      maxAttempts: 1,
    })
    const { clientId, clientSecret } = await oidc.send(
      new RegisterClientCommand({ clientName: 'Rootkeep', clientType: 'public' }),
    )
    const grant = { clientId, clientSecret, grantType: 'refresh_token', refreshToken: 'a-token' }
    await expect(oidc.send(new CreateTokenCommand(grant))).rejects.toThrow()
    expect(ledger).toMatchObject([
      {
        service: 'sso-oidc',
        operation: 'RegisterClient',
        region: 'eu-central-1',
        status: 200,
        errorCode: null,
        attempt: 1,
      },
      {
        service: 'sso-oidc',
        operation: 'CreateToken',
        region: 'eu-central-1',
        status: 400,
        errorCode: expect.stringMatching(/Exception$/),
      },
    ])
    expect(JSON.stringify(ledger)).not.toMatch(new RegExp(`a-token|${clientSecret}`))
  })
})

test('SECURITY: a proxy that answers with the password that it got, or talks before TLS, gets no word into a failure, and no request', async () => {
  let said = ''
  let answer = (_head: string): string => ''
  const hostile = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (head) => {
      socket.on('data', (more) => (said += more.toString('latin1')))
      socket.end(answer(head.toString('latin1')))
    })
  })
  await once(hostile.listen(0, '127.0.0.1'), 'listening')
  const { port } = hostile.address() as AddressInfo
  const door = doorTo('https://sts.example.com', {
    settings: { proxy: { url: `http://127.0.0.1:${port}`, user: 'jane' } },
    proxyPassword: password,
  })
  const ask = async () =>
    failureIn(await door.probe({ host: 'sts.example.com', port: 443, protocol: 'https' }))
  const given = Buffer.from(`jane:${password}`).toString('base64')
  answer = (head) => {
    const got = /Basic (\S+)/.exec(head)?.[1]
    return `HTTP/1.1 407 ${got}\r\nProxy-Authenticate: ${got}\r\nProxy-Authenticate: ntlm\r\n\r\n`
  }
  const refused = await ask()
  expect(refused.code).toBe('proxy-refused')
  expect(JSON.stringify(refused)).toContain('it takes NTLM')
  expect(JSON.stringify(refused)).not.toContain(given.slice(0, 12))
  answer = () => 'HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'
  expect((await ask()).code).not.toBe('egress-refused')
  expect(said).not.toContain('GET /')
  door.close()
  hostile.close()
})

test('a broken CA bundle and an endpoint that is not to be trusted open no door', () => {
  const flawOf = (settings: Partial<DoorDeps['settings']>, at = region) =>
    failureIn(
      openDoor({
        settings: {
          partition: 'aws',
          signIn: { kind: 'environment' },
          endpoints: publicEndpoints,
          proxy: null,
          caBundle: null,
          ...settings,
        },
        region: at,
        signInRegions: [],
        proxyPassword: null,
        ledger() {},
        refused() {},
        clock: () => 0,
      }),
    ).code
  expect(flawOf({ caBundle: 'not a certificate' })).toBe('authority-unreadable')
  expect(flawOf({ caBundle: proxy.caPem.slice(0, -30) })).toBe('authority-unreadable')
  expect(flawOf({ caBundle: proxy.caPem.replace(/M/g, 'N') })).toBe('authority-unreadable')
  expect(flawOf({ endpoints: { ...publicEndpoints, iam: 'http://10.0.0.1' } })).toBe(
    'invalid-input',
  )
  expect(flawOf({}, 'cn-north-1')).toBe('invalid-input')
})
