import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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
let owner: TrueAccount
const region = 'eu-west-1'
beforeAll(async () => {
  practice = await startPractice({ accounts: 60, seed: 5 })
  const { accounts, organization } = await practice.truth()
  owner = accounts.find(
    ({ id, state, assumeRootDenied, scpDeniesRootSessions }) =>
      id !== organization.managementAccountId &&
      state === 'ACTIVE' &&
      !assumeRootDenied &&
      !scpDeniesRootSessions,
  )!
})
afterAll(() => practice.close())
beforeEach(async () => {
  ;({ access } = practice.connect())
  await practice.control('POST', 'reset')
  await practice.control('PUT', `accounts/${owner.id}`, {
    queues: [
      { name: 'orders', region, policy: policyFor('orders') },
      { name: 'orders.fifo', region, policy: null },
      { name: 'elsewhere', region: 'us-east-1', policy: null },
    ],
  })
})
afterEach(() => practice.disconnect())

/** A policy with what must survive byte for byte. */
function policyFor(name: string): string {
  return `{ "Version":"2012-10-17", "Id":"Größe ✓","Statement":[{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:${region}:${owner.id}:${name}"}] }\n`
}
const session = async (): Promise<RootSession> =>
  valueOf(await access.openRootSession(owner.id, 'SQSUnlockQueuePolicy'))
const policyNow = async (name: string) =>
  (await practice.account(owner.id)).queues.find((queue) => queue.name === name)!.policy

test('the queues of a Region are listed, and where there are none that is an empty list', async () => {
  const sqs = await session()
  expect(valueOf(await sqs.queues(region))).toEqual([
    { name: 'orders', region, url: `${practice.endpoint}/${owner.id}/orders` },
    { name: 'orders.fifo', region, url: `${practice.endpoint}/${owner.id}/orders.fifo` },
  ])
  expect(valueOf(await sqs.queues('ap-south-1'))).toEqual([])
})

describe('a policy', () => {
  test('is read, written and deleted byte for byte', async () => {
    const sqs = await session()
    const [queue] = valueOf(await sqs.queues(region))
    const read = valueOf(await sqs.queuePolicy(queue!))
    expect(read).toMatchObject({
      policy: policyFor('orders'),
      arn: `arn:aws:sqs:${region}:${owner.id}:orders`,
    })
    const text = policyFor('orders').replace('Deny', 'Allow')
    expect(valueOf(await sqs.setQueuePolicy(queue!, text)).requestId).not.toBe('')
    expect(await policyNow('orders')).toBe(text)
    expect(valueOf(await sqs.setQueuePolicy(queue!, null)).requestId).not.toBe('')
    expect(await policyNow('orders')).toBeNull()
    expect(valueOf(await sqs.queuePolicy(queue!)).policy).toBeNull()
  })

  test('that SQS does not take is said to be malformed, and the old one stays', async () => {
    const sqs = await session()
    const [queue] = valueOf(await sqs.queues(region))
    const failure = failureIn(await sqs.setQueuePolicy(queue!, '{'))
    expect(failure.code).toBe('malformed-policy')
    expect(isInDoubt(failure)).toBe(false)
    expect(await policyNow('orders')).toBe(policyFor('orders'))
  })

  test('of a queue that is gone fails, and is not read as none', async () => {
    const sqs = await session()
    const url = `${practice.endpoint}/${owner.id}/gone`
    expect(failureIn(await sqs.queuePolicy({ url, region })).code).toBe('no-such-queue')
    expect(failureIn(await sqs.setQueuePolicy({ url, region }, null)).code).toBe('no-such-queue')
  })
})

test.each([
  ['5xx', { status: 500 }, false],
  ['a reset', { reset: true }, false],
  ['a cut answer', { truncate: true }, true],
])('%s leaves a write in doubt, sent once', async (_name, effect, done) => {
  const sqs = await session()
  const [queue] = valueOf(await sqs.queues(region))
  await practice.control('PUT', 'faults', [
    { operation: 'SetQueueAttributes', probability: 1, ...effect },
  ])
  expect(isInDoubt(failureIn(await sqs.setQueuePolicy(queue!, null)))).toBe(true)
  expect(await practice.count('SetQueueAttributes')).toBe(1)
  expect(await policyNow('orders')).toBe(done ? null : policyFor('orders'))
})
