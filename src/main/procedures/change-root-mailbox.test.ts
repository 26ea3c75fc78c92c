import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { Procedure, ProcedureRequest } from '../../shared/domain/procedures.ts'
import { required, type TrueAccount } from '../testing/trial.ts'
import { openedCase } from './testing/case-of-trial.ts'
import {
  changesMade,
  changesTried,
  confirmed,
  forNothing,
  journalOf,
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
let incident: { id: string }
beforeAll(async () => {
  trial = await startProcedures()
  accounts = await reachable(trial)
})
afterAll(() => trial.close())
beforeEach(async () => {
  await trial.control('PUT', 'faults', [])
  await trial.control('DELETE', 'requests')
  incident = openedCase(trial, 24 * 60)
})

const unused = (): AccountId => accounts.pop()!.id
const addressFor = (accountId: string) => `aws+${accountId}@new.example.com`

const change = (accountId: AccountId, newEmail = addressFor(accountId)) =>
  ({
    kind: 'change-root-mailbox',
    accountId,
    newEmail,
    ...forNothing,
    caseId: incident.id,
  }) satisfies ProcedureRequest

/** The codes that were mailed to an address, oldest first. */
async function codesFor(accountId: AccountId): Promise<string[]> {
  const letters = (await trial.control('GET', 'mailboxes')) as { to: string; code: string }[]
  return letters.filter(({ to }) => to === addressFor(accountId)).map(({ code }) => code)
}

async function typed(procedure: Procedure, code: string): Promise<Procedure> {
  required(trial.workstation.acts.procedures.provideCode(procedure.id, code))
  return await rested(trial, procedure.id)
}

const waiting = { step: 'execute', state: 'waiting', accounts: { open: 1, verified: 0 } }
const emailOf = async (accountId: AccountId) => (await trueAccount(trial, accountId)).email

describe('a root mailbox', () => {
  test('is changed with the code that AWS mailed to the new one, and read back', async () => {
    const accountId = unused()
    const before = await emailOf(accountId)
    const procedure = await ran(trial, change(accountId))
    expect(procedure).toMatchObject(waiting)
    expect(await emailOf(accountId)).toBe(before)
    const [code = ''] = await codesFor(accountId)
    expect(await typed(procedure, code)).toMatchObject({
      state: 'completed',
      accounts: { done: 1, verified: 1 },
      items: { done: 2 },
    })
    expect(await emailOf(accountId)).toBe(addressFor(accountId))
    expect(await changesMade(trial)).toEqual([
      'StartPrimaryEmailUpdate',
      'AcceptPrimaryEmailUpdate',
    ])
    const { store, session } = trial.workstation
    const listed = store.accountTable.get(session.organizationId()!, accountId)
    expect(listed?.account.email).toBe(addressFor(accountId))
  })

  test('with a wrong code stays, and the right one can still be typed', async () => {
    const accountId = unused()
    const procedure = await ran(trial, change(accountId))
    expect(await typed(procedure, 'WRONG1')).toMatchObject(waiting)
    expect(targetsOf(trial, procedure)[0]?.outcome.failure?.code).toBe('wrong-code')
    const codes = await codesFor(accountId)
    expect(codes).toHaveLength(1)
    expect(await typed(procedure, codes[0] ?? '')).toMatchObject({ state: 'completed' })
  })

  test('with a code that came too late gets another one', async () => {
    const accountId = unused()
    const procedure = await ran(trial, change(accountId))
    await trial.pass(31 * 60_000)
    const [old = ''] = await codesFor(accountId)
    expect(await typed(procedure, old)).toMatchObject(waiting)
    expect(targetsOf(trial, procedure)[0]?.outcome.failure?.code).toBe('code-expired')
    const codes = await codesFor(accountId)
    expect(codes).toHaveLength(2)
    expect(await typed(procedure, codes[1] ?? '')).toMatchObject({ state: 'completed' })
  })

  test('can be finished after the workstation was started again while it waited for the code', async () => {
    const accountId = unused()
    const procedure = await ran(trial, change(accountId))
    await trial.reopen()
    required(await trial.connect())
    const found = required(trial.workstation.acts.procedures.get(procedure.id))
    expect(found).toMatchObject(waiting)
    const [code = ''] = await codesFor(accountId)
    expect(await typed(procedure, code)).toMatchObject({ state: 'completed' })
    expect(await changesMade(trial)).toEqual([
      'StartPrimaryEmailUpdate',
      'AcceptPrimaryEmailUpdate',
    ])
  })

  test('that is the new one already is nothing to do', async () => {
    const accountId = unused()
    await trial.control('PUT', `accounts/${accountId}`, { email: addressFor(accountId) })
    const wanted = addressFor(accountId).toUpperCase()
    expect(await prepared(trial, change(accountId, wanted))).toMatchObject({
      state: 'stopped',
      failure: { code: 'nothing-to-do' },
    })
  })

  test('that became the new one after the plan is already so, and nothing is called', async () => {
    const accountId = unused()
    const procedure = await prepared(trial, change(accountId))
    await trial.control('PUT', `accounts/${accountId}`, { email: addressFor(accountId) })
    expect(await confirmed(trial, procedure)).toMatchObject({
      state: 'completed',
      accounts: { alreadySo: 1, verified: 1 },
    })
    expect(await changesTried(trial)).toEqual([])
  })

  test('that became another one after the plan is left alone', async () => {
    const accountId = unused()
    const procedure = await prepared(trial, change(accountId))
    await trial.control('PUT', `accounts/${accountId}`, { email: 'else@example.com' })
    expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { changed: 1 } })
    expect(targetsOf(trial, procedure)[0]?.outcome.note).toContain('else@example.com')
    expect(await changesTried(trial)).toEqual([])
  })

  test('that belongs to somebody else is refused by AWS, and that is said', async () => {
    const accountId = unused()
    const taken = accounts[0]!.email
    const procedure = await ran(trial, change(accountId, taken))
    expect(procedure).toMatchObject({ state: 'completed', accounts: { failed: 1 } })
    expect(targetsOf(trial, procedure)[0]?.outcome.failure?.code).toBe('email-in-use')
  })
})

