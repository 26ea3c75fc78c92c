import { AccountClient } from '@aws-sdk/client-account'
import { IAMClient } from '@aws-sdk/client-iam'
import { OrganizationsClient } from '@aws-sdk/client-organizations'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { STSClient } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { createEgressList, EgressRefused } from './egress.ts'
import { endpointsOf, regionalHost } from './endpoints.ts'

const listFor = (region: string, endpoint?: string) =>
  createEgressList(endpointsOf(region, endpoint))

test('a Region lists its own STS endpoint, the three of the partition, and nothing else', () => {
  expect(listFor('eu-west-1').origins).toEqual([
    'https://sts.eu-west-1.amazonaws.com:443',
    'https://iam.amazonaws.com:443',
    'https://organizations.us-east-1.amazonaws.com:443',
    'https://account.us-east-1.amazonaws.com:443',
  ])
})

const regions = [
  'us-east-1',
  'eu-west-1',
  'ap-southeast-7',
  'us-gov-west-1',
  'us-gov-east-1',
  'cn-north-1',
  'cn-northwest-1',
  'eusc-de-east-1',
]
test.each(regions)('the list of %s is what the endpoint rules of the SDK lead to', (region) => {
  const parameters = { Region: region, UseFIPS: false, UseDualStack: false }
  const settings = { region, ignoreConfiguredEndpointUrls: true }
  const sts = new STSClient(settings).config.endpointProvider({
    ...parameters,
    UseGlobalEndpoint: false,
  })
  const iam = new IAMClient(settings).config.endpointProvider(parameters)
  const organizations = new OrganizationsClient(settings).config.endpointProvider(parameters)
  const account = new AccountClient(settings).config.endpointProvider(parameters)
  expect(endpointsOf(region, undefined).urls.map((url) => url.host)).toEqual(
    [sts, iam, organizations, account].map(({ url }) => url.host),
  )
  const s3 = new S3Client(settings).config.endpointProvider({
    ...parameters,
    Bucket: 'a-bucket',
    ForcePathStyle: true,
    UseGlobalEndpoint: false,
  })
  const sqs = new SQSClient(settings).config.endpointProvider(parameters)
  expect([s3.url.host, sqs.url.host]).toEqual([
    regionalHost('s3', region),
    regionalHost('sqs', region),
  ])
  for (const { url } of [s3, sqs]) {
    const { protocol, hostname } = url
    expect(() => listFor(region).assertAllowed({ protocol, hostname })).not.toThrow()
  }
})

test('buckets and queues may lie in any Region of the partition, and in no other', () => {
  const partitionOf = (region: string) => /^(cn-|us-gov-|eusc-)/.exec(region)?.[1] ?? 'aws'
  for (const region of regions) {
    for (const other of regions) {
      for (const service of ['s3', 'sqs'] as const) {
        const assert = () =>
          listFor(region).assertAllowed({
            protocol: 'https:',
            hostname: regionalHost(service, other) ?? '',
          })
        if (partitionOf(region) === partitionOf(other)) expect(assert).not.toThrow()
        else expect(assert).toThrow(EgressRefused)
      }
    }
  }
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
  ['the global S3 endpoint', { protocol: 'https:', hostname: 's3.amazonaws.com' }],
  ['a bucket as a host', { protocol: 'https:', hostname: 'b.s3.eu-west-1.amazonaws.com' }],
  ['S3 in no Region', { protocol: 'https:', hostname: 's3.evil.amazonaws.com' }],
  ['S3 with dual stack', { protocol: 'https:', hostname: 's3.dualstack.eu-west-1.amazonaws.com' }],
  ['S3 Express', { protocol: 'https:', hostname: 's3express-euw1-az1.eu-west-1.amazonaws.com' }],
  ['S3 elsewhere', { protocol: 'https:', hostname: 's3.eu-west-1.amazonaws.com.evil.example' }],
  ['S3 over plain HTTP', { protocol: 'http:', hostname: 's3.eu-west-1.amazonaws.com' }],
  [
    'SQS on another port',
    { protocol: 'https:', hostname: 'sqs.eu-west-1.amazonaws.com', port: 8443 },
  ],
  ['the old host of SQS', { protocol: 'https:', hostname: 'eu-west-1.queue.amazonaws.com' }],
  ['another regional service', { protocol: 'https:', hostname: 'ec2.eu-west-1.amazonaws.com' }],
  ['the instance metadata address', { protocol: 'http:', hostname: '169.254.169.254' }],
])('%s is refused', (_name, destination) => {
  expect(() => listFor('eu-west-1').assertAllowed(destination)).toThrow(EgressRefused)
})

test('a custom endpoint takes the place of AWS, not a place beside it', () => {
  const list = listFor('eu-west-1', 'http://127.0.0.1:4599')
  expect(() =>
    list.assertAllowed({ protocol: 'http:', hostname: '127.0.0.1', port: 4599 }),
  ).not.toThrow()
  for (const hostname of ['iam.amazonaws.com', 's3.eu-west-1.amazonaws.com']) {
    expect(() => list.assertAllowed({ protocol: 'https:', hostname })).toThrow(EgressRefused)
  }
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
    const hostname = `s3.${region}.amazonaws.com`
    expect(() => listFor(region).assertAllowed({ protocol: 'https:', hostname })).toThrow(
      EgressRefused,
    )
  },
)
