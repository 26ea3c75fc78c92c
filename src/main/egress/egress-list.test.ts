import { expect, test } from 'vitest'
import { publicEndpoints, type ConnectionSettings } from '../../shared/domain/connections.ts'
import { serviceContacts } from './contacts.ts'
import { createEgressList, EgressRefused } from './egress-list.ts'
import { knownPartitionOf, serviceHost } from './service-hosts.ts'

function listFor(region: string, more: Partial<ConnectionSettings> = {}) {
  const settings = {
    partition: knownPartitionOf(region) ?? 'aws',
    signIn: { kind: 'environment' as const },
    endpoints: publicEndpoints,
    proxy: null,
    ...more,
  }
  return createEgressList(
    serviceContacts({ settings, region, signInRegions: [] }),
    settings.partition,
  )
}
const https = (hostname: string, port?: number) => ({ protocol: 'https:', hostname, port })

test('buckets and queues may lie in any Region of the partition, and in no other', () => {
  const regions = ['us-east-1', 'ap-southeast-7', 'us-gov-west-1', 'cn-north-1', 'eusc-de-east-1']
  for (const region of regions) {
    for (const other of regions) {
      const partition = knownPartitionOf(other)
      if (partition === null) throw new Error(`${other} has no partition`)
      for (const service of ['s3', 'sqs'] as const) {
        const host = serviceHost(service, { partition, dualStack: false }, other)
        const assert = () => listFor(region).assertAllowed(https(host))
        if (partition === knownPartitionOf(region)) expect(assert).not.toThrow()
        else expect(assert).toThrow(EgressRefused)
      }
    }
  }
})

test.each([
  ['another host', https('evil.example')],
  ['the global STS endpoint', https('sts.amazonaws.com')],
  ['STS in another Region', https('sts.us-east-1.amazonaws.com')],
  ['a listed host over plain HTTP', { protocol: 'http:', hostname: 'iam.amazonaws.com' }],
  ['a listed host on another port', https('iam.amazonaws.com', 8443)],
  ['a host that ends like a listed one', https('evil-iam.amazonaws.com')],
  ['a host that begins like a listed one', https('iam.amazonaws.com.evil.example')],
  ['the global S3 endpoint', https('s3.amazonaws.com')],
  ['the pattern itself', https('s3.*.amazonaws.com')],
  ['a bucket as a host', https('b.s3.eu-west-1.amazonaws.com')],
  ['S3 in no Region', https('s3.evil.amazonaws.com')],
  ['S3 with dual stack', https('s3.dualstack.eu-west-1.amazonaws.com')],
  ['S3 Express', https('s3express-euw1-az1.eu-west-1.amazonaws.com')],
  ['S3 elsewhere', https('s3.eu-west-1.amazonaws.com.evil.example')],
  ['S3 over plain HTTP', { protocol: 'http:', hostname: 's3.eu-west-1.amazonaws.com' }],
  ['SQS on another port', https('sqs.eu-west-1.amazonaws.com', 8443)],
  ['the old host of SQS', https('eu-west-1.queue.amazonaws.com')],
  ['another regional service', https('ec2.eu-west-1.amazonaws.com')],
  ['sign-in services, where keys sign', https('oidc.eu-west-1.amazonaws.com')],
  ['the instance metadata address', { protocol: 'http:', hostname: '169.254.169.254' }],
])('SECURITY: %s is refused', (_name, destination) => {
  expect(() => listFor('eu-west-1').assertAllowed(destination)).toThrow(EgressRefused)
})

test('a host is the same in capitals, and as sockets write it', () => {
  const list = listFor('eu-west-1', {
    endpoints: { ...publicEndpoints, iam: 'https://[::1]:8443' },
  })
  expect(() => list.assertAllowed(https('STS.eu-west-1.amazonaws.com'))).not.toThrow()
  expect(() => list.assertAllowed(https('[::1]', 8443))).not.toThrow()
  expect(list.admits('::1', 8443)).toBe(true)
  expect(list.admits('sqs.eu-north-1.amazonaws.com', 443)).toBe(true)
  expect(list.admits('sqs.eu-north-1.amazonaws.com', 80)).toBe(false)
})

test('a custom endpoint takes the place of AWS, not a place beside it', () => {
  const list = listFor('eu-west-1', {
    endpoints: { ...publicEndpoints, all: 'http://127.0.0.1:4599' },
  })
  const local = (port: number) => ({ protocol: 'http:', hostname: '127.0.0.1', port })
  expect(() => list.assertAllowed(local(4599))).not.toThrow()
  expect(() => list.assertAllowed(local(4600))).toThrow(EgressRefused)
  for (const host of ['iam.amazonaws.com', 's3.eu-west-1.amazonaws.com']) {
    expect(() => list.assertAllowed(https(host))).toThrow(EgressRefused)
  }
})

test('a custom endpoint over plain HTTP is allowed on loopback only', () => {
  const contactsAt = (all: string) =>
    serviceContacts({
      settings: {
        partition: 'aws',
        signIn: { kind: 'environment' },
        endpoints: { ...publicEndpoints, all },
        proxy: null,
      },
      region: 'eu-west-1',
      signInRegions: [],
    })
  for (const url of ['http://localhost:1', 'http://[::1]:1', 'https://vpce.example']) {
    expect(contactsAt(url)).toHaveLength(1)
  }
  for (const url of [
    'http://10.0.0.1:1',
    'http://127.0.0.1.evil.example',
    'ftp://127.0.0.1',
    'nonsense',
  ]) {
    expect(contactsAt(url)).toEqual([])
  }
})

test.each(['', 'evil.example/', 'us-east-1.evil.example#', 'aws-global', 'us-isof-south-1'])(
  'SECURITY: the Region %j leads nowhere',
  (region) => {
    for (const host of [`s3.${region}.amazonaws.com`, 'iam.amazonaws.com', 'evil.example']) {
      expect(() => listFor(region).assertAllowed(https(host))).toThrow(EgressRefused)
    }
  },
)
