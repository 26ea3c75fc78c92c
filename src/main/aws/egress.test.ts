import { IAMClient } from '@aws-sdk/client-iam'
import { OrganizationsClient } from '@aws-sdk/client-organizations'
import { STSClient } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { createEgressList, EgressRefused } from './egress.ts'
import { endpointUrls } from './endpoints.ts'

const listFor = (region: string, endpoint?: string) =>
  createEgressList(endpointUrls(region, endpoint))

test('a Region lists its own STS endpoint, the two of the partition, and nothing else', () => {
  expect(listFor('eu-west-1').origins).toEqual([
    'https://sts.eu-west-1.amazonaws.com:443',
    'https://iam.amazonaws.com:443',
    'https://organizations.us-east-1.amazonaws.com:443',
  ])
})

test.each([
  'us-east-1',
  'eu-west-1',
  'us-gov-west-1',
  'us-gov-east-1',
  'cn-north-1',
  'cn-northwest-1',
  'eusc-de-east-1',
])('the list of %s is what the endpoint rules of the SDK lead to', (region) => {
  const parameters = { Region: region, UseFIPS: false, UseDualStack: false }
  const settings = { region, ignoreConfiguredEndpointUrls: true }
  const sts = new STSClient(settings).config.endpointProvider({
    ...parameters,
    UseGlobalEndpoint: false,
  })
  const iam = new IAMClient(settings).config.endpointProvider(parameters)
  const organizations = new OrganizationsClient(settings).config.endpointProvider(parameters)
  expect(endpointUrls(region, undefined).map((url) => url.host)).toEqual(
    [sts, iam, organizations].map(({ url }) => url.host),
  )
})

test.each([
  ['another host', { protocol: 'https:', hostname: 'evil.example' }],
  ['the global STS endpoint', { protocol: 'https:', hostname: 'sts.amazonaws.com' }],
  ['STS in another Region', { protocol: 'https:', hostname: 'sts.us-east-1.amazonaws.com' }],
  ['a listed host over plain HTTP', { protocol: 'http:', hostname: 'iam.amazonaws.com' }],
  [
    'a listed host on another port',
    { protocol: 'https:', hostname: 'iam.amazonaws.com', port: 8443 },
  ],
  [
    'a host that ends like a listed one',
    { protocol: 'https:', hostname: 'evil-iam.amazonaws.com' },
  ],
  [
    'a host that begins like a listed one',
    { protocol: 'https:', hostname: 'iam.amazonaws.com.evil.example' },
  ],
  ['the instance metadata address', { protocol: 'http:', hostname: '169.254.169.254' }],
])('%s is refused', (_name, destination) => {
  expect(() => listFor('eu-west-1').assertAllowed(destination)).toThrow(EgressRefused)
})

test('a custom endpoint takes the place of AWS, not a place beside it', () => {
  const list = listFor('eu-west-1', 'http://127.0.0.1:4599')
  expect(() =>
    list.assertAllowed({ protocol: 'http:', hostname: '127.0.0.1', port: 4599 }),
  ).not.toThrow()
  expect(() => list.assertAllowed({ protocol: 'https:', hostname: 'iam.amazonaws.com' })).toThrow(
    EgressRefused,
  )
  expect(() =>
    list.assertAllowed({ protocol: 'http:', hostname: '127.0.0.1', port: 4600 }),
  ).toThrow(EgressRefused)
})

test('a custom endpoint over plain HTTP is allowed on loopback only', () => {
  expect(listFor('eu-west-1', 'http://localhost:1').origins).toHaveLength(1)
  expect(listFor('eu-west-1', 'http://[::1]:1').origins).toHaveLength(1)
  expect(listFor('eu-west-1', 'https://vpce.example').origins).toHaveLength(1)
  expect(listFor('eu-west-1', 'http://10.0.0.1:1').origins).toEqual([])
  expect(listFor('eu-west-1', 'http://127.0.0.1.evil.example').origins).toEqual([])
  expect(listFor('eu-west-1', 'ftp://127.0.0.1').origins).toEqual([])
})

test.each(['', 'evil.example/', 'us-east-1.evil.example#', 'aws-global', 'us-isof-south-1'])(
  'the Region %j leads nowhere',
  (region) => {
    expect(listFor(region).origins).toEqual([])
  },
)
