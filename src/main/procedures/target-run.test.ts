import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Procedure } from '../../shared/domain/procedures.ts'
import { type TrueAccount } from '../testing/trial.ts'
import {
  everything,
  expectAgreement,
  heldBy,
  onDeletions,
  startDeletions,
} from './testing/deletion-trial.ts'
import {
  changesTried,
  confirmed,
  credentialCount,
  prepared,
  reachable,
  targetsOf,
  trueAccount,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

let trial: ProcedureTrial
beforeEach(async () => {
  trial = await startDeletions()
})
afterEach(() => trial.close())

describe('in one account', () => {
  async function oneAccount(): Promise<{ account: TrueAccount; procedure: Procedure }> {
    const account = (await reachable(trial)).find((one) => credentialCount(one) > 1)!
    const procedure = await prepared(trial, {
      ...everything,
      scope: { kind: 'accounts', accountIds: [account.id] },
    })
    await trial.control('DELETE', 'requests')
    trial.waits.length = 0
    return { account, procedure }
  }
  const sessionsOpened = async () =>
    (await trial.requests()).filter(({ operation }) => operation === 'AssumeRoot').length

  test.each(['EntityTemporarilyUnmodifiable', 'ConcurrentModification'])(
    '%s is waited for and tried again in the same session',
    async (code) => {
      const { account, procedure } = await oneAccount()
      await trial.control('PUT', 'faults', onDeletions({ status: 409, code, probability: 1 }))
      trial.whileWaiting = () => trial.control('PUT', 'faults', [])
      const ended = await confirmed(trial, procedure)
      expect(ended).toMatchObject({ state: 'completed', accounts: { done: 1, verified: 1 } })
      expect(trial.waits).toContain(2_000)
      expect(await sessionsOpened()).toBe(1)
      expect(await changesTried(trial)).toHaveLength(credentialCount(account) + 1)
    },
  )

  test('what stays busy is given up after a while, and called failed', async () => {
    const { account, procedure } = await oneAccount()
    const fault = { status: 409, code: 'EntityTemporarilyUnmodifiable', probability: 1 }
    await trial.control('PUT', 'faults', onDeletions(fault))
    const ended = await confirmed(trial, procedure)
    expect(ended).toMatchObject({ state: 'completed', accounts: { failed: 1, verified: 0 } })
    expect(targetsOf(trial, ended)[0]?.outcome.failure?.code).toBe('entity-busy')
    expect(trial.waits).toEqual(expect.arrayContaining([2_000, 5_000, 10_000, 20_000, 30_000]))
    expect(heldBy(await trueAccount(trial, account.id))).toEqual(heldBy(account))
  })

  test.each([
    ['by both clocks', () => trial.pass(16 * 60_000)],
    ['as AWS sees it', () => trial.control('PUT', 'clock', { advanceSeconds: 16 * 60 })],
  ])('a session that ends in the middle is opened anew, once (%s)', async (_, later) => {
    const { procedure } = await oneAccount()
    const fault = { status: 409, code: 'ConcurrentModification', probability: 1 }
    await trial.control('PUT', 'faults', onDeletions(fault))
    trial.whileWaiting = async () => {
      trial.whileWaiting = () => undefined
      await trial.control('PUT', 'faults', [])
      await later()
    }
    const ended = await confirmed(trial, procedure)
    expect(ended).toMatchObject({ state: 'completed', accounts: { done: 1, verified: 1 } })
    await expectAgreement(trial, ended)
    expect(await sessionsOpened()).toBe(2)
  })

  test('a session that cannot be opened anew fails what was not done, and doubts nothing', async () => {
    const { procedure } = await oneAccount()
    const fault = { status: 409, code: 'ConcurrentModification', probability: 1 }
    await trial.control('PUT', 'faults', onDeletions(fault))
    trial.whileWaiting = async () => {
      trial.whileWaiting = () => undefined
      await trial.pass(16 * 60_000)
      await trial.control('PUT', 'faults', [
        { operation: 'AssumeRoot', status: 403, code: 'AccessDenied', probability: 1 },
      ])
    }
    const ended = await confirmed(trial, procedure)
    expect(ended.accounts).toMatchObject({ failed: 1, done: 0, inDoubt: 0 })
    expect(trial.workstation.acts.journal.openIntents(procedure.id)).toEqual([])
    await expectAgreement(trial, ended)
  })

  test('that was suspended after the plan fails, holds what it held, and stops nobody else', async () => {
    const procedure = await prepared(trial, everything)
    await trial.control('DELETE', 'requests')
    const victim = targetsOf(trial, procedure).at(-1)!.target.accountId
    const before = await trueAccount(trial, victim)
    await trial.control('PUT', `accounts/${victim}`, { state: 'SUSPENDED' })
    const ended = await confirmed(trial, procedure)
    expect(ended.accounts).toMatchObject({ failed: 1, verified: ended.accounts.total - 1 })
    expect((await trueAccount(trial, victim)).root).toEqual(before.root)
  })
})
