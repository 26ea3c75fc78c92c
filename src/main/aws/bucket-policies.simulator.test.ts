import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import type { AwsAccess, RootSession } from './aws-access.ts'
import { isInDoubt } from './in-doubt.ts'
import {
  failureIn,
  startPractice,
  valueOf,
  type Practice,
  type TrueAccount,
} from './testing/practice.ts'

let practice: Practice
let access: AwsAccess
let ledger: LedgerEntry[]
let owner: TrueAccount
let other: TrueAccount
beforeAll(async () => {
  practice = await startPractice({ accounts: 120, seed: 5 })
  const { accounts } = await practice.truth()
  const open = accounts.filter(
    ({ state, assumeRootDenied, scpDeniesRootSessions, buckets }) =>
      state === 'ACTIVE' && !assumeRootDenied && !scpDeniesRootSessions && buckets.length > 0,
  )
  owner = open.find(({ buckets }) => buckets.some(({ region }) => region !== 'us-east-1'))!
  other = open.find(({ id }) => id !== owner.id)!
})
afterAll(() => practice.close())
beforeEach(async () => {
  ;({ access, ledger } = practice.connect())
  await practice.control('POST', 'reset')
})
afterEach(() => practice.disconnect())

const session = async (): Promise<RootSession> =>
  valueOf(await access.openRootSession(owner.id, 'S3UnlockBucketPolicy'))
const away = () => owner.buckets.find(({ region }) => region !== 'us-east-1')!
const policyNow = async (name: string) =>
  (await practice.account(owner.id)).buckets.find((bucket) => bucket.name === name)!.policy

/** A policy with what must survive byte for byte: spaces, an order of members, characters outside ASCII. */
const policyFor = (name: string) =>
  `{ "Version" : "2008-10-17",\n\t"Id":"Größe ✓ 𝒳","Statement":{"Sid":"a","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::${name}"]}}\n`

test('every bucket is listed with its Region, over as many pages as it takes', async () => {
  const found = valueOf(await (await session()).buckets())
  expect(found.map(({ name, region }) => ({ name, region })).toSorted(byName)).toEqual(
    owner.buckets.map(({ name, region }) => ({ name, region })).toSorted(byName),
  )
  expect(found.every(({ createdAt }) => createdAt !== null)).toBe(true)
})

describe('a policy', () => {
  test('is written, read and deleted byte for byte, where the bucket lies', async () => {
    const s3 = await session()
    for (const { name, region } of owner.buckets) {
      const text = policyFor(name)
      expect(valueOf(await s3.putBucketPolicy({ name, region }, text)).requestId).not.toBe('')
      expect(await policyNow(name)).toBe(text)
      expect(valueOf(await s3.bucketPolicy({ name, region }))).toMatchObject({
        policy: text,
        region,
      })
      expect(valueOf(await s3.deleteBucketPolicy({ name, region })).requestId).not.toBe('')
      expect(await policyNow(name)).toBeNull()
    }
  })

  test('that is not there is null, with the request that says so', async () => {
    const s3 = await session()
    const bucket = away()
    valueOf(await s3.deleteBucketPolicy(bucket))
    const answer = valueOf(await s3.bucketPolicy(bucket))
    expect(answer).toMatchObject({ policy: null, region: bucket.region })
    expect(answer.requestId).toBeTruthy()
    valueOf(await s3.deleteBucketPolicy(bucket))
  })

  test('that S3 does not take is said to be malformed, and the old one stays', async () => {
    const s3 = await session()
    const bucket = away()
    const before = await policyNow(bucket.name)
    for (const text of ['{', '{"Version":"2012-10-17"}', `"${'x'.repeat(20_480)}"`]) {
      const failure = failureIn(await s3.putBucketPolicy(bucket, text))
      expect(failure.code).toBe('malformed-policy')
      expect(isInDoubt(failure)).toBe(false)
    }
    expect(await policyNow(bucket.name)).toBe(before)
  })
})

