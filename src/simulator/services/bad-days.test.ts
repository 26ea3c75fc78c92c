import {
  CreateLoginProfileCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteSigningCertificateCommand,
  DisableOrganizationsRootSessionsCommand,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam'
import type { IAMClient } from '@aws-sdk/client-iam'
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3'
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountDocument } from '../control/state-document.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'

let practice: Practice
beforeEach(async () => {
  practice = await startPractice()
})
afterEach(() => practice[Symbol.asyncDispose]())

const DELETE = 'IAMDeleteRootUserCredentials'
const inject = (rule: object) => practice.control('PUT', 'faults', [{ probability: 1, ...rule }])
const calm = () => practice.control('PUT', 'faults', [])
const rootOf = async (id: string) => (await practice.account(id)).root

/** An account with every kind of credential, and the deletions that empty it. */
async function full(): Promise<AccountDocument> {
  const { id } = await practice.reachable()
  await practice.control('PUT', `accounts/${id}`, {
    root: {
      passwordPresent: true,
      accessKeys: [{ id: 'AKIAZZZZZZZZZZZZZZZZ' }],
      mfaDevices: [{ serialNumber: `arn:aws:iam::${id}:u2f/root/key` }],
      signingCertificates: [{ id: 'CERTIFICATECERTIFICATE12' }],
    },
  })
  return practice.account(id)
}

const deletions = ({ root }: AccountDocument): ((iam: IAMClient) => Promise<unknown>)[] => [
  (iam) => iam.send(new DeleteAccessKeyCommand({ AccessKeyId: root.accessKeys[0]!.id })),
  (iam) =>
    iam.send(
      new DeleteSigningCertificateCommand({ CertificateId: root.signingCertificates[0]!.id }),
    ),
  (iam) => iam.send(new DeleteLoginProfileCommand({})),
  (iam) =>
    iam.send(new DeactivateMFADeviceCommand({ SerialNumber: root.mfaDevices[0]!.serialNumber })),
]

describe('a deletion', () => {
  test.each([
    ['EntityTemporarilyUnmodifiable', 'EntityTemporarilyUnmodifiableException'],
    ['ConcurrentModification', 'ConcurrentModificationException'],
  ])(
    'answered with %s did nothing, and goes through in the same session later',
    async (code, name) => {
      const account = await full()
      const iam = practice.iam(await practice.rootSession(account.id, DELETE))
      await inject({ service: 'iam', status: 409, code, message: 'later' })
      for (const remove of deletions(account)) {
        expect(await failureOf(remove(iam))).toEqual({
          name,
          status: 409,
          message: 'later',
        })
      }
      expect(await rootOf(account.id)).toEqual(account.root)
      await calm()
      for (const remove of deletions(account)) await remove(iam)
      expect(await rootOf(account.id)).toMatchObject({
        passwordPresent: false,
        accessKeys: [],
        mfaDevices: [],
        signingCertificates: [],
      })
    },
  )

  test('whose answer was cut off is done, and the second try finds nothing', async () => {
    const account = await full()
    const iam = practice.iam(await practice.rootSession(account.id, DELETE))
    for (const remove of deletions(account)) {
      await inject({ service: 'iam', truncate: true })
      // An empty answer that is cut may still be read as success.
      await remove(iam).catch(() => null)
      await calm()
      expect(await failureOf(remove(iam))).toMatchObject({
        name: 'NoSuchEntityException',
        status: 404,
      })
    }
  })

  test('after the session has expired does nothing, and a new session does it', async () => {
    const account = await full()
    const remove = deletions(account)[0]!
    const iam = practice.iam(await practice.rootSession(account.id, DELETE))
    await practice.control('PUT', 'clock', { advanceSeconds: 899 })
    await iam.send(new ListAccessKeysCommand({}))
    await practice.control('PUT', 'clock', { advanceSeconds: 1 })
    expect(await failureOf(remove(iam))).toMatchObject({
      name: 'ExpiredToken',
      status: 403,
    })
    expect(await rootOf(account.id)).toEqual(account.root)
    const renewed = practice.iam(await practice.rootSession(account.id, DELETE))
    await remove(renewed)
    expect((await rootOf(account.id)).accessKeys).toEqual([])
  })
})

test('a login profile whose making was throttled is not there, and one whose answer was cut off is', async () => {
  const { id } = await practice.reachable(({ root }) => !root.passwordPresent)
  const iam = practice.iam(await practice.rootSession(id, 'IAMCreateRootUserPassword'))
  await inject({ operation: 'CreateLoginProfile', throttle: true })
  await failureOf(iam.send(new CreateLoginProfileCommand({})))
  expect((await rootOf(id)).passwordPresent).toBe(false)
  await inject({ operation: 'CreateLoginProfile', truncate: true })
  await failureOf(iam.send(new CreateLoginProfileCommand({})))
  expect((await rootOf(id)).passwordPresent).toBe(true)
  await calm()
  expect(await failureOf(iam.send(new CreateLoginProfileCommand({})))).toMatchObject({
    name: 'EntityAlreadyExistsException',
    status: 409,
  })
})