describe('while the code is waited for', () => {
  test('reading back ends nothing, and no code is taken for done', async () => {
    const procedure = await ran(trial, change(unused()))
    required(trial.workstation.acts.procedures.verify(procedure.id))
    expect(await rested(trial, procedure.id)).toMatchObject(waiting)
  })

  test('the plan may end: then no code helps any more', async () => {
    const accountId = unused()
    const procedure = await ran(trial, change(accountId))
    await trial.pass(61 * 60_000)
    const [code = ''] = await codesFor(accountId)
    const late = trial.workstation.acts.procedures.provideCode(procedure.id, code)
    expect(late).toMatchObject({ error: { code: 'plan-expired' } })
    expect(await emailOf(accountId)).not.toBe(addressFor(accountId))
  })

  test('it can be ended, and what was not done is called not run', async () => {
    const procedure = await ran(trial, change(unused()))
    expect(required(trial.workstation.acts.procedures.cancel(procedure.id))).toMatchObject({
      state: 'cancelled',
      items: { done: 1, notRun: 1 },
      accounts: { notRun: 1 },
    })
  })
})

describe('an answer that is lost', () => {
  test('after the code was accepted is found out by reading', async () => {
    const accountId = unused()
    const procedure = await ran(trial, change(accountId))
    const [code = ''] = await codesFor(accountId)
    await trial.control('PUT', 'faults', [
      { operation: 'AcceptPrimaryEmailUpdate', truncate: true, probability: 1 },
    ])
    expect(await typed(procedure, code)).toMatchObject({ state: 'completed', items: { done: 2 } })
    expect(await emailOf(accountId)).toBe(addressFor(accountId))
  })

  test('of a code that never arrived leaves the old mailbox, and the code is asked for again', async () => {
    const accountId = unused()
    const procedure = await ran(trial, change(accountId))
    const [code = ''] = await codesFor(accountId)
    await trial.control('PUT', 'faults', [
      { operation: 'AcceptPrimaryEmailUpdate', reset: true, probability: 1 },
    ])
    expect(await typed(procedure, code)).toMatchObject(waiting)
    await trial.control('PUT', 'faults', [])
    expect(await typed(procedure, code)).toMatchObject({ state: 'completed' })
    expect(await emailOf(accountId)).toBe(addressFor(accountId))
  })
})

test('the code is kept nowhere: not in the record, not in the journal, not in the log', async () => {
  const accountId = unused()
  const procedure = await ran(trial, change(accountId))
  await typed(procedure, 'QZXJVK')
  const [code = ''] = await codesFor(accountId)
  await typed(procedure, code)
  expect(JSON.stringify(journalOf(trial, procedure))).not.toContain(code)
  await trial.workstation.close()
  for (const file of readdirSync(trial.home)) {
    const text = readFileSync(`${trial.home}/${file}`, 'latin1')
    expect(text.includes(code) || text.includes('QZXJVK')).toBe(false)
  }
})
