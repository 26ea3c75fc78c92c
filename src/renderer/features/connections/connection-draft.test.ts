import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  ConnectionColour,
  publicEndpoints,
  type ConnectionSettings,
} from '../../../shared/domain/connections.ts'
import { draftOf, emptyDraft, readConnection, type ConnectionDraft } from './connection-draft.ts'

const center: ConnectionDraft = {
  ...emptyDraft,
  name: 'Production',
  startUrl: 'https://acme.awsapps.com/start',
  signInRegion: 'eu-west-1',
}
const faultsOf = (change: Partial<ConnectionDraft>) =>
  readConnection({ ...center, ...change }).faults

const url = fc.constantFrom(
  'https://vpce-0a1b.sts.eu-west-1.vpce.amazonaws.com',
  'https://10.1.2.3:8443',
  'http://127.0.0.1:4566',
  'http://[::1]:4566',
)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const settings = fc.record({
  name: fc.constantFrom('Production', 'Übung 2', 'a'),
  colour: fc.constantFrom(...ConnectionColour.options),
  partition: fc.constant('aws' as const),
  signIn: fc.oneof(
    fc.record({ kind: fc.constant('environment' as const) }),
    fc.record({ kind: fc.constant('practice' as const) }),
    fc.record({ kind: fc.constant('profile' as const), profile: fc.constantFrom('a', 'b c') }),
    fc.record({
      kind: fc.constant('keys' as const),
      accessKeyId: fc.constant('AKIA234567EXAMPLE7XY'),
    }),
    fc.record({
      kind: fc.constant('identity-center' as const),
      startUrl: fc.constantFrom('https://acme.awsapps.com/start', 'http://127.0.0.1:4000/start'),
      region: fc.constantFrom('eu-west-1', 'us-east-2'),
      accountId: fc.constant('111122223333'),
      roleName: maybe(fc.constantFrom('SecurityOperator')),
    }),
  ),
  region: maybe(fc.constantFrom('eu-central-1', 'ap-southeast-7')),
  hopRole: maybe(
    fc.record({
      roleArn: fc.constant('arn:aws:iam::111122223333:role/ops/RootkeepOperator'),
      externalId: maybe(fc.constant('x-1')),
      sourceIdentity: maybe(fc.constant('ada@example.com')),
    }),
  ),
  endpoints: fc.record({
    ...Object.fromEntries(Object.keys(publicEndpoints).map((name) => [name, maybe(url)] as const)),
    dualStack: fc.boolean(),
  }),
  proxy: maybe(
    fc.record({ url: fc.constant('http://proxy.corp:8080'), user: maybe(fc.constant('svc')) }),
  ),
  caBundle: maybe(fc.constant('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n')),
}) as fc.Arbitrary<ConnectionSettings>

it('a kept connection that was not touched reads back as it is', () => {
  fc.assert(
    fc.property(settings, (kept) => {
      expect(readConnection(draftOf(kept, []))).toEqual({ settings: kept, faults: {} })
    }),
    { numRuns: 60 },
  )
})

it('whatever is typed, either it is taken or a field says in words why not', () => {
  const typed = fc.record({
    ...Object.fromEntries(
      (
        [
          'name',
          'profile',
          'startUrl',
          'signInRegion',
          'accountId',
          'roleName',
          'accessKeyId',
          'region',
        ] as const
      ).map((field) => [field, fc.string({ maxLength: 80 })] as const),
    ),
    kind: fc.constantFrom('identity-center', 'profile', 'keys', 'environment'),
    hop: fc.boolean(),
    roleArn: fc.string(),
    externalId: fc.string(),
    sourceIdentity: fc.string(),
    ownEndpoints: fc.boolean(),
    proxy: fc.boolean(),
    proxyUrl: fc.string(),
    proxyUser: fc.string({ maxLength: 300 }),
  }) as fc.Arbitrary<Partial<ConnectionDraft>>
  fc.assert(
    fc.property(typed, fc.string(), (change, endpoint) => {
      const draft = { ...center, ...change, endpoints: { ...center.endpoints, sts: endpoint } }
      const { settings: read, faults } = readConnection(draft)
      expect(read === null).toBe(Object.keys(faults).length > 0)
      for (const fault of Object.values(faults)) expect(fault).not.toMatch(/understood|[Ii]nvalid/)
    }),
    { numRuns: 150 },
  )
})

it('what does not apply is not complained of, and does not reach the settings', () => {
  const { settings: read } = readConnection({
    ...center,
    proxyUrl: 'nonsense',
    roleArn: 'nonsense',
    accessKeyId: 'nonsense',
    endpoints: { ...center.endpoints, sts: 'nonsense' },
  })
  expect(read).toMatchObject({ proxy: null, hopRole: null, endpoints: publicEndpoints })
})

it('Regions, roles and addresses that contradict the rest are named', () => {
  expect(faultsOf({ region: 'us-gov-west-1' })['region']).toContain('aws-us-gov')
  expect(faultsOf({ partition: 'aws-cn' })['signIn.region']).toContain('partition aws')
  const role = { hop: true, roleArn: 'arn:aws-us-gov:iam::111122223333:role/Ops' }
  expect(faultsOf(role)['hopRole.roleArn']).toContain('aws-us-gov')
  expect(faultsOf({ roleName: 'Admin' })['signIn.accountId']).toContain('account')
  expect(faultsOf({ accountId: '1111-2222-3333', roleName: 'Admin' })).toEqual({})
})

it('plain HTTP is taken for this computer alone', () => {
  for (const [address, taken] of [
    ['http://127.0.0.1:9000', true],
    ['http://localhost:9000', true],
    ['http://127.0.0.1.example.com', false],
    ['http://sts.eu-west-1.amazonaws.com', false],
  ] as const) {
    const change = { ownEndpoints: true, endpoints: { ...center.endpoints, all: address } }
    expect(faultsOf(change)['endpoints.all'] === undefined).toBe(taken)
    expect(faultsOf({ startUrl: address })['signIn.startUrl'] === undefined).toBe(taken)
  }
})

it('an address with more than scheme, host and port is refused', () => {
  const endpoints = { ...center.endpoints, sts: 'https://sts.example.com/path' }
  expect(faultsOf({ ownEndpoints: true, endpoints })['endpoints.sts']).toContain('host')
  expect(faultsOf({ proxy: true, proxyUrl: 'http://proxy:8080/#x' })['proxy.url']).toContain('host')
  expect(faultsOf({ startUrl: 'https://a:b@acme.awsapps.com/start' })['signIn.startUrl']).toContain(
    'user',
  )
  expect(faultsOf({ proxy: true, proxyUrl: 'http://a:b@proxy:8080' })['proxy.url']).toContain(
    'without',
  )
})
