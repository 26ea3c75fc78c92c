import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PolicyChange, ProcedureRequest } from '../../shared/domain/procedures.ts'
import { analysePolicy, isLocked } from '../../shared/policy/policy-analysis.ts'
import { parsePolicy } from '../../shared/policy/policy-document.ts'
import { proposeRepairs } from '../../shared/policy/policy-repair.ts'
import { required, type TrueAccount } from '../testing/trial.ts'
import {
  changesMade,
  changesTried,
  confirmed,
  forNothing,
  journalOf,
  planOf,
  prepared,
  ran,
  reachable,
  rested,
  startProcedures,
  targetsOf,
  trueAccount,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

let trial: ProcedureTrial
let accounts: TrueAccount[]
beforeAll(async () => {
  trial = await startProcedures()
  accounts = await reachable(trial)
})
afterAll(() => trial.close())
beforeEach(async () => {
  await trial.control('PUT', 'faults', [])
  await trial.control('DELETE', 'requests')
  trial.whileWaiting = () => undefined
})

type UnlockRequest = Extract<ProcedureRequest, { kind: 'unlock-bucket-policy' }>

/** A bucket of the practice organization, by its purpose, with the account that owns it. Of several that one with most to say. */
function bucketFor(purpose: string) {
  const lengthOf = ({ policy }: { policy: string | null }) => policy?.length ?? 0
  const [found] = accounts
    .flatMap(({ id: accountId, buckets }) => buckets.map((bucket) => ({ accountId, ...bucket })))
    .filter(({ accountId, name }) => name.startsWith(`${purpose}-${accountId}`))
    .toSorted((a, b) => lengthOf(b) - lengthOf(a))
  if (!found) throw new Error(`there is no bucket for ${purpose}`)
  const { accountId, name, region } = found
  return { accountId, name, region }
}
type Place = ReturnType<typeof bucketFor>

async function policyOf({ accountId, name }: Place): Promise<string | null> {
  const { buckets } = await trueAccount(trial, accountId)
  return buckets.find((bucket) => bucket.name === name)!.policy
}

/** Writes a policy as somebody else in the account would. */
async function written({ accountId, name, region }: Place, policy: string | null): Promise<void> {
  const { buckets } = await trueAccount(trial, accountId)
  await trial.control('PUT', `accounts/${accountId}`, {
    buckets: buckets.map((bucket) => (bucket.name === name ? { name, region, policy } : bucket)),
  })
}

/** Reads the policy as the window does, and asks for a change of what was read. */
async function asked(place: Place, change: PolicyChange): Promise<UnlockRequest> {
  const { accountId, name: bucket, region } = place
  const { policy } = required(
    await trial.workstation.acts.resources.bucketPolicy({ accountId, bucket, region }),
  )
  const seenSha256 = policy?.sha256 ?? null
  return {
    kind: 'unlock-bucket-policy',
    accountId,
    bucket,
    region,
    seenSha256,
    change,
    ...forNothing,
  }
}

const put = (policy: string): PolicyChange => ({ kind: 'put', by: 'edit', policy })

/** A policy that says little, of so many bytes of UTF-8. */
function policyOfBytes({ name }: Place, bytes: number): string {
  const text = `{"Version":"2012-10-17","Id":"größe 東京 ","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::${name}/*"}]}`
  return text.replace(' "', `${' '.repeat(bytes - Buffer.byteLength(text) + 1)}"`)
}

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
      const place = bucketFor(purpose)
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
        await asked(place, { kind: 'put', by: 'repair', policy: repair?.policy ?? '' }),
      )
      expect(procedure).toMatchObject({ state: 'completed', accounts: { done: 1, verified: 1 } })
      const now = await policyOf(place)
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
    const place = bucketFor('website')
    const resource = `arn:aws:s3:::${place.name}/Größe & Maß/*`
    const text = `{\n\t"Version": "2008-10-17",\n\t"Id": "東京 \\u00df",\n\t"Statement": [\n\t\t{"Sid": "a", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "${resource}"},\n\t\t{"Sid": "a", "Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:PutObject", "Resource": "${resource}"}\n\t]\n}`
    expect(await ran(trial, await asked(place, put(text)))).toMatchObject({ state: 'completed' })
    expect(await policyOf(place)).toBe(text)
  })

  test('of 20,480 bytes is written; with one byte more it is refused before anything is sent', async () => {
    const place = bucketFor('website')
    const most = policyOfBytes(place, 20_480)
    expect(Buffer.byteLength(most)).toBe(20_480)
    expect(await ran(trial, await asked(place, put(most)))).toMatchObject({ state: 'completed' })
    expect(await policyOf(place)).toBe(most)
    await trial.control('DELETE', 'requests')
    const refused = await prepared(trial, await asked(place, put(policyOfBytes(place, 20_481))))
    expect(refused).toMatchObject({ state: 'stopped', failure: { code: 'malformed-policy' } })
    expect(await changesTried(trial)).toEqual([])
  })

  test('that is no JSON is refused with the place of the mistake', async () => {
    const place = bucketFor('website')
    const procedure = await prepared(
      trial,
      await asked(place, put('{"Version": "2012-10-17",\n  oops')),
    )
    expect(procedure).toMatchObject({ state: 'stopped', failure: { code: 'malformed-policy' } })
    expect(procedure.failure?.message).toMatch(/line 2, column \d+/)
    expect(await changesTried(trial)).toEqual([])
  })

  test('that AWS refuses leaves the old one, and says what AWS said', async () => {
    const place = bucketFor('website')
    const before = await policyOf(place)
    const text =
      '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::another"}}'
    const procedure = await ran(trial, await asked(place, put(text)))
    expect(procedure.accounts).toMatchObject({ failed: 1, verified: 0 })
    expect(targetsOf(trial, procedure)[0]?.outcome.failure).toMatchObject({
      code: 'malformed-policy',
      message: expect.stringContaining('invalid resource'),
    })
    expect(await policyOf(place)).toBe(before)
  })

  test('that would stay as it is is nothing to do', async () => {
    const place = bucketFor('website')
    const procedure = await prepared(trial, await asked(place, put((await policyOf(place)) ?? '')))
    expect(procedure).toMatchObject({ state: 'stopped', failure: { code: 'nothing-to-do' } })
  })

  test('is planned with its owner: a bucket of another account is not touched', async () => {
    const place = bucketFor('archive')
    const request = await asked(place, { kind: 'delete' })
    const procedure = await prepared(trial, request)
    expect(targetsOf(trial, procedure)[0]?.target.items[0]?.arguments).toMatchObject({
      Bucket: place.name,
      ExpectedBucketOwner: place.accountId,
    })
    const stranger = accounts.find(({ id }) => id !== place.accountId)!
    const foreign = await prepared(trial, { ...request, accountId: stranger.id })
    expect(foreign).toMatchObject({ state: 'stopped', digest: null })
    expect(await changesTried(trial)).toEqual([])
  })
})

