import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PolicyChange, ProcedureRequest } from '../../shared/domain/procedures.ts'
import { analysePolicy, isLocked } from '../../shared/policy/policy-analysis.ts'
import { parsePolicy } from '../../shared/policy/policy-document.ts'
import { proposeRepairs } from '../../shared/policy/policy-repair.ts'
import { required, type TrueAccount } from '../testing/trial.ts'
import {
  changesMade,
  changesTried,
  confirm,
  confirmed,
  forNothing,
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
  await trial.control('PUT', 'switches', { queuePropagationSeconds: 0 })
  await trial.control('DELETE', 'requests')
  trial.whileWaiting = () => undefined
  trial.waits.length = 0
})

type UnlockRequest = Extract<ProcedureRequest, { kind: 'unlock-queue-policy' }>

/** A queue of the practice organization, by its purpose, with the account that owns it. */
function queueFor(purpose: string) {
  for (const account of accounts) {
    const queue = account.queues.findLast(({ name }) => name.startsWith(`${purpose}-`))
    if (!queue) continue
    const { name, region } = queue
    return {
      accountId: account.id,
      name,
      region,
      queueUrl: `${trial.endpoint}/${account.id}/${name}`,
    }
  }
  throw new Error(`there is no queue for ${purpose}`)
}
type Place = ReturnType<typeof queueFor>

async function policyOf({ accountId, name }: Place): Promise<string | null> {
  const { queues } = await trueAccount(trial, accountId)
  return queues.find((queue) => queue.name === name)!.policy
}

/** Reads the policy as the window does, and asks for a change of what was read. */
async function asked(place: Place, change: PolicyChange): Promise<UnlockRequest> {
  const { accountId, queueUrl, region } = place
  const { policy } = required(
    await trial.workstation.acts.resources.queuePolicy({ accountId, queueUrl, region }),
  )
  const seenSha256 = policy?.sha256 ?? null
  return {
    kind: 'unlock-queue-policy',
    accountId,
    queueUrl,
    region,
    seenSha256,
    change,
    ...forNothing,
  }
}

const put = (policy: string): PolicyChange => ({ kind: 'put', by: 'edit', policy })

function policyOfBytes({ accountId, name, region }: Place, bytes: number): string {
  const text = `{"Version":"2012-10-17","Id":"größe ","Statement":[{"Effect":"Deny","Principal":"*","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:${region}:${accountId}:${name}"}]}`
  return text.replace(' "', `${' '.repeat(bytes - Buffer.byteLength(text) + 1)}"`)
}

