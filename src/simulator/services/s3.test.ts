import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  S3Client,
  paginateListBuckets,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountDocument } from '../control/state-document.ts'
import type { OperatorKeys } from '../simulator.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { sendSigned } from '../testing/raw-client.ts'

let practice: Practice
let account: AccountDocument
let keys: OperatorKeys
beforeEach(async () => {
  practice = await startPractice()
  account = await practice.reachable(
    ({ buckets }) => buckets.length >= 2 && buckets[0]!.policy !== null,
  )
  keys = await practice.rootSession(account.id, 'S3UnlockBucketPolicy')
})
afterEach(() => practice[Symbol.asyncDispose]())

const policyFor = (bucket: string, extra: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
        ...extra,
      },
    ],
  })

const first = () => account.buckets[0]!
const regional = (region = first().region) => practice.s3(keys, region)

describe('listing buckets', () => {
  test('with MaxBuckets shows Regions and comes in pages', async () => {
    const listed: string[] = []
    let pages = 0
    for await (const page of paginateListBuckets({ client: regional(), pageSize: 1 }, {})) {
      pages += 1
      listed.push(
        ...(page.Buckets ?? []).map(({ Name, BucketRegion }) => `${Name} ${BucketRegion}`),
      )
    }
    expect(pages).toBe(account.buckets.length)
    expect(new Set(listed)).toEqual(
      new Set(account.buckets.map(({ name, region }) => `${name} ${region}`)),
    )
  })

  test('without it shows no Regions, and with a Region or a prefix only what fits', async () => {
    const plain = await regional().send(new ListBucketsCommand({}))
    expect(plain.Buckets).toHaveLength(account.buckets.length)
    expect(plain.Buckets?.every(({ BucketRegion }) => BucketRegion === undefined)).toBe(true)
    const { Buckets: named } = await regional().send(
      new ListBucketsCommand({ Prefix: first().name }),
    )
    expect(named?.map(({ Name }) => Name)).toEqual([first().name])
    const { Buckets: local = [] } = await regional().send(
      new ListBucketsCommand({ BucketRegion: first().region }),
    )
    expect(local.length).toBe(
      account.buckets.filter(({ region }) => region === first().region).length,
    )
  })
})

describe('a bucket policy', () => {
  test('is read as it was stored, replaced, and deleted, whatever it says', async () => {
    const address = { Bucket: first().name, ExpectedBucketOwner: account.id }
    expect((await regional().send(new GetBucketPolicyCommand(address))).Policy).toBe(first().policy)
    const lockOut = policyFor(first().name, { Effect: 'Deny', Action: 's3:*' })
    for (const policy of [policyFor(first().name), `${lockOut.slice(0, -1)} }`]) {
      await regional().send(new PutBucketPolicyCommand({ ...address, Policy: policy }))
      expect((await regional().send(new GetBucketPolicyCommand(address))).Policy).toBe(policy)
      expect((await practice.account(account.id)).buckets[0]?.policy).toBe(policy)
    }
    await regional().send(new DeleteBucketPolicyCommand(address))
    await regional().send(new DeleteBucketPolicyCommand(address))
    expect(await failureOf(regional().send(new GetBucketPolicyCommand(address)))).toEqual({
      name: 'NoSuchBucketPolicy',
      status: 404,
      message: 'The bucket policy does not exist',
    })
  })

  test.each([
    ['{"Version":', /invalid Json/],
    ['[]', /first byte must be/],
    ['{"Version":"2012-10-17"}', /Statement/],
    ['{"Version":"2020-01-01","Statement":[]}', /version/],
    [
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*"}]}',
      /Resource/,
    ],
    [
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::another"}]}',
      /invalid resource/,
    ],
    [
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"bob","Action":"s3:*","Resource":"*"}]}',
      /principal/,
    ],
    [
      '{"Version":"2012-10-17","Statement":[{"Effect":"Maybe","Principal":"*","Action":"s3:*","Resource":"*"}]}',
      /effect/,
    ],
  ])('%s is malformed', async (policy, message) => {
    const error = await failureOf(
      regional().send(new PutBucketPolicyCommand({ Bucket: first().name, Policy: policy })),
    )
    expect(error).toMatchObject({ name: 'MalformedPolicy', status: 400 })
    expect(error.message).toMatch(message)
    expect((await practice.account(account.id)).buckets[0]?.policy).toBe(first().policy)
  })

  test('of 20,480 bytes fits, and one byte more does not', async () => {
    const padded = (size: number) => policyFor(first().name).padEnd(size, ' ')
    await regional().send(
      new PutBucketPolicyCommand({ Bucket: first().name, Policy: padded(20_480) }),
    )
    expect(
      await failureOf(
        regional().send(
          new PutBucketPolicyCommand({ Bucket: first().name, Policy: padded(20_481) }),
        ),
      ),
    ).toMatchObject({ name: 'PolicyTooLarge', status: 400 })
  })
})