describe('with the feature switched off in the middle', () => {
  test('the session in hand still frees a bucket, the next account gets none', async () => {
    const account = await practice.reachable(({ buckets }) =>
      buckets.some(({ policy }) => policy !== null),
    )
    const bucket = account.buckets.find(({ policy }) => policy !== null)!
    const s3 = practice.s3(
      await practice.rootSession(account.id, 'S3UnlockBucketPolicy'),
      bucket.region,
    )
    await practice.iam(practice.management).send(new DisableOrganizationsRootSessionsCommand({}))
    await s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket.name }))
    const after = await practice.account(account.id)
    expect(after.buckets.find(({ name }) => name === bucket.name)?.policy).toBeNull()
    const other = await practice.reachable(({ id }) => id !== account.id)
    expect((await failureOf(practice.rootSession(other.id, 'S3UnlockBucketPolicy'))).message).toBe(
      'Root sessions feature is not enabled for your AWS Organization.',
    )
    await practice.rootSession(other.id, DELETE)
  })
})

describe('a bucket policy', () => {
  test('is kept byte for byte, whatever its version, Sids and letters', async () => {
    const { accounts } = await practice.state()
    const account = accounts.find(({ buckets }) =>
      buckets.some(({ policy }) => policy?.includes('2008-10-17')),
    )!
    const bucket = account.buckets.find(({ policy }) => policy?.includes('2008-10-17'))!
    const s3 = practice.s3(
      await practice.rootSession(account.id, 'S3UnlockBucketPolicy'),
      bucket.region,
    )
    const address = { Bucket: bucket.name, ExpectedBucketOwner: account.id }
    const read = async () => (await s3.send(new GetBucketPolicyCommand(address))).Policy
    expect(await read()).toBe(bucket.policy)
    const changed = bucket.policy!.replace('東京', '東京 \u{1F5DD}')
    await s3.send(new PutBucketPolicyCommand({ ...address, Policy: changed }))
    expect(await read()).toBe(changed)
  })

  test('that somebody else changed is what the next read gives', async () => {
    const account = await practice.reachable(({ buckets }) => buckets.length > 0)
    const [bucket, ...others] = account.buckets
    const s3 = practice.s3(
      await practice.rootSession(account.id, 'S3UnlockBucketPolicy'),
      bucket!.region,
    )
    const policy = '{"Version":"2012-10-17","Statement":[]}'
    await practice.control('PUT', `accounts/${account.id}`, {
      buckets: [{ ...bucket, policy }, ...others],
    })
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket!.name }))
    expect(Policy).toBe(policy)
  })
})

describe('a queue', () => {
  async function locked() {
    const account = await practice.reachable(({ queues }) =>
      queues.some(({ policy }) => policy !== null),
    )
    const queue = account.queues.find(({ policy }) => policy !== null)!
    const sqs = practice.sqs(
      await practice.rootSession(account.id, 'SQSUnlockQueuePolicy'),
      queue.region,
    )
    const QueueUrl = `${practice.ready.endpoint}/${account.id}/${queue.name}`
    return {
      queue,
      sqs,
      set: (Policy: string) =>
        sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } })),
      read: async () => {
        const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] })
        return (await sqs.send(command)).Attributes?.['Policy'] ?? null
      },
    }
  }

  test('whose policy is changed twice shows the first one until the second has spread', async () => {
    await practice.control('PUT', 'switches', { queuePropagationSeconds: 60 })
    const { queue, set, read } = await locked()
    const open = queue.policy!.replaceAll('"Deny"', '"Allow"')
    await set(open)
    await practice.control('PUT', 'clock', { advanceSeconds: 40 })
    await set('')
    await practice.control('PUT', 'clock', { advanceSeconds: 40 })
    expect(await read()).toBe(queue.policy)
    await practice.control('PUT', 'clock', { advanceSeconds: 21 })
    expect(await read()).toBeNull()
  })

  test('is out of an expired session’s reach', async () => {
    const { sqs } = await locked()
    await practice.control('PUT', 'clock', { advanceSeconds: 900 })
    expect(await failureOf(sqs.send(new ListQueuesCommand({})))).toMatchObject({
      name: 'ExpiredTokenException',
      status: 400,
    })
  })
})
