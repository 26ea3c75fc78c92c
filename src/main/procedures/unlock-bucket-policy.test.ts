import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PolicyChange } from '../../shared/domain/procedures.ts'
import { analysePolicy, isLocked } from '../../shared/policy/policy-analysis.ts'
import { parsePolicy } from '../../shared/policy/policy-document.ts'
import { proposeRepairs } from '../../shared/policy/policy-repair.ts'
import { required } from '../testing/trial.ts'
import {
  askedOf,
  bucketFor,
  bucketPolicyOf,
  policyOfBytes,
  put,
  writtenByOthers,
} from './testing/bucket-trial.ts'
import {
  changesMade,
  changesTried,
  confirmed,
  planOf,
  prepared,
  ran,
  reachable,
  rested,
  startProcedures,
  targetsOf,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

let trial: ProcedureTrial
beforeAll(async () => {
  trial = await startProcedures()
})
afterAll(() => trial.close())
beforeEach(async () => {
  await trial.control('PUT', 'faults', [])
  await trial.control('DELETE', 'requests')
  trial.whileWaiting = () => undefined
})

describe('a locked bucket', () => {
  test.each([
    'archive',
    'reports',
    'snapshots',
    'backups',
    'releases',
    'ledger',
    'belege',
    'invoices',
  ])(
    'for %s is opened by the repair that is proposed, byte for byte, with one call',
    async (purpose) => {
      const place = await bucketFor(trial, purpose)
      const { accountId, name: bucket, region } = place
      const read = required(
        await trial.workstation.acts.resources.bucketPolicy({ accountId, bucket, region }),
      )
      const context = {
        service: 's3',
        accountId,
        partition: 'aws',
        resourceArn: read.arn,
        organizationId: null,
        now: read.readAt,
      } as const
      const before = parsePolicy(read.policy?.text ?? '')
      if (!before.ok) throw new Error('the policy cannot be read')
      const analysis = analysePolicy(before, context)
      expect(isLocked(analysis)).toBe(true)
      const repair = proposeRepairs(before, analysis, context).find(
        ({ recommended }) => recommended,
      )
      const procedure = await ran(
        trial,
        await askedOf(trial, place, { kind: 'put', by: 'repair', policy: repair?.policy ?? '' }),
      )
      expect(procedure).toMatchObject({ state: 'completed', accounts: { done: 1, verified: 1 } })
      const now = await bucketPolicyOf(trial, place)
      expect(now).toBe(repair?.policy)
      const after = parsePolicy(now ?? '')
      expect(after.ok && isLocked(analysePolicy(after, context))).toBe(false)
      expect(await changesMade(trial)).toEqual(['PutBucketPolicy'])
      const [image] = required(trial.workstation.acts.resources.preImages({ accountId }))
      expect(image).toMatchObject({
        procedureId: procedure.id,
        resource: bucket,
        policy: read.policy,
      })
    },
  )
})

describe('a policy', () => {
  test('is written as it was typed: 2008, the same Sid twice, other scripts, tabs', async () => {
    const place = await bucketFor(trial, 'website')
    const resource = `arn:aws:s3:::${place.name}/Größe & Maß/*`
    const text = `{\n\t"Version": "2008-10-17",\n\t"Id": "東京 \\u00df",\n\t"Statement": [\n\t\t{"Sid": "a", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "${resource}"},\n\t\t{"Sid": "a", "Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:PutObject", "Resource": "${resource}"}\n\t]\n}`
    expect(await ran(trial, await askedOf(trial, place, put(text)))).toMatchObject({
      state: 'completed',
    })
    expect(await bucketPolicyOf(trial, place)).toBe(text)
  })

  test('of 20,480 bytes is written; with one byte more it is refused before anything is sent', async () => {
    const place = await bucketFor(trial, 'website')
    const most = policyOfBytes(place, 20_480)
    expect(Buffer.byteLength(most)).toBe(20_480)
    expect(await ran(trial, await askedOf(trial, place, put(most)))).toMatchObject({
      state: 'completed',
    })
    expect(await bucketPolicyOf(trial, place)).toBe(most)
    await trial.control('DELETE', 'requests')
    const refused = await prepared(
      trial,
      await askedOf(trial, place, put(policyOfBytes(place, 20_481))),
    )
    expect(refused).toMatchObject({ state: 'stopped', failure: { code: 'malformed-policy' } })
    expect(await changesTried(trial)).toEqual([])
  })

  test('that is no JSON is refused with the place of the mistake', async () => {
    const place = await bucketFor(trial, 'website')
    const procedure = await prepared(
      trial,
      await askedOf(trial, place, put('{"Version": "2012-10-17",\n  oops')),
    )
    expect(procedure).toMatchObject({ state: 'stopped', failure: { code: 'malformed-policy' } })
    expect(procedure.failure?.message).toMatch(/line 2, column \d+/)
    expect(await changesTried(trial)).toEqual([])
  })

  test('that AWS refuses leaves the old one, and says what AWS said', async () => {
    const place = await bucketFor(trial, 'website')
    const before = await bucketPolicyOf(trial, place)
    const text =
      '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::another"}}'
    const procedure = await ran(trial, await askedOf(trial, place, put(text)))
    expect(procedure.accounts).toMatchObject({ failed: 1, verified: 0 })
    expect(targetsOf(trial, procedure)[0]?.outcome.failure).toMatchObject({
      code: 'malformed-policy',
      message: expect.stringContaining('invalid resource'),
    })
    expect(await bucketPolicyOf(trial, place)).toBe(before)
  })

  test('that would stay as it is is nothing to do', async () => {
    const place = await bucketFor(trial, 'website')
    const procedure = await prepared(
      trial,
      await askedOf(trial, place, put((await bucketPolicyOf(trial, place)) ?? '')),
    )
    expect(procedure).toMatchObject({ state: 'stopped', failure: { code: 'nothing-to-do' } })
  })

  test('is planned with its owner: a bucket of another account is not touched', async () => {
    const place = await bucketFor(trial, 'archive')
    const request = await askedOf(trial, place, { kind: 'delete' })
    const procedure = await prepared(trial, request)
    expect(targetsOf(trial, procedure)[0]?.target.items[0]?.arguments).toMatchObject({
      Bucket: place.name,
      ExpectedBucketOwner: place.accountId,
    })
    const stranger = (await reachable(trial)).find(({ id }) => id !== place.accountId)!
    const foreign = await prepared(trial, { ...request, accountId: stranger.id })
    expect(foreign).toMatchObject({ state: 'stopped', digest: null })
    expect(await changesTried(trial)).toEqual([])
  })
})

describe('a policy that was deleted', () => {
  test('can be restored later, as a procedure of its own, to where it came from and nowhere else', async () => {
    const place = await bucketFor(trial, 'archive')
    const before = await bucketPolicyOf(trial, place)
    const deletion = await ran(trial, await askedOf(trial, place, { kind: 'delete' }))
    expect(deletion).toMatchObject({ state: 'completed' })
    expect(await bucketPolicyOf(trial, place)).toBeNull()
    const images = required(
      trial.workstation.acts.resources.preImages({ accountId: place.accountId }),
    )
    const image = images.find(({ procedureId }) => procedureId === deletion.id)!
    expect(image).toMatchObject({ policy: { text: before }, replacedBySha256: null })

    const restore: PolicyChange = { kind: 'restore', preImageId: image.id }
    const elsewhere = await prepared(
      trial,
      await askedOf(trial, await bucketFor(trial, 'website'), restore),
    )
    expect(elsewhere).toMatchObject({ state: 'stopped', failure: { code: 'not-found' } })

    const restored = await prepared(trial, await askedOf(trial, place, restore))
    expect(restored).toMatchObject({ step: 'confirm', state: 'waiting', phrase: place.name })
    expect(await bucketPolicyOf(trial, place)).toBeNull()
    expect(await confirmed(trial, restored)).toMatchObject({ state: 'completed' })
    expect(await bucketPolicyOf(trial, place)).toBe(before)
  })

  test('and one that was not there is restored by deleting what came', async () => {
    const place = await bucketFor(trial, 'website')
    await writtenByOthers(trial, place, null)
    const written_ = await ran(trial, await askedOf(trial, place, put(policyOfBytes(place, 300))))
    const change: PolicyChange = { kind: 'restore', preImageId: written_.id }
    expect(await ran(trial, await askedOf(trial, place, change))).toMatchObject({
      state: 'completed',
    })
    expect(await bucketPolicyOf(trial, place)).toBeNull()
    expect(await changesMade(trial)).toEqual(['PutBucketPolicy', 'DeleteBucketPolicy'])
  })
})

describe('in another Region than was thought', () => {
  test.each(['redirect', 'malformed'] as const)(
    'the bucket is followed to where it lies (%s)',
    async (wrongRegion) => {
      await trial.control('PUT', 'switches', { wrongRegion })
      const place = await bucketFor(trial, 'website')
      const text = policyOfBytes(place, wrongRegion === 'redirect' ? 400 : 500)
      const region = place.region === 'eu-north-1' ? 'eu-west-3' : 'eu-north-1'
      const request = { ...(await askedOf(trial, place, put(text))), region }
      expect(await ran(trial, request)).toMatchObject({ state: 'completed' })
      expect(await bucketPolicyOf(trial, place)).toBe(text)
    },
  )
})

test('a rehearsal compares and writes nothing', async () => {
  const place = await bucketFor(trial, 'website')
  const procedure = await prepared(trial, await askedOf(trial, place, { kind: 'delete' }))
  required(trial.workstation.acts.procedures.rehearse(procedure.id, procedure.digest ?? ''))
  const rehearsed = await rested(trial, procedure.id)
  expect(rehearsed.rehearsedAt).not.toBeNull()
  expect(planOf(trial, rehearsed).itemCount).toBe(1)
  expect(await changesTried(trial)).toEqual([])
})