describe('a policy that was deleted', () => {
  test('can be restored later, as a procedure of its own, to where it came from and nowhere else', async () => {
    const place = bucketFor('archive')
    const before = await policyOf(place)
    const deletion = await ran(trial, await asked(place, { kind: 'delete' }))
    expect(deletion).toMatchObject({ state: 'completed' })
    expect(await policyOf(place)).toBeNull()
    const images = required(
      trial.workstation.acts.resources.preImages({ accountId: place.accountId }),
    )
    const image = images.find(({ procedureId }) => procedureId === deletion.id)!
    expect(image).toMatchObject({ policy: { text: before }, replacedBySha256: null })

    const restore: PolicyChange = { kind: 'restore', preImageId: image.id }
    const elsewhere = await prepared(trial, await asked(bucketFor('website'), restore))
    expect(elsewhere).toMatchObject({ state: 'stopped', failure: { code: 'not-found' } })

    const restored = await prepared(trial, await asked(place, restore))
    expect(restored).toMatchObject({ step: 'confirm', state: 'waiting', phrase: place.name })
    expect(await policyOf(place)).toBeNull()
    expect(await confirmed(trial, restored)).toMatchObject({ state: 'completed' })
    expect(await policyOf(place)).toBe(before)
  })

  test('and one that was not there is restored by deleting what came', async () => {
    const place = bucketFor('website')
    await written(place, null)
    const written_ = await ran(trial, await asked(place, put(policyOfBytes(place, 300))))
    const change: PolicyChange = { kind: 'restore', preImageId: written_.id }
    expect(await ran(trial, await asked(place, change))).toMatchObject({ state: 'completed' })
    expect(await policyOf(place)).toBeNull()
    expect(await changesMade(trial)).toEqual(['PutBucketPolicy', 'DeleteBucketPolicy'])
  })
})

describe('in another Region than was thought', () => {
  test.each(['redirect', 'malformed'] as const)(
    'the bucket is followed to where it lies (%s)',
    async (wrongRegion) => {
      await trial.control('PUT', 'switches', { wrongRegion })
      const place = bucketFor('website')
      const text = policyOfBytes(place, wrongRegion === 'redirect' ? 400 : 500)
      const region = place.region === 'eu-north-1' ? 'eu-west-3' : 'eu-north-1'
      const request = { ...(await asked(place, put(text))), region }
      expect(await ran(trial, request)).toMatchObject({ state: 'completed' })
      expect(await policyOf(place)).toBe(text)
    },
  )
})