describe('a locked queue', () => {
  test.each(['payments', 'shipments', 'claims', 'settlements'])(
    'for %s is opened by the repair that is proposed, with one call',
    async (purpose) => {
      const place = queueFor(purpose)
      const { accountId, queueUrl, region } = place
      const read = required(
        await trial.workstation.acts.resources.queuePolicy({ accountId, queueUrl, region }),
      )
      const context = {
        service: 'sqs',
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
      const change: PolicyChange =
        repair === undefined || repair.policy === null
          ? { kind: 'delete' }
          : { kind: 'put', by: 'repair', policy: repair.policy }
      const procedure = await ran(trial, await asked(place, change))
      expect(procedure).toMatchObject({ state: 'completed', accounts: { done: 1, verified: 1 } })
      expect(await policyOf(place)).toBe(repair?.policy)
      expect(await changesMade(trial)).toEqual(['SetQueueAttributes'])
      expect(required(trial.workstation.acts.resources.preImages({ accountId }))).toContainEqual(
        expect.objectContaining({ procedureId: procedure.id, policy: read.policy }),
      )
    },
  )
})

test('the phrase is the name of the queue, and deleting its policy is one call that can be restored', async () => {
  const place = queueFor('payments')
  const before = await policyOf(place)
  const deletion = await prepared(trial, await asked(place, { kind: 'delete' }))
  expect(deletion.phrase).toBe(place.name)
  expect(await confirmed(trial, deletion)).toMatchObject({ state: 'completed' })
  expect(await policyOf(place)).toBeNull()
  const change: PolicyChange = { kind: 'restore', preImageId: deletion.id }
  expect(await ran(trial, await asked(place, change))).toMatchObject({ state: 'completed' })
  expect(await policyOf(place)).toBe(before)
  expect(await changesMade(trial)).toEqual(['SetQueueAttributes', 'SetQueueAttributes'])
})

test('a policy of 8,192 bytes is written; with one byte more it is refused before anything is sent', async () => {
  const place = queueFor('shipments')
  const most = policyOfBytes(place, 8_192)
  expect(await ran(trial, await asked(place, put(most)))).toMatchObject({ state: 'completed' })
  expect(await policyOf(place)).toBe(most)
  await trial.control('DELETE', 'requests')
  const refused = await prepared(trial, await asked(place, put(policyOfBytes(place, 8_193))))
  expect(refused).toMatchObject({ state: 'stopped', failure: { code: 'malformed-policy' } })
  expect(await changesTried(trial)).toEqual([])
})

describe('a change that takes AWS a minute to show', () => {
  test('is waited out before it is called done', async () => {
    const place = queueFor('claims')
    await trial.control('PUT', 'switches', { queuePropagationSeconds: 60 })
    const text = policyOfBytes(place, 300)
    const procedure = await ran(trial, await asked(place, put(text)))
    expect(procedure).toMatchObject({ state: 'completed', accounts: { done: 1, verified: 1 } })
    const waited = trial.waits.reduce((sum, ms) => sum + ms, 0)
    expect(waited).toBeGreaterThanOrEqual(60_000)
    expect(await changesMade(trial)).toEqual(['SetQueueAttributes'])
  })

  test('is not called undone while nobody answered whether it was, and not sent again', async () => {
    const place = queueFor('claims')
    await trial.control('PUT', 'switches', { queuePropagationSeconds: 60 })
    const text = policyOfBytes(place, 301)
    const procedure = await prepared(trial, await asked(place, put(text)))
    await trial.control('PUT', 'faults', [
      { operation: 'SetQueueAttributes', truncate: true, probability: 1 },
    ])
    expect(await confirmed(trial, procedure)).toMatchObject({
      state: 'completed',
      accounts: { done: 1, verified: 1 },
    })
    expect(await changesTried(trial)).toEqual(['SetQueueAttributes'])
    expect(await policyOf(place)).toBe(text)
  })

  test('is waited out as well where a doubt of before is settled', async () => {
    const place = queueFor('claims')
    await trial.control('PUT', 'switches', { queuePropagationSeconds: 60 })
    const text = policyOfBytes(place, 303)
    const procedure = await prepared(trial, await asked(place, put(text)))
    const lost = { operation: 'SetQueueAttributes', truncate: true, latencyMs: 200, probability: 1 }
    await trial.control('PUT', 'faults', [lost])
    required(await confirm(trial, procedure))
    await expect
      .poll(() => trial.workstation.acts.journal.openIntents(procedure.id))
      .toHaveLength(1)
    await trial.control('PUT', 'faults', [
      lost,
      { operation: 'GetQueueAttributes', status: 403, code: 'AccessDenied', probability: 1 },
    ])
    expect(await rested(trial, procedure.id)).toMatchObject({ failure: { code: 'in-doubt' } })
    await trial.control('PUT', 'faults', [])
    required(trial.workstation.acts.procedures.resume(procedure.id))
    expect(await rested(trial, procedure.id)).toMatchObject({
      state: 'completed',
      accounts: { done: 1, verified: 1 },
    })
    expect(await changesTried(trial)).toEqual(['SetQueueAttributes'])
  })

  test('that does not show at all is never called verified', async () => {
    const place = queueFor('claims')
    await trial.control('PUT', 'switches', { queuePropagationSeconds: 3_600 })
    const procedure = await ran(trial, await asked(place, put(policyOfBytes(place, 302))))
    expect(procedure).toMatchObject({ state: 'completed', accounts: { done: 1, verified: 0 } })
    expect(targetsOf(trial, procedure)[0]?.outcome).toMatchObject({
      verifiedAt: null,
      note: expect.stringContaining('still shows the old policy'),
    })
  })
})

describe('somebody else', () => {
  test('who wrote between the look and the plan stops the plan', async () => {
    const place = queueFor('settlements')
    const request = await asked(place, { kind: 'delete' })
    await writtenByOthers(place, 401)
    expect(await prepared(trial, request)).toMatchObject({ failure: { code: 'policy-changed' } })
    expect(await changesTried(trial)).toEqual([])
  })

  test('who wrote between the plan and the write is not overwritten', async () => {
    const place = queueFor('settlements')
    const procedure = await prepared(trial, await asked(place, { kind: 'delete' }))
    const theirs = await writtenByOthers(place, 402)
    expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { changed: 1 } })
    expect(await policyOf(place)).toBe(theirs)
    expect(await changesTried(trial)).toEqual([])
  })

  async function writtenByOthers(place: Place, bytes: number): Promise<string> {
    const policy = policyOfBytes(place, bytes)
    const { queues } = await trueAccount(trial, place.accountId)
    await trial.control('PUT', `accounts/${place.accountId}`, {
      queues: queues.map((queue) => (queue.name === place.name ? { ...queue, policy } : queue)),
    })
    return policy
  }
})

test.each([
  ['of another account', (place: Place) => place.queueUrl.replace(place.accountId, '111122223333')],
  ['of another host', (place: Place) => place.queueUrl.replace('127.0.0.1', '127.0.0.2')],
  ['without a name', (place: Place) => place.queueUrl.replace(place.name, '')],
])('the URL %s is refused before anything is sent', async (_, urlOf) => {
  const place = queueFor('claims')
  const request = await asked(place, { kind: 'delete' })
  await trial.control('DELETE', 'requests')
  const procedure = await prepared(trial, { ...request, queueUrl: urlOf(place) })
  expect(procedure).toMatchObject({
    state: 'stopped',
    failure: { code: 'resource-of-another-account' },
    digest: null,
  })
  const operations = (await trial.requests()).map(({ operation }) => operation)
  expect(operations.filter((operation) => operation.includes('Queue'))).toEqual([])
})
