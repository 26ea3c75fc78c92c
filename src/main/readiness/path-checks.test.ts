import { expect, test } from 'vitest'
import type { Contact } from '../../shared/domain/connections.ts'
import { publicEndpoints } from '../../shared/domain/connections.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Probe } from '../egress/door.ts'
import type { CheckContext } from './check-context.ts'
import { clock } from './checks/clock.ts'
import { nameResolution } from './checks/name-resolution.ts'
import { proxy } from './checks/proxy.ts'
import { reach } from './checks/reach.ts'
import { tls } from './checks/tls.ts'
import { thisComputer, type Computer } from './computer.ts'
import { pathFactsOf } from './path-facts.ts'

const now = Date.parse('2026-11-22T10:00:00Z')
const seen: Probe = {
  milliseconds: 40,
  issuers: ['Amazon'],
  distrust: null,
  date: new Date(now).toUTCString(),
}
const through = 'http://proxy.example.com:3128'

/** The way of a connection whose hosts answer as told; STS where nothing else is said. */
function lookingAt(
  answer: (host: string) => Outcome<Probe>,
  asked: {
    readonly proxied?: boolean
    readonly caBundle?: string
    readonly computer?: Partial<Computer>
  } = {},
): CheckContext {
  const { proxied = false, caBundle = null, computer = {} } = asked
  const via = proxied ? ('proxy' as const) : ('direct' as const)
  const contact = (host: string, what: string): Contact => ({
    host,
    port: 443,
    protocol: 'https',
    what,
    when: '',
    via,
  })
  const contacts: Contact[] = [
    ...(proxied
      ? [
          {
            host: 'proxy.example.com',
            port: 3128,
            protocol: 'http',
            what: 'The proxy',
            when: '',
            via: 'direct',
          } as const,
        ]
      : []),
    contact('sts.eu-west-1.amazonaws.com', 'AWS STS'),
    contact('iam.amazonaws.com', 'AWS IAM'),
    contact('s3.*.amazonaws.com', 'Amazon S3'),
    { ...contact('portal.example.com', 'The portal'), via: 'browser' },
  ]
  const way = {
    settings: {
      partition: 'aws' as const,
      signIn: { kind: 'environment' as const },
      endpoints: publicEndpoints,
      proxy: proxied ? { url: through, user: null } : null,
      caBundle,
    },
    region: 'eu-west-1',
    door: { contacts, probe: ({ host }: { host: string }) => Promise.resolve(answer(host)) },
    access: fail(failureOf('nothing-connected')),
    release() {},
  }
  const path = pathFactsOf(succeed(way), new AbortController().signal)
  const families = () => Promise.resolve(['IPv4' as const])
  // Of the rest these checks ask nothing.
  return {
    path,
    now: () => now,
    computer: { ...thisComputer, familiesOf: families, ownFamilies: () => ['IPv4'], ...computer },
  } as CheckContext
}

const refused = (code: Parameters<typeof failureOf>[0]) => () => fail(failureOf(code))

test('one host of every pattern is visited, and neither the proxy nor what the browser opens', async () => {
  const { path } = lookingAt(() => succeed(seen), { proxied: true })
  expect((await path.visits()).map(({ contact }) => contact.host)).toEqual([
    'sts.eu-west-1.amazonaws.com',
    'iam.amazonaws.com',
    's3.eu-west-1.amazonaws.com',
  ])
})

test('a host that is not reached fails the check; one that is for unlocking alone is a warning', async () => {
  expect(await reach.run(lookingAt(() => succeed(seen)))).toMatchObject({ state: 'ok' })
  const withoutBuckets = lookingAt((host) =>
    host.startsWith('s3.') ? fail(failureOf('no-network')) : succeed(seen),
  )
  expect(await reach.run(withoutBuckets)).toMatchObject({
    state: 'warning',
    evidence: expect.stringContaining('1 of 3 hosts cannot be reached. s3.eu-west-1.amazonaws.com'),
    consequence: 'Not reached: Amazon S3.',
  })
  expect(await reach.run(lookingAt(refused('no-network')))).toMatchObject({ state: 'failed' })
  expect(await reach.run(lookingAt(refused('cancelled')))).toMatchObject({ state: 'unknown' })
})

test('a proxy that wants credentials, or answers itself, is told from one that connects', async () => {
  expect(await proxy.run(lookingAt(() => succeed(seen)))).toMatchObject({ state: 'skipped' })
  const by = (answer: (host: string) => Outcome<Probe>) =>
    proxy.run(lookingAt(answer, { proxied: true }))
  expect(await by(() => succeed(seen))).toMatchObject({
    state: 'ok',
    evidence: 'proxy.example.com:3128 connected to 3 of 3 hosts.',
  })
  for (const code of ['proxy-refused', 'proxy-answered', 'proxy-unreachable'] as const) {
    expect(await by(refused(code))).toMatchObject({
      state: 'failed',
      remedy: failureOf(code).remedy,
      consequence: 'AWS cannot be reached.',
    })
  }
  expect(await by(refused('timed-out'))).toMatchObject({ state: 'unknown' })
})

test('who issued the certificates is named: Amazon, an authority that is trusted, or one that is not', async () => {
  expect((await tls.run(lookingAt(() => succeed(seen)))).evidence).toContain('Amazon issued')
  const inspected = { ...seen, issuers: ['Example Inspection CA', 'Example Root CA'] }
  const trusted = lookingAt(() => succeed(inspected), { caBundle: 'pem' })
  expect(await tls.run(trusted)).toMatchObject({
    state: 'ok',
    evidence: expect.stringContaining('“Example Inspection CA”, under “Example Root CA”'),
  })
  const distrusted = lookingAt(() =>
    succeed({ ...inspected, date: null, distrust: 'SELF_SIGNED_CERT_IN_CHAIN' }),
  )
  expect(await tls.run(distrusted)).toMatchObject({
    state: 'failed',
    evidence: expect.stringContaining('“Example Inspection CA”'),
    remedy: expect.stringContaining('CA bundle'),
  })
  expect(await tls.run(lookingAt(refused('no-network')))).toMatchObject({ state: 'unknown' })
})

test('names are looked up where they are contacted directly, and IPv6 alone is said', async () => {
  const looked: string[] = []
  const familiesOf = (host: string) => {
    looked.push(host)
    return Promise.resolve(['IPv4' as const])
  }
  await nameResolution.run(
    lookingAt(() => succeed(seen), { proxied: true, computer: { familiesOf } }),
  )
  expect(looked).toEqual(['proxy.example.com'])
  const onlyNew = lookingAt(() => succeed(seen), { computer: { ownFamilies: () => ['IPv6'] } })
  expect(await nameResolution.run(onlyNew)).toMatchObject({
    state: 'warning',
    remedy: expect.stringContaining('dual-stack'),
  })
  const lost = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }))
  expect(
    await nameResolution.run(lookingAt(() => succeed(seen), { computer: { familiesOf: lost } })),
  ).toMatchObject({
    state: 'failed',
    evidence: expect.stringContaining('sts.eu-west-1.amazonaws.com (ENOTFOUND)'),
  })
})

test('without an answer that has a date, the clock is not called right', async () => {
  expect(await clock.run(lookingAt(() => succeed(seen)))).toMatchObject({ state: 'ok' })
  expect(await clock.run(lookingAt(() => succeed({ ...seen, date: null })))).toMatchObject({
    state: 'unknown',
  })
  expect(await clock.run(lookingAt(refused('timed-out')))).toMatchObject({ state: 'unknown' })
})