describe('what somebody else wrote', () => {
  const theirs = (place: Place, bytes: number) => policyOfBytes(place, bytes)

  test('between the look and the plan stops the plan', async () => {
    const place = bucketFor('website')
    const request = await asked(place, { kind: 'delete' })
    await written(place, theirs(place, 601))
    expect(await prepared(trial, request)).toMatchObject({
      state: 'stopped',
      failure: { code: 'policy-changed' },
    })
    expect(await changesTried(trial)).toEqual([])
  })

  test('between the plan and the write stays, and the difference is said', async () => {
    const place = bucketFor('website')
    const procedure = await prepared(trial, await asked(place, { kind: 'delete' }))
    await written(place, theirs(place, 602))
    const ended = await confirmed(trial, procedure)
    expect(ended.accounts).toMatchObject({ changed: 1, done: 0, verified: 0 })
    expect(targetsOf(trial, procedure)[0]?.outcome.note).toContain('not the one that was shown')
    expect(await changesTried(trial)).toEqual([])
    expect(await policyOf(place)).toBe(theirs(place, 602))
  })

  test('that is just what the plan wants is already so, and not called ours', async () => {
    const place = bucketFor('website')
    const procedure = await prepared(trial, await asked(place, put(theirs(place, 603))))
    await written(place, theirs(place, 603))
    const ended = await confirmed(trial, procedure)
    expect(ended.accounts).toMatchObject({ alreadySo: 1, done: 0, verified: 1 })
    expect(await changesTried(trial)).toEqual([])
  })

  test('over a call that nobody answered leaves no doubt open for ever', async () => {
    const place = bucketFor('website')
    const procedure = await prepared(trial, await asked(place, put(policyOfBytes(place, 700))))
    await trial.control('PUT', 'faults', [
      { operation: 'PutBucketPolicy', reset: true, probability: 1 },
    ])
    trial.whileWaiting = () => written(place, theirs(place, 604))
    const ended = await confirmed(trial, procedure)
    expect(ended).toMatchObject({ state: 'completed', accounts: { changed: 1, inDoubt: 0 } })
    expect(await policyOf(place)).toBe(theirs(place, 604))
    const resolved = journalOf(trial, procedure).find(({ kind }) => kind === 'call-resolved')
    expect(resolved?.detail).toMatchObject({ state: 'overtaken' })
    expect(trial.workstation.acts.journal.openIntents(procedure.id)).toEqual([])
  })
})

describe('an answer that is lost', () => {
  test('after the call was done is found out by reading, and nothing is sent twice', async () => {
    const place = bucketFor('website')
    const text = policyOfBytes(place, 801)
    const procedure = await prepared(trial, await asked(place, put(text)))
    await trial.control('PUT', 'faults', [
      { operation: 'PutBucketPolicy', truncate: true, probability: 1 },
    ])
    expect(await confirmed(trial, procedure)).toMatchObject({ state: 'completed' })
    expect(await policyOf(place)).toBe(text)
    expect(await changesTried(trial)).toEqual(['PutBucketPolicy'])
    expect(journalOf(trial, procedure).map(({ kind }) => kind)).toContain('call-resolved')
  })

  test('of a call that never arrived stops the procedure; resumed, it is asked again, once', async () => {
    const place = bucketFor('website')
    const text = policyOfBytes(place, 802)
    const procedure = await prepared(trial, await asked(place, put(text)))
    await trial.control('PUT', 'faults', [
      { operation: 'PutBucketPolicy', reset: true, probability: 1 },
    ])
    const stopped = await confirmed(trial, procedure)
    expect(stopped).toMatchObject({ step: 'execute', state: 'stopped', accounts: { open: 1 } })
    expect(await policyOf(place)).not.toBe(text)
    await trial.control('PUT', 'faults', [])
    required(trial.workstation.acts.procedures.resume(procedure.id))
    expect(await rested(trial, procedure.id)).toMatchObject({ state: 'completed' })
    expect(await policyOf(place)).toBe(text)
    expect(await changesMade(trial)).toEqual(['PutBucketPolicy'])
  })
})

test('a rehearsal compares and writes nothing', async () => {
  const place = bucketFor('website')
  const procedure = await prepared(trial, await asked(place, { kind: 'delete' }))
  required(trial.workstation.acts.procedures.rehearse(procedure.id, procedure.digest ?? ''))
  const rehearsed = await rested(trial, procedure.id)
  expect(rehearsed.rehearsedAt).not.toBeNull()
  expect(planOf(trial, rehearsed).itemCount).toBe(1)
  expect(await changesTried(trial)).toEqual([])
})
