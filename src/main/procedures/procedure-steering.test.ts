import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { required } from '../testing/trial.ts'
import {
  everything,
  expectAgreement,
  halfDone,
  nowOf,
  startDeletions,
} from './testing/deletion-trial.ts'
import {
  changesTried,
  confirm,
  confirmed,
  credentialCount,
  prepared,
  reachable,
  rested,
  targetsOf,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

let trial: ProcedureTrial
beforeEach(async () => {
  trial = await startDeletions()
})
afterEach(() => trial.close())

describe('paused, resumed, cancelled', () => {
  test('a pause lets those under way end, begins nobody, and is resumed to the end', async () => {
    const procedure = await halfDone(trial)
    required(trial.workstation.acts.procedures.pause(procedure.id))
    const paused = await rested(trial, procedure.id)
    expect(paused).toMatchObject({ step: 'execute', state: 'paused' })
    expect(paused.accounts.open).toBeGreaterThan(0)
    await expectAgreement(trial, paused)
    const tried = (await changesTried(trial)).length
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(await changesTried(trial)).toHaveLength(tried)
    required(trial.workstation.acts.procedures.resume(procedure.id))
    const ended = await rested(trial, procedure.id)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
    await expectAgreement(trial, ended)
  })

  test('what is cancelled ends, calls the rest not run, and nothing brings it back', async () => {
    const { procedures } = trial.workstation.acts
    const procedure = await halfDone(trial)
    required(procedures.cancel(procedure.id))
    procedures.pause(procedure.id)
    const cancelled = await rested(trial, procedure.id)
    expect(cancelled.state).toBe('cancelled')
    expect(cancelled.accounts.notRun).toBeGreaterThan(0)
    expect(cancelled.accounts.open).toBe(0)
    await expectAgreement(trial, cancelled)
    for (const refused of [
      procedures.resume(procedure.id),
      procedures.replan(procedure.id),
      procedures.cancel(procedure.id),
      await confirm(trial, procedure),
    ]) {
      expect(refused).toMatchObject({ error: { code: 'procedure-not-ready' } })
    }
    required(procedures.verify(procedure.id))
    const verified = await rested(trial, procedure.id)
    expect(verified).toMatchObject({ state: 'cancelled', endedAt: cancelled.endedAt })
    expect(verified.accounts.verified).toBe(verified.accounts.done)
    await expectAgreement(trial, verified)
  })

  test('the connection is not changed under a procedure at work, and can be once it is paused', async () => {
    const { session } = trial.workstation.handlers
    const procedure = await halfDone(trial)
    expect(await session.connect({ connectionId: 'profile:other' })).toMatchObject({
      error: { code: 'run-in-progress' },
    })
    // The same one is renewed under it.
    required(await session.connect({ connectionId: 'environment' }))
    required(trial.workstation.acts.procedures.pause(procedure.id))
    await rested(trial, procedure.id)
    expect(await session.connect({ connectionId: 'profile:other' })).toMatchObject({
      error: { code: 'profile-missing' },
    })
  })

  test('a pause can be cancelled', async () => {
    const procedure = await halfDone(trial)
    required(trial.workstation.acts.procedures.pause(procedure.id))
    await rested(trial, procedure.id)
    expect(required(trial.workstation.acts.procedures.cancel(procedure.id))).toMatchObject({
      state: 'cancelled',
      accounts: { open: 0 },
    })
  })

  test('a look that is cancelled ends at once, and so does a rehearsal', async () => {
    const { procedures } = trial.workstation.acts
    await trial.control('PUT', 'faults', [{ probability: 1, latencyMs: 20 }])
    const looking = required(procedures.begin(everything))
    await new Promise((resolve) => setTimeout(resolve, 60))
    required(procedures.cancel(looking.id))
    expect(await rested(trial, looking.id)).toMatchObject({ state: 'cancelled', digest: null })
    await trial.control('PUT', 'faults', [])
    const planned = await prepared(trial, everything)
    required(procedures.rehearse(planned.id, planned.digest ?? ''))
    required(procedures.cancel(planned.id))
    expect(await rested(trial, planned.id)).toMatchObject({ state: 'cancelled' })
    expect(await changesTried(trial)).toEqual([])
  })

  test('a plan that ended while it was paused does not go on; it is planned anew, and what was done stays told', async () => {
    const { procedures } = trial.workstation.acts
    const procedure = await halfDone(trial)
    required(procedures.pause(procedure.id))
    const paused = await rested(trial, procedure.id)
    await trial.pass(61 * 60_000)
    expect(procedures.resume(procedure.id)).toMatchObject({ error: { code: 'plan-expired' } })
    await trial.control('PUT', 'faults', [])
    const next = required(procedures.replan(procedure.id))
    const planned = await rested(trial, next.id)
    expect(planned).toMatchObject({ step: 'confirm', state: 'waiting', confirmedAt: null })
    expect(nowOf(trial, procedure)).toMatchObject({
      state: 'cancelled',
      accounts: { done: paused.accounts.done },
    })
    expect(await confirmed(trial, planned)).toMatchObject({ state: 'completed' })
    for (const account of await reachable(trial)) expect(credentialCount(account)).toBe(0)
  })

  test('while one procedure is paused another one on the same account may run, and then the first cannot go on beside it', async () => {
    const { procedures } = trial.workstation.acts
    const procedure = await halfDone(trial)
    required(procedures.pause(procedure.id))
    await rested(trial, procedure.id)
    await trial.control('PUT', 'faults', [{ probability: 1, latencyMs: 40 }])
    const left = targetsOf(trial, procedure).find(({ outcome }) => outcome.state === 'pending')!
    const other = await prepared(trial, {
      ...everything,
      scope: { kind: 'accounts', accountIds: [left.target.accountId] },
    })
    required(await confirm(trial, other))
    const beside = procedures.resume(procedure.id)
    expect(beside).toMatchObject({
      error: { message: expect.stringContaining(left.target.accountId) },
    })
    await rested(trial, other.id)
    required(procedures.resume(procedure.id))
    expect(await rested(trial, procedure.id)).toMatchObject({ state: 'completed' })
  })
})
