import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OperatorKeys } from '../simulator.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { send, sendSigned } from '../testing/raw-client.ts'
import type { RawRequest } from '../testing/raw-client.ts'

let practice: Practice
beforeAll(async () => {
  practice = await startPractice()
})
afterAll(() => practice[Symbol.asyncDispose]())

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const IDENTITY = 'Action=GetCallerIdentity&Version=2011-06-15'

const requests: Readonly<Record<string, Partial<RawRequest>>> = {
  sts: { headers: FORM, body: IDENTITY },
  iam: { headers: FORM, body: 'Action=ListOrganizationsFeatures&Version=2010-05-08' },
  organizations: {
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSOrganizationsV20161128.DescribeOrganization',
    },
    body: '{}',
  },
  sqs: {
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.ListQueues',
    },
    body: '{}',
  },
  s3: { method: 'GET', target: '/' },
}

const ask = (service: string, change: Partial<RawRequest> = {}) =>
  sendSigned({
    endpoint: practice.ready.endpoint,
    keys: practice.management,
    service,
    ...requests[service],
    ...change,
  })

/** Code and status in whatever protocol the answer is. */
const verdict = ({ status, body }: { status: number; body: string }) => [
  /<Code>(.*?)<\/Code>/.exec(body)?.[1] ?? /"__type":"(?:.*#)?(.*?)"/.exec(body)?.[1],
  status,
]

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

describe.each(['sts', 'iam', 'organizations', 'sqs', 's3'])('%s', (service) => {
  const isJson = service === 'organizations' || service === 'sqs'

  test('believes a client that signs by itself, with and without a payload header', async () => {
    expect((await ask(service)).status).toBe(200)
    if (service !== 's3') {
      expect((await ask(service, { withoutPayloadHeader: true })).status).toBe(200)
    }
  })

  test('refuses a wrong secret', async () => {
    const keys = { ...practice.management, secretAccessKey: 'x'.repeat(40) }
    expect(verdict(await ask(service, { keys }))).toEqual([
      'SignatureDoesNotMatch',
      isJson && service === 'sqs' ? 400 : 403,
    ])
  })

  test('refuses headers that were changed after signing', async () => {
    const tamper = (headers: Record<string, string>) => {
      headers['x-amz-date'] =
        `${headers['x-amz-date']!.slice(0, -3)}${headers['x-amz-date']!.endsWith('00Z') ? '01Z' : '00Z'}`
    }
    expect(verdict(await ask(service, { tamper }))[0]).toBe('SignatureDoesNotMatch')
  })

  test('refuses a signature for another Region, service or day', async () => {
    for (const [from, to] of [
      ['/us-east-1/', '/eu-west-1/'],
      [/\/\d{8}\//, '/20200101/'],
    ] as const) {
      const tamper = (headers: Record<string, string>) => {
        headers['authorization'] = headers['authorization']!.replace(from, to)
      }
      expect(verdict(await ask(service, { tamper }))[0]).toBe('SignatureDoesNotMatch')
    }
  })

  test('refuses an unknown key', async () => {
    const keys = { ...practice.management, accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }
    const expected = isJson
      ? ['UnrecognizedClientException', 400]
      : service === 's3'
        ? ['InvalidAccessKeyId', 403]
        : ['InvalidClientTokenId', 403]
    expect(verdict(await ask(service, { keys }))).toEqual(expected)
  })

  test('refuses a wrong, a missing and a superfluous session token', async () => {
    const { sessionToken, ...bare } = practice.delegated
    const expected = isJson
      ? 'UnrecognizedClientException'
      : service === 's3'
        ? 'InvalidToken'
        : 'InvalidClientTokenId'
    for (const keys of [
      bare,
      { ...bare, sessionToken: `${sessionToken}x` },
      { ...practice.management, sessionToken: 'x' },
    ]) {
      expect(verdict(await ask(service, { keys }))[0]).toBe(expected)
    }
  })

  test('refuses an old and an early signature, and allows what its protocol allows', async () => {
    const limit = service === 's3' ? 15 : 5
    const expected = service === 's3' ? ['RequestTimeTooSkewed', 403] : ['RequestExpired', 400]
    for (const minutes of [limit + 1, -limit - 1]) {
      expect(verdict(await ask(service, { at: minutesAgo(minutes) }))).toEqual(expected)
    }
    for (const minutes of [limit - 1, 1 - limit]) {
      expect((await ask(service, { at: minutesAgo(minutes) })).status).toBe(200)
    }
  })

  test('refuses a request without signature, and half a signature', async () => {
    const { method = 'POST', target = '/', headers = {}, body = '' } = requests[service]!
    const missing =
      service === 's3'
        ? ['AccessDenied', 403]
        : ['MissingAuthenticationToken', service === 'sqs' ? 400 : 403]
    expect(verdict(await send(practice.ready.endpoint, method, target, headers, body))).toEqual(
      missing,
    )
    const half = { ...headers, authorization: 'AWS4-HMAC-SHA256 Credential=x' }
    expect(verdict(await send(practice.ready.endpoint, method, target, half, body))).toEqual([
      service === 's3' ? 'AuthorizationHeaderMalformed' : 'IncompleteSignature',
      400,
    ])
  })

  test('refuses an operator whose session has ended', async () => {
    const keys = (await practice.control('POST', 'operators', {
      accountId: practice.ready.managementAccountId,
      kind: 'role',
    })) as OperatorKeys
    expect((await ask(service, { keys })).status).toBe(200)
    await practice.control('PUT', `operators/${keys.accessKeyId}`, { expiresInSeconds: 0 })
    expect(verdict(await ask(service, { keys }))).toEqual(
      isJson ? ['ExpiredTokenException', 400] : ['ExpiredToken', service === 's3' ? 400 : 403],
    )
  })
})

test('a service that is not there is refused as a wrong scope', async () => {
  expect(verdict(await ask('sts', { service: 'ec2' }))).toEqual(['SignatureDoesNotMatch', 403])
})

test('Query services take GET as well as POST', async () => {
  const answer = await ask('sts', { method: 'GET', target: `/?${IDENTITY}`, headers: {}, body: '' })
  expect(answer.status).toBe(200)
  expect(answer.body).toMatch(`<Account>${practice.ready.managementAccountId}</Account>`)
})

test('a body that was changed after signing is refused', async () => {
  const hash = '0'.repeat(64)
  expect(verdict(await ask('sts', { payloadHash: hash }))).toEqual(['SignatureDoesNotMatch', 403])
})

test('the unsigned payload of S3 is not for other services', async () => {
  expect(verdict(await ask('sts', { payloadHash: 'UNSIGNED-PAYLOAD' }))[0]).toBe(
    'SignatureDoesNotMatch',
  )
})

test('a skewed server says its time, and an SDK client corrects itself by it', async () => {
  await using skewed = await startPractice()
  await skewed.control('PUT', 'clock', { skewSeconds: 3600 })
  const client = skewed.sts(skewed.management)
  expect(await failureOf(client.send(new GetCallerIdentityCommand({})))).toMatchObject({
    name: 'RequestExpired',
    status: 400,
  })
  expect(client.config.systemClockOffset).toBeGreaterThan(3_500_000)
  await client.send(new GetCallerIdentityCommand({}))
})

test('advancing the simulated clock does not make signatures old', async () => {
  await using later = await startPractice()
  await later.control('PUT', 'clock', { advanceSeconds: 86_400 * 400 })
  await later.sts(later.management).send(new GetCallerIdentityCommand({}))
})
