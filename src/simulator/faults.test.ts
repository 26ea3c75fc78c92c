import { GetAccountSummaryCommand, GetUserCommand } from '@aws-sdk/client-iam'
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations'
import { DeleteBucketPolicyCommand, ListBucketsCommand } from '@aws-sdk/client-s3'
import { ListQueuesCommand } from '@aws-sdk/client-sqs'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFaults } from './faults.ts'
import { createRandom } from './random.ts'
import { failureOf, startPractice } from './testing/practice.ts'
import type { Practice } from './testing/practice.ts'
import { sendSigned } from './testing/raw-client.ts'

describe('rolling the dice', () => {
  const target = { service: 'sts', operation: 'AssumeRoot', accountId: '111122223333' }

  test('a rule concerns only what it names', () => {
    const hits = (rule: object, seed = 'x') =>
      createFaults([{ probability: 1, throttle: true, ...rule }], createRandom(seed)).roll(target)
        .effect.kind === 'throttle'
    expect([
      hits({}),
      hits({ service: 'STS' }),
      hits({ operation: 'AssumeRoot' }),
      hits({ accountId: '111122223333' }),
    ]).toEqual([true, true, true, true])
    expect([
      hits({ service: 'iam' }),
      hits({ operation: 'GetUser' }),
      hits({ accountId: '1' }),
      hits({ probability: 0 }),
    ]).toEqual([false, false, false, false])
  })

  test('the same seed gives the same faults', () => {
    fc.assert(
      fc.property(fc.string(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, probability) => {
        const roll = () => {
          const faults = createFaults(
            [{ probability, reset: true, latencyMs: 3 }],
            createRandom(seed),
          )
          return Array.from({ length: 30 }, () => faults.roll(target))
        }
        expect(roll()).toEqual(roll())
      }),
    )
  })

  test('faults come about as often as they should', () => {
    const faults = createFaults([{ probability: 0.25, garbage: true }], createRandom('often'))
    const hits = Array.from({ length: 4000 }, () => faults.roll(target)).filter(
      ({ effect }) => effect.kind === 'garbage',
    ).length
    expect(hits / 4000).toBeCloseTo(0.25, 1)
  })

  test('latencies add up and the first other effect wins', () => {
    const rules = [
      { probability: 1, latencyMs: 10 },
      { probability: 1, latencyMs: 5, status: 500 },
      { probability: 1, reset: true },
    ]
    expect(createFaults(rules, createRandom('x')).roll(target)).toMatchObject({
      latencyMs: 15,
      effect: { kind: 'status', status: 500 },
    })
  })
})

describe('over the wire', () => {
  let practice: Practice
  beforeEach(async () => {
    practice = await startPractice()
  })
  afterEach(() => practice[Symbol.asyncDispose]())

  const calls = (): Readonly<Record<string, () => Promise<unknown>>> => ({
    sts: () => practice.sts(practice.management).send(new GetCallerIdentityCommand({})),
    iam: () => practice.iam(practice.management).send(new GetAccountSummaryCommand({})),
    organizations: () =>
      practice.organizations(practice.management).send(new DescribeOrganizationCommand({})),
    s3: () => practice.s3(practice.management).send(new ListBucketsCommand({})),
    sqs: () => practice.sqs(practice.management).send(new ListQueuesCommand({ MaxResults: 10 })),
  })
  const inject = (rule: object) => practice.control('PUT', 'faults', [{ probability: 1, ...rule }])

  test('throttling has the form of each protocol', async () => {
    await inject({ throttle: true })
    const names = Object.fromEntries(
      await Promise.all(
        Object.entries(calls()).map(async ([service, call]) => [
          service,
          (await failureOf(call())).name,
        ]),
      ),
    )
    expect(names).toEqual({
      sts: 'Throttling',
      iam: 'Throttling',
      organizations: 'TooManyRequestsException',
      s3: 'SlowDown',
      sqs: 'RequestThrottled',
    })
  })

  test('a server error has its status, a broken connection none, nonsense no meaning', async () => {
    for (const [service, call] of Object.entries(calls())) {
      await inject({ service, status: 503 })
      expect([service, (await failureOf(call())).status]).toEqual([service, 503])
      await inject({ service, reset: true })
      expect((await failureOf(call())).message).toMatch(/ECONNRESET|hang up|reset/i)
      for (const rule of [{ truncate: true }, { garbage: true }]) {
        await inject({ service, ...rule })
        const outcome = await call().then(
          (answer) => ({ ...(answer as Record<string, unknown>), $metadata: undefined }),
          () => 'failed',
        )
        if (outcome !== 'failed') {
          expect(
            Object.values(outcome).filter((value) => value !== undefined),
            `${service} ${JSON.stringify(rule)}`,
          ).toEqual([])
        }
      }
    }
  })

  test('an error of one’s own choice comes as asked', async () => {
    await inject({
      operation: 'GetUser',
      status: 409,
      code: 'EntityTemporarilyUnmodifiable',
      message: 'later',
    })
    expect(await failureOf(practice.iam(practice.management).send(new GetUserCommand({})))).toEqual(
      { name: 'EntityTemporarilyUnmodifiableException', status: 409, message: 'later' },
    )
    await practice.iam(practice.management).send(new GetAccountSummaryCommand({}))
  })

  test('a cut answer means that the call was done, a reset that it was not', async () => {
    const account = await practice.reachable(({ buckets }) =>
      buckets.some(({ policy }) => policy !== null),
    )
    const bucket = account.buckets.find(({ policy }) => policy !== null)
    const keys = await practice.rootSession(account.id, 'S3UnlockBucketPolicy')
    const remove = () =>
      practice
        .s3(keys, bucket!.region)
        .send(new DeleteBucketPolicyCommand({ Bucket: bucket!.name }))
    const policy = async () =>
      (await practice.account(account.id)).buckets.find(({ name }) => name === bucket!.name)?.policy
    await inject({ reset: true })
    await failureOf(remove())
    expect(await policy()).toBe(bucket!.policy)
    await inject({ truncate: true })
    await failureOf(remove())
    expect(await policy()).toBeNull()
  })

  test('half an answer is half an answer', async () => {
    await inject({ truncate: true })
    const body = 'Action=GetCallerIdentity&Version=2011-06-15'
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    await expect(
      sendSigned({
        endpoint: practice.ready.endpoint,
        keys: practice.management,
        service: 'sts',
        headers,
        body,
      }),
    ).rejects.toThrow(/aborted|ECONNRESET|hang up/)
  })

  test('latency passes before the answer', async () => {
    await inject({ latencyMs: 120 })
    const started = performance.now()
    await calls()['sts']!()
    expect(performance.now() - started).toBeGreaterThanOrEqual(119)
  })

  test('an account’s faults are its own, in AssumeRoot and in its sessions', async () => {
    const victim = await practice.reachable()
    const other = await practice.reachable(({ id }) => id !== victim.id)
    const session = await practice.rootSession(victim.id, 'IAMAuditRootUserCredentials')
    await inject({ accountId: victim.id, status: 500 })
    expect(
      (await failureOf(practice.rootSession(victim.id, 'IAMAuditRootUserCredentials'))).status,
    ).toBe(500)
    expect((await failureOf(practice.iam(session).send(new GetUserCommand({})))).status).toBe(500)
    await practice.rootSession(other.id, 'IAMAuditRootUserCredentials')
  })
})
