import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyEntry } from '../../shared/domain/journal.ts'
import { sha256Hex } from '../journal/canonical-json.ts'
import { required, type TrueAccount } from '../testing/trial.ts'
import { readingId } from './resource-reader.ts'
import {
  changesTried,
  reachable,
  startProcedures,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

let trial: ProcedureTrial
let accounts: TrueAccount[]
let owner: TrueAccount
beforeAll(async () => {
  trial = await startProcedures()
  accounts = await reachable(trial)
  owner = accounts.find(({ buckets, queues }) => buckets.length > 1 && queues.length > 1)!
})
afterAll(() => trial.close())
beforeEach(async () => {
  await trial.control('PUT', 'faults', [])
  await trial.control('DELETE', 'requests')
})

const resources = () => trial.workstation.acts.resources
/** What the journal tells of looks without a procedure, oldest first. */
const looks = () =>
  trial.workstation.acts.record
    .journalPages(null, { ...everyEntry, procedureId: readingId }, 0, 10_000)
    .entries.toReversed()

describe('buckets', () => {
  test('are all listed, each with its Region', async () => {
    const found = required(await resources().buckets({ accountId: owner.id }))
    const named = ({ name, region }: { name: string; region: string | null }) => `${name} ${region}`
    expect(found.map(named).toSorted()).toEqual(owner.buckets.map(named).toSorted())
  })

  test('show their policy byte for byte with its hash, in whatever Region they lie', async () => {
    for (const { name: bucket, region, policy } of owner.buckets) {
      for (const asked of [region, null]) {
        const read = required(
          await resources().bucketPolicy({ accountId: owner.id, bucket, region: asked }),
        )
        expect(read).toMatchObject({ region, arn: `arn:aws:s3:::${bucket}` })
        const expected = policy === null ? null : { text: policy, sha256: sha256Hex(policy) }
        expect(read.policy).toEqual(expected)
      }
    }
  })

  test('of another account are not shown', async () => {
    const other = accounts.find(({ id, buckets }) => id !== owner.id && buckets.length > 0)!
    const { name: bucket, region } = other.buckets[0]!
    const read = await resources().bucketPolicy({ accountId: owner.id, bucket, region })
    expect(read.ok).toBe(false)
  })
})

describe('queues', () => {
  const regionsOf = ({ queues }: TrueAccount) => [...new Set(queues.map(({ region }) => region))]
  const countIn = (region: string) => owner.queues.filter((queue) => queue.region === region).length

  test('are found in all Regions that are asked, and each Region says how many', async () => {
    const regions = [...regionsOf(owner), 'ap-south-2']
    const sweep = required(await resources().queues({ accountId: owner.id, regions }))
    expect(sweep.queues.map(({ name }) => name).toSorted()).toEqual(
      owner.queues.map(({ name }) => name).toSorted(),
    )
    expect(sweep.regions).toEqual(
      regions.map((region) => ({ region, count: countIn(region), failure: null })),
    )
  })

  test('a Region that could not be read says so, and is not empty; the others are shown', async () => {
    const [region = ''] = regionsOf(owner)
    const sweep = required(
      await resources().queues({ accountId: owner.id, regions: ['cn-north-1', region] }),
    )
    expect(sweep.regions[0]).toMatchObject({ region: 'cn-north-1', failure: expect.anything() })
    expect(sweep.regions[1]).toEqual({ region, count: countIn(region), failure: null })
    expect(sweep.queues).toHaveLength(countIn(region))
  })

  test('whichever Regions fail, no queue is lost and no Region is called empty for it', async () => {
    const regions = [...regionsOf(owner), 'ap-south-2', 'eu-south-1', 'me-central-1']
    for (let times = 0; times < 5; times += 1) {
      await trial.control('PUT', 'faults', [
        { operation: 'ListQueues', status: 403, code: 'AccessDenied', probability: 0.5 },
      ])
      const swept = await resources().queues({ accountId: owner.id, regions })
      if (!swept.ok) continue
      for (const { region, count, failure } of swept.value.regions) {
        const shown = swept.value.queues.filter((queue) => queue.region === region).length
        expect(count).toBe(shown)
        expect(count).toBe(failure === null ? countIn(region) : 0)
      }
    }
  })

  test('where no Region could be read, the sweep fails: that is not “no queues”', async () => {
    await trial.control('PUT', 'faults', [
      { operation: 'ListQueues', status: 403, code: 'AccessDenied', probability: 1 },
    ])
    const swept = await resources().queues({ accountId: owner.id, regions: regionsOf(owner) })
    expect(swept.ok).toBe(false)
  })

  test('are asked once for a Region that is named twice', async () => {
    const [region = ''] = regionsOf(owner)
    const sweep = required(
      await resources().queues({ accountId: owner.id, regions: [region, region] }),
    )
    expect(sweep.regions).toHaveLength(1)
    expect(sweep.queues).toHaveLength(countIn(region))
  })

  test('show their policy byte for byte with its hash', async () => {
    for (const { name, region, policy } of owner.queues) {
      const queueUrl = `${trial.endpoint}/${owner.id}/${name}`
      const read = required(
        await resources().queuePolicy({ accountId: owner.id, queueUrl, region }),
      )
      expect(read.arn).toBe(`arn:aws:sqs:${region}:${owner.id}:${name}`)
      const expected = policy === null ? null : { text: policy, sha256: sha256Hex(policy) }
      expect(read.policy).toEqual(expected)
    }
  })
})

describe('a look without a procedure', () => {
  test('is in the journal before its session is opened, and after, by the ID that CloudTrail has', async () => {
    const before = looks().length
    required(await resources().buckets({ accountId: owner.id }))
    const [intent, result, ...more] = looks().slice(before)
    expect(more).toEqual([])
    expect(intent).toMatchObject({
      kind: 'call-intent',
      accountId: owner.id,
      actor: trial.workstation.session.snapshot().caller?.arn,
      detail: { call: 'sts:AssumeRoot', arguments: { TaskPolicy: 'S3UnlockBucketPolicy' } },
    })
    const assumed = (await trial.requests()).find(({ operation }) => operation === 'AssumeRoot')
    const listed = (await trial.requests()).find(({ operation }) => operation === 'ListBuckets')
    expect(result).toMatchObject({
      kind: 'call-result',
      detail: { state: 'done', requestId: assumed?.requestId, accessKeyId: listed?.accessKeyId },
    })
  })

  test('that AWS refuses is there too, with the reason, and asks nothing else', async () => {
    const denied = (await trial.truth()).accounts.find(({ assumeRootDenied }) => assumeRootDenied)!
    const answer = await resources().buckets({ accountId: denied.id })
    expect(answer).toMatchObject({ error: { code: 'assume-root-denied' } })
    expect(looks().at(-1)).toMatchObject({
      kind: 'call-result',
      accountId: denied.id,
      detail: { state: 'failed', code: 'assume-root-denied', accessKeyId: null },
    })
    expect(await trial.requests()).toHaveLength(1)
  })

  test('writes no secret', async () => {
    required(await resources().buckets({ accountId: owner.id }))
    expect(JSON.stringify(looks())).not.toMatch(/secret|sessionToken/i)
  })

  test('changes nothing, whatever is looked at', async () => {
    const { id: accountId } = owner
    await resources().buckets({ accountId })
    await resources().queues({ accountId, regions: ['us-east-1'] })
    await resources().switches()
    resources().preImages({ accountId })
    expect(await changesTried(trial)).toEqual([])
  })

  test('that an ended process left open is settled at the next start', async () => {
    const { caller, organization } = trial.workstation.session.snapshot()
    trial.workstation.acts.journal.write([
      {
        kind: 'call-intent',
        organizationId: organization!.id,
        accountId: owner.id,
        procedureId: readingId,
        caseId: null,
        actor: caller!.arn,
        detail: { itemId: 'session', call: 'sts:AssumeRoot', arguments: {}, accessKeyId: null },
      },
    ])
    await trial.reopen()
    expect(trial.workstation.acts.journal.openIntents(readingId)).toEqual([])
    expect(looks().at(-1)).toMatchObject({ kind: 'call-resolved', detail: { state: 'not-done' } })
    required(await trial.connect())
  })
})

test('switches that cannot be read are neither on nor off, and say why', async () => {
  await trial.control('PUT', 'faults', [
    {
      operation: 'ListDelegatedAdministrators',
      status: 400,
      code: 'AccessDeniedException',
      probability: 1,
    },
  ])
  const { switches, delegates } = required(await resources().switches())
  expect(switches.find((one) => one.switch === 'delegated-administrator')).toMatchObject({
    on: null,
    reason: expect.stringContaining('could not be read'),
  })
  expect(delegates).toEqual([])
})

test('without a connection nothing is read', async () => {
  await trial.reopen()
  for (const answer of [
    await resources().buckets({ accountId: owner.id }),
    await resources().switches(),
    resources().preImages({ accountId: null }),
  ]) {
    expect(answer).toMatchObject({ error: { code: 'nothing-connected' } })
  }
})