describe('a bucket in another Region than asked', () => {
  test.each(['redirect', 'malformed'])('is followed there, once (%s)', async (wrongRegion) => {
    await practice.control('PUT', 'switches', { wrongRegion })
    const s3 = await session()
    const { name, region } = away()
    const text = policyFor(name)
    for (const asked of [null, 'eu-north-1']) {
      ledger.splice(0)
      valueOf(await s3.putBucketPolicy({ name, region: asked }, text))
      expect(valueOf(await s3.bucketPolicy({ name, region: asked }))).toMatchObject({
        policy: text,
        region,
      })
      valueOf(await s3.deleteBucketPolicy({ name, region: asked }))
      expect(await policyNow(name)).toBeNull()
      expect(ledger.map((entry) => entry.region)).toEqual([
        asked ?? 'us-east-1',
        region,
        asked ?? 'us-east-1',
        region,
        asked ?? 'us-east-1',
        region,
      ])
    }
  })

  test('whose Region is none of this partition is not asked at all', async () => {
    const s3 = await session()
    ledger.splice(0)
    for (const region of ['cn-north-1', 'evil.example/', 'us-east-1.evil.example#', '']) {
      const failure = failureIn(await s3.deleteBucketPolicy({ name: away().name, region }))
      expect(failure.code).toBe('invalid-input')
      expect(isInDoubt(failure)).toBe(false)
    }
    expect(ledger).toEqual([])
  })
})

describe('SECURITY: a bucket of another account', () => {
  test('is refused by its expected owner, whatever its policy allows', async () => {
    const s3 = await session()
    const bucket = other.buckets[0]!
    for (const outcome of [
      await s3.bucketPolicy(bucket),
      await s3.putBucketPolicy(bucket, policyFor(bucket.name)),
      await s3.deleteBucketPolicy(bucket),
    ]) {
      expect(failureIn(outcome)).toMatchObject({
        code: 'denied-in-root-session',
        awsCode: 'AccessDenied',
      })
      expect(isInDoubt(failureIn(outcome))).toBe(false)
    }
    const { buckets } = await practice.account(other.id)
    expect(buckets).toEqual(other.buckets)
  })

  test('that does not exist, or could not, is said not to exist', async () => {
    const s3 = await session()
    for (const name of ['nobody-has-this-bucket-0123456789', '..', 'a/b?policy', '']) {
      expect(failureIn(await s3.bucketPolicy({ name, region: 'us-east-1' })).code).toBe(
        'no-such-bucket',
      )
    }
  })
})

describe('a session that may not', () => {
  test('is told by which policy', async () => {
    const s3 = await session()
    await practice.control('PUT', `accounts/${owner.id}`, { scpDeniesRootSessions: true })
    for (const outcome of [await s3.buckets(), await s3.deleteBucketPolicy(away())]) {
      expect(failureIn(outcome).code).toBe('denied-by-scp')
    }
    const audit = valueOf(await access.openRootSession(owner.id, 'IAMAuditRootUserCredentials'))
    await practice.control('PUT', `accounts/${owner.id}`, { scpDeniesRootSessions: false })
    expect(failureIn(await audit.bucketPolicy(away())).code).toBe('denied-by-task-policy')
  })

  test('because it ended did nothing, and there is no doubt about it', async () => {
    const s3 = await session()
    const before = await policyNow(away().name)
    await practice.control('PUT', 'clock', { advanceSeconds: 1000 })
    const failure = failureIn(await s3.deleteBucketPolicy(away()))
    expect(failure).toMatchObject({ code: 'root-session-expired', awsCode: 'ExpiredToken' })
    expect(isInDoubt(failure)).toBe(false)
    expect(await policyNow(away().name)).toBe(before)
  })
})

describe('on bad days', () => {
  test.each([
    ['5xx', { status: 503 }, false],
    ['a reset', { reset: true }, false],
    ['a page of a proxy', { garbage: true }, true],
  ])('%s leaves a write in doubt, sent once', async (_name, effect, done) => {
    const s3 = await session()
    const bucket = away()
    const before = await policyNow(bucket.name)
    await practice.control('PUT', 'faults', [
      { operation: 'PutBucketPolicy', probability: 1, ...effect },
    ])
    const text = policyFor(bucket.name)
    const failure = failureIn(await s3.putBucketPolicy(bucket, text))
    expect(isInDoubt(failure)).toBe(true)
    expect(await practice.count('PutBucketPolicy')).toBe(1)
    expect(await policyNow(bucket.name)).toBe(done ? text : before)
  })

  test('reads and lists are whole or fail, and are repeated until they are whole', async () => {
    const s3 = await session()
    const bucket = away()
    const text = policyFor(bucket.name)
    valueOf(await s3.putBucketPolicy(bucket, text))
    for (const effect of [{ truncate: true }, { garbage: true }, { throttle: true }]) {
      await practice.control('PUT', 'faults', [{ service: 's3', probability: 0.4, ...effect }])
      expect(valueOf(await s3.bucketPolicy(bucket)).policy).toBe(text)
      expect(valueOf(await s3.buckets())).toHaveLength(owner.buckets.length)
    }
    await practice.control('PUT', 'faults', [
      { operation: 'ListBuckets', probability: 1, truncate: true },
    ])
    expect(failureIn(await s3.buckets()).code).toBe('connection-lost')
  })
})

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}