describe('what S3 refuses', () => {
  test('the wrong Region is redirected, and a client that follows gets there', async () => {
    const wrong = first().region === 'us-west-2' ? 'us-east-1' : 'us-west-2'
    const read = new GetBucketPolicyCommand({ Bucket: first().name })
    expect(await failureOf(regional(wrong).send(read))).toMatchObject({
      name: 'PermanentRedirect',
      status: 301,
    })
    const following = new S3Client({
      endpoint: practice.ready.endpoint,
      region: wrong,
      credentials: keys,
      forcePathStyle: true,
      followRegionRedirects: true,
    })
    expect((await following.send(read)).Policy).toBe(first().policy)
    await practice.control('PUT', 'switches', { wrongRegion: 'malformed' })
    expect(await failureOf(regional(wrong).send(read))).toMatchObject({
      name: 'AuthorizationHeaderMalformed',
      status: 400,
    })
  })

  test('another owner than expected, another account’s bucket, and no bucket', async () => {
    const wrongOwner = new GetBucketPolicyCommand({
      Bucket: first().name,
      ExpectedBucketOwner: '999999999999',
    })
    expect(await failureOf(regional().send(wrongOwner))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    })
    const other = await practice.reachable(
      ({ id, buckets }) => id !== account.id && buckets.length > 0,
    )
    const foreign = new GetBucketPolicyCommand({ Bucket: other.buckets[0]!.name })
    expect(await failureOf(regional(other.buckets[0]!.region).send(foreign))).toMatchObject({
      name: 'MethodNotAllowed',
      status: 405,
    })
    expect(
      await failureOf(regional().send(new GetBucketPolicyCommand({ Bucket: 'nobody-has-this' }))),
    ).toMatchObject({ name: 'NoSuchBucket', status: 404 })
  })

  test('a session for another task', async () => {
    const audit = practice.s3(
      await practice.rootSession(account.id, 'IAMAuditRootUserCredentials'),
      first().region,
    )
    expect(
      await failureOf(audit.send(new GetBucketPolicyCommand({ Bucket: first().name }))),
    ).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${account.id}:root is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::${first().name}" with an explicit deny in a session policy`,
    })
  })

  test('under the older guard listing, but not the policy of a known bucket', async () => {
    const { accounts } = await practice.state()
    const guarded = accounts.filter(
      (candidate) => candidate.scpDeniesRootSessions && candidate.buckets.length > 0,
    )
    const outcomes: string[] = []
    for (const { id, buckets } of guarded) {
      const s3 = practice.s3(
        await practice.rootSession(id, 'S3UnlockBucketPolicy'),
        buckets[0]!.region,
      )
      expect((await failureOf(s3.send(new ListBucketsCommand({})))).message).toMatch(
        /service control policy$/,
      )
      outcomes.push(
        await s3.send(new GetBucketPolicyCommand({ Bucket: buckets[0]!.name })).then(
          () => 'read',
          (error: unknown) => String(error),
        ),
      )
    }
    expect(outcomes).toContain('read')
  })

  test('an expired session', async () => {
    await practice.control('PUT', 'clock', { advanceSeconds: 901 })
    expect(await failureOf(regional().send(new ListBucketsCommand({})))).toMatchObject({
      name: 'ExpiredToken',
      status: 400,
    })
  })
})

describe('bodies of other clients', () => {
  const put = (body: string, headers: Record<string, string>, payloadHash?: string) =>
    sendSigned({
      endpoint: practice.ready.endpoint,
      keys,
      service: 's3',
      region: first().region,
      method: 'PUT',
      target: `/${first().name}?policy`,
      headers,
      body,
      ...(payloadHash === undefined ? {} : { payloadHash }),
    })
  const stored = async () => (await practice.account(account.id)).buckets[0]?.policy

  test('unsigned payloads and chunked payloads are stored as what they contain', async () => {
    const policy = policyFor(first().name)
    expect((await put(policy, {}, 'UNSIGNED-PAYLOAD')).status).toBe(204)
    expect(await stored()).toBe(policy)
    const other = policyFor(first().name, { Sid: 'Chunked' })
    const half = Math.floor(other.length / 2)
    const framed = [other.slice(0, half), other.slice(half)]
      .map(
        (chunk) => `${chunk.length.toString(16)};chunk-signature=${'0'.repeat(64)}\r\n${chunk}\r\n`,
      )
      .join('')
    const answer = await put(
      `${framed}0;chunk-signature=${'0'.repeat(64)}\r\n\r\n`,
      { 'content-encoding': 'aws-chunked' },
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    )
    expect(answer.status).toBe(204)
    expect(await stored()).toBe(other)
    expect((await put('nonsense', {}, 'STREAMING-UNSIGNED-PAYLOAD-TRAILER')).body).toMatch(
      'IncompleteBody',
    )
  })

  test('a checksum or hash that does not fit the body stores nothing', async () => {
    const policy = policyFor(first().name)
    const wrong = await put(policy, { 'x-amz-checksum-crc32': 'AAAAAA==' })
    expect([wrong.status, /<Code>(.*?)</.exec(wrong.body)?.[1]]).toEqual([400, 'BadDigest'])
    const lied = await put(policy, {}, '0'.repeat(64))
    expect([lied.status, /<Code>(.*?)</.exec(lied.body)?.[1]]).toEqual([
      400,
      'XAmzContentSHA256Mismatch',
    ])
    expect(await stored()).toBe(first().policy)
  })

  test('anything but bucket policies is not implemented, and says so', async () => {
    for (const target of [
      `/${first().name}/key`,
      `/${first().name}?acl`,
      `/${first().name}/%ZZ?policy`,
    ]) {
      const answer = await sendSigned({
        endpoint: practice.ready.endpoint,
        keys,
        service: 's3',
        method: 'GET',
        target,
      })
      expect(answer.status).toBe(501)
    }
  })
})
