import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { required } from '../testing/trial.ts'
import {
  askedOf,
  bucketFor,
  bucketPolicyOf,
  policyOfBytes,
  put,
  writtenByOthers,
  type BucketPlace,
} from './testing/bucket-trial.ts'
import {
  changesMade,
  changesTried,
  confirmed,
  journalOf,
  prepared,
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

describe('what somebody else wrote', () => {
  const theirs = (place: BucketPlace, bytes: number) => policyOfBytes(place, bytes)

  test('between the look and the plan stops the plan', async () => {
    const place = await bucketFor(trial, 'website')
    const request = await askedOf(trial, place, { kind: 'delete' })
    await writtenByOthers(trial, place, theirs(place, 601))
    expect(await prepared(trial, request)).toMatchObject({
      state: 'stopped',
      failure: { code: 'policy-changed' },
    })
    expect(await changesTried(trial)).toEqual([])
  })

  test('between the plan and the write stays, and the difference is said', async () => {
    const place = await bucketFor(trial, 'website')
    const procedure = await prepared(trial, await askedOf(trial, place, { kind: 'delete' }))
    await writtenByOthers(trial, place, theirs(place, 602))
    const ended = await confirmed(trial, procedure)
    expect(ended.accounts).toMatchObject({ changed: 1, done: 0, verified: 0 })
    expect(targetsOf(trial, procedure)[0]?.outcome.note).toContain('not the one that was shown')
    expect(await changesTried(trial)).toEqual([])
    expect(await bucketPolicyOf(trial, place)).toBe(theirs(place, 602))
  })

  test('that is just what the plan wants is already so, and not called ours', async () => {
    const place = await bucketFor(trial, 'website')
    const procedure = await prepared(trial, await askedOf(trial, place, put(theirs(place, 603))))
    await writtenByOthers(trial, place, theirs(place, 603))
    const ended = await confirmed(trial, procedure)
    expect(ended.accounts).toMatchObject({ alreadySo: 1, done: 0, verified: 1 })
    expect(await changesTried(trial)).toEqual([])
  })

  test('over a call that nobody answered leaves no doubt open for ever', async () => {
    const place = await bucketFor(trial, 'website')
    const procedure = await prepared(
      trial,
      await askedOf(trial, place, put(policyOfBytes(place, 700))),
    )
    await trial.control('PUT', 'faults', [
      { operation: 'PutBucketPolicy', reset: true, probability: 1 },
    ])
    trial.whileWaiting = () => writtenByOthers(trial, place, theirs(place, 604))
    const ended = await confirmed(trial, procedure)
    expect(ended).toMatchObject({ state: 'completed', accounts: { changed: 1, inDoubt: 0 } })
    expect(await bucketPolicyOf(trial, place)).toBe(theirs(place, 604))
    const resolved = journalOf(trial, procedure).find(({ kind }) => kind === 'call-resolved')
    expect(resolved?.detail).toMatchObject({ state: 'overtaken' })
    expect(trial.workstation.acts.journal.openIntents(procedure.id)).toEqual([])
  })
})

describe('an answer that is lost', () => {
  test('after the call was done is found out by reading, and nothing is sent twice', async () => {
    const place = await bucketFor(trial, 'website')
    const text = policyOfBytes(place, 801)
    const procedure = await prepared(trial, await askedOf(trial, place, put(text)))
    await trial.control('PUT', 'faults', [
      { operation: 'PutBucketPolicy', truncate: true, probability: 1 },
    ])
    expect(await confirmed(trial, procedure)).toMatchObject({ state: 'completed' })
    expect(await bucketPolicyOf(trial, place)).toBe(text)
    expect(await changesTried(trial)).toEqual(['PutBucketPolicy'])
    expect(journalOf(trial, procedure).map(({ kind }) => kind)).toContain('call-resolved')
  })

  test('of a call that never arrived stops the procedure; resumed, it is asked again, once', async () => {
    const place = await bucketFor(trial, 'website')
    const text = policyOfBytes(place, 802)
    const procedure = await prepared(trial, await askedOf(trial, place, put(text)))
    await trial.control('PUT', 'faults', [
      { operation: 'PutBucketPolicy', reset: true, probability: 1 },
    ])
    const stopped = await confirmed(trial, procedure)
    expect(stopped).toMatchObject({ step: 'execute', state: 'stopped', accounts: { open: 1 } })
    expect(await bucketPolicyOf(trial, place)).not.toBe(text)
    await trial.control('PUT', 'faults', [])
    required(trial.workstation.acts.procedures.resume(procedure.id))
    expect(await rested(trial, procedure.id)).toMatchObject({ state: 'completed' })
    expect(await bucketPolicyOf(trial, place)).toBe(text)
    expect(await changesMade(trial)).toEqual(['PutBucketPolicy'])
  })
})
