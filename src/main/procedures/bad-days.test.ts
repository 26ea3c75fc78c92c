import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { required } from '../testing/trial.ts'
import {
  broughtToItsEnd,
  everything,
  expectAgreement,
  halfDone,
  intentsOf,
  nowOf,
  onDeletions,
  startDeletions,
  until,
} from './testing/deletion-trial.ts'
import {
  changesTried,
  confirm,
  confirmed,
  prepared,
  rested,
  targetsOf,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

let trial: ProcedureTrial
beforeEach(async () => {
  trial = await startDeletions()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await trial.close()
})

describe('between intent and result', () => {
  test.each([
    ['throttling', { throttle: true, probability: 0.4 }],
    ['a fault of the service', { status: 500, probability: 0.3 }],
    ['an unavailable service', { status: 503, probability: 0.3 }],
    ['a reset', { reset: true, probability: 0.3 }],
    ['a cut answer', { truncate: true, probability: 0.3 }],
    ['an answer that is nonsense', { garbage: true, probability: 0.3 }],
  ])('%s leads to the truth, and nothing is done twice', async (_, fault) => {
    const procedure = await prepared(trial, everything)
    await trial.control('DELETE', 'requests')
    await trial.control('PUT', 'faults', onDeletions(fault))
    required(await confirm(trial, procedure))
    const ended = await broughtToItsEnd(trial, procedure)
    expect(ended).toMatchObject({ state: 'completed', accounts: { inDoubt: 0, open: 0 } })
    await expectAgreement(trial, ended)
    expect(ended.accounts.verified).toBe(
      ended.accounts.total - ended.accounts.failed - ended.accounts.skipped,
    )
  })

  test('a fault that stays is never called done, and is not repeated by itself', async () => {
    const procedure = await prepared(trial, everything)
    await trial.control('DELETE', 'requests')
    await trial.control('PUT', 'faults', onDeletions({ status: 500, probability: 1 }))
    const stopped = await confirmed(trial, procedure)
    expect(stopped.accounts).toMatchObject({ done: 0, verified: 0, inDoubt: 0 })
    await expectAgreement(trial, stopped)
    const tried = await changesTried(trial)
    // Asked, read back as not carried out, asked once more.
    expect(tried.length).toBeLessThanOrEqual(2 * stopped.items.total)
  })

  test('an account that cannot be read back stays in doubt, until it can', async () => {
    const procedure = await prepared(trial, everything)
    await trial.control('DELETE', 'requests')
    const { accountId } = targetsOf(trial, procedure)[0]!.target
    const lost = onDeletions({ accountId, truncate: true, latencyMs: 300, probability: 1 })
    await trial.control('PUT', 'faults', lost)
    required(await confirm(trial, procedure))
    await until(
      () => nowOf(trial, procedure).accounts.open > 0 && intentsOf(trial, procedure).length > 0,
    )
    await trial.control('PUT', 'faults', [
      ...lost,
      { operation: 'ListAccessKeys', accountId, status: 403, code: 'AccessDenied', probability: 1 },
    ])
    const doubtful = await rested(trial, procedure.id)
    expect(doubtful).toMatchObject({
      step: 'verify',
      state: 'stopped',
      failure: { code: 'in-doubt' },
      accounts: { inDoubt: 1 },
    })
    const { procedures } = trial.workstation.acts
    expect(procedures.cancel(procedure.id)).toMatchObject({ error: { code: 'in-doubt' } })
    expect(procedures.replan(procedure.id)).toMatchObject({ error: { code: 'in-doubt' } })
    // Resumed while it still cannot be read, it stays in doubt: that a look failed is no answer.
    required(procedures.resume(procedure.id))
    expect(await rested(trial, procedure.id)).toMatchObject({ accounts: { inDoubt: 1, failed: 0 } })
    await trial.control('PUT', 'faults', [])
    await expectAgreement(trial, await broughtToItsEnd(trial, procedure))
  })
})

describe('what ends in the middle of many accounts can be resumed to its end', () => {
  test('the credentials of the operator', async () => {
    const procedure = await halfDone(trial)
    const operator = `operators/${trial.environment['AWS_ACCESS_KEY_ID']}`
    await trial.control('PUT', operator, { expiresInSeconds: -1 })
    const interrupted = await rested(trial, procedure.id)
    expect(interrupted).toMatchObject({
      state: 'interrupted',
      failure: { code: 'credentials-expired' },
    })
    await expectAgreement(trial, interrupted)
    await trial.control('PUT', operator, { expiresInSeconds: 36_000 })
    const ended = await broughtToItsEnd(trial, procedure)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
    await expectAgreement(trial, ended)
  })

  test('the feature, which somebody switched off', async () => {
    const procedure = await halfDone(trial)
    const { access } = trial.workstation.session.target()!
    required(await access.switches.disableFeature('RootCredentialsManagement'))
    const interrupted = await rested(trial, procedure.id)
    expect(interrupted).toMatchObject({
      state: 'interrupted',
      failure: { code: 'root-credentials-management-off' },
    })
    required(await access.switches.enableFeature('RootCredentialsManagement'))
    const ended = await broughtToItsEnd(trial, procedure)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
  })

  test('the network', async () => {
    const procedure = await halfDone(trial)
    await trial.cutNetwork()
    const interrupted = await rested(trial, procedure.id)
    expect(['interrupted', 'stopped']).toContain(interrupted.state)
    expect(
      interrupted.accounts.open + interrupted.accounts.inDoubt + interrupted.accounts.failed,
    ).toBeGreaterThan(0)
    await trial.mendNetwork()
    const ended = await broughtToItsEnd(trial, procedure)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
    await expectAgreement(trial, ended)
  })

  test('the process, which was closed', async () => {
    const procedure = await halfDone(trial)
    await trial.reopen()
    required(await trial.connect())
    expect(nowOf(trial, procedure)).toMatchObject({ step: 'execute', state: 'interrupted' })
    const ended = await broughtToItsEnd(trial, procedure)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
    await expectAgreement(trial, ended)
  })

  test('the space on the disk: where no intent can be written nothing is sent', async () => {
    const procedure = await halfDone(trial)
    const { record } = trial.workstation.acts
    const isFull = () => {
      throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
    }
    const full = [
      vi.spyOn(record.journalEntries, 'transaction').mockImplementation(isFull),
      vi.spyOn(record, 'transaction').mockImplementation(isFull),
    ]
    await trial.workstation.acts.finished(procedure.id)
    const tried = (await changesTried(trial)).length
    expect(tried).toBe(intentsOf(trial, procedure).length)
    for (const spy of full) spy.mockRestore()
    // That it was interrupted could not be written; it is, once there is space.
    await until(() => nowOf(trial, procedure).state === 'interrupted')
    expect(nowOf(trial, procedure).failure?.code).toBe('disk-full')
    const ended = await broughtToItsEnd(trial, procedure)
    expect(ended.accounts.verified).toBe(ended.accounts.total)
    await expectAgreement(trial, ended)
  })

  test('a full disk at the confirmation lets nothing run', async () => {
    const procedure = await prepared(trial, everything)
    vi.spyOn(trial.workstation.acts.record.journalEntries, 'transaction').mockImplementation(() => {
      throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
    })
    await expect(confirm(trial, procedure)).rejects.toThrow('full')
    vi.restoreAllMocks()
    expect(nowOf(trial, procedure)).toMatchObject({
      step: 'confirm',
      state: 'waiting',
      confirmedAt: null,
    })
    expect(await changesTried(trial)).toEqual([])
  })
})
