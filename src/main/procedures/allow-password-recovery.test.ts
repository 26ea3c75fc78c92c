import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { BreakGlassCase } from '../../shared/domain/cases.ts'
import { findingKinds } from '../../shared/domain/findings.ts'
import { credentialKinds, type ProcedureRequest } from '../../shared/domain/procedures.ts'
import { required, type TrueAccount } from '../testing/trial.ts'
import { caseNow, closing, openedCase } from './testing/case-of-trial.ts'
import {
  changesMade,
  changesTried,
  confirm,
  confirmed,
  credentialCount,
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
let empty: TrueAccount[]
beforeAll(async () => {
  trial = await startProcedures({ accounts: 40 })
  empty = (await reachable(trial)).filter((account) => credentialCount(account) === 0)
})
afterAll(() => trial.close())
beforeEach(async () => {
  await trial.control('PUT', 'faults', [])
  await trial.control('DELETE', 'requests')
  trial.person.agrees = true
  trial.whileWaiting = () => undefined
})

/** An account without credentials that no test has used yet. */
const unused = (): AccountId => empty.pop()!.id

const recovery = (accountId: AccountId, { id: caseId }: { id: string | null }) =>
  ({
    kind: 'allow-password-recovery',
    accountId,
    mailboxOwner: 'Jane of the platform team',
    ...forNothing,
    caseId,
  }) satisfies ProcedureRequest

const closingAgain = (accountIds: AccountId[], { id: caseId }: BreakGlassCase) =>
  ({
    kind: 'delete-root-credentials',
    scope: { kind: 'accounts', accountIds },
    credentials: [...credentialKinds],
    ...forNothing,
    caseId,
  }) satisfies ProcedureRequest

const featureOff = {
  operation: 'AssumeRoot',
  status: 403,
  code: 'AccessDenied',
  message: 'Root credentials management feature is not enabled for your AWS Organization.',
  probability: 1,
}

async function openIn(incident: BreakGlassCase): Promise<AccountId> {
  const accountId = unused()
  expect(await ran(trial, recovery(accountId, incident))).toMatchObject({ state: 'completed' })
  return accountId
}

describe('password recovery', () => {
  test('is allowed in no other place than an open case that is inside its time box', async () => {
    const { procedures } = trial.workstation.acts
    const accountId = unused()
    expect(procedures.begin(recovery(accountId, { id: null }))).toMatchObject({
      error: { code: 'case-needed' },
    })
    expect(procedures.begin(recovery(accountId, { id: 'c-none' }))).toMatchObject({ ok: false })
    const over = openedCase(trial, 15)
    const planned = await prepared(trial, recovery(accountId, over))
    await trial.pass(15 * 60_000)
    expect(procedures.begin(recovery(accountId, over))).toMatchObject({
      error: { code: 'case-over' },
    })
    expect(await confirm(trial, planned)).toMatchObject({ error: { code: 'case-over' } })
    required(procedures.cancel(planned.id))
    required(closing(trial, over))
    expect(procedures.begin(recovery(accountId, over))).toMatchObject({
      error: { code: 'case-closed' },
    })
    expect(await changesTried(trial)).toEqual([])
  })

  test('that was interrupted does not go on after the time box', async () => {
    const incident = openedCase(trial, 15)
    const procedure = await prepared(trial, recovery(unused(), incident))
    await trial.control('PUT', 'faults', [featureOff])
    expect(await confirmed(trial, procedure)).toMatchObject({ state: 'interrupted' })
    await trial.control('PUT', 'faults', [])
    await trial.pass(15 * 60_000)
    const { procedures } = trial.workstation.acts
    expect(procedures.resume(procedure.id)).toMatchObject({ error: { code: 'case-over' } })
    expect(await changesTried(trial)).toEqual([])
    required(procedures.cancel(procedure.id))
    expect(closing(trial, incident)).toMatchObject({ ok: true })
  })

  test('lets the owner of the mailbox in, and the case does not close before the account is read back as empty', async () => {
    const incident = openedCase(trial)
    const accountId = await openIn(incident)
    expect((await trueAccount(trial, accountId)).root.passwordPresent).toBe(true)
    expect(caseNow(trial, incident).reopened).toMatchObject([{ accountId, closedAt: null }])
    expect(closing(trial, incident)).toMatchObject({ error: { code: 'case-still-open' } })

    await trial.control('POST', `accounts/${accountId}/recover`, { registerMfa: true })
    expect(credentialCount(await trueAccount(trial, accountId))).toBe(2)
    const closed = await ran(trial, closingAgain([accountId], incident))
    expect(closed).toMatchObject({
      state: 'completed',
      items: { done: 2 },
      accounts: { verified: 1 },
    })
    expect(credentialCount(await trueAccount(trial, accountId))).toBe(0)
    expect(caseNow(trial, incident).reopened).toMatchObject([
      { accountId, closedAt: expect.any(String), closedByProcedureId: closed.id },
    ])
    expect(closing(trial, incident)).toMatchObject({ ok: true })
  })

  test('is refused where a password exists', async () => {
    const incident = openedCase(trial)
    const holder = (await reachable(trial)).find(({ root }) => root.passwordPresent)!
    expect(await prepared(trial, recovery(holder.id, incident))).toMatchObject({
      state: 'stopped',
      failure: { code: 'password-exists' },
    })
    expect(await changesTried(trial)).toEqual([])
  })

  test('names the mailbox as it is now, not as it was last listed, and asks to acknowledge whose it is', async () => {
    const accountId = unused()
    await trial.control('PUT', `accounts/${accountId}`, { email: 'new-owner@example.com' })
    const procedure = await prepared(trial, recovery(accountId, openedCase(trial)))
    const { acknowledgements } = planOf(trial, procedure)
    expect(acknowledgements).toHaveLength(1)
    expect(acknowledgements[0]?.sentence).toContain('new-owner@example.com')
    expect(acknowledgements[0]?.sentence).toContain('Jane of the platform team')
    expect(await confirm(trial, procedure, { acknowledged: [] })).toMatchObject({
      error: { code: 'not-acknowledged' },
    })
  })

  test('is left alone where somebody set a password after the plan', async () => {
    const incident = openedCase(trial)
    const accountId = unused()
    const procedure = await prepared(trial, recovery(accountId, incident))
    await trial.control('PUT', `accounts/${accountId}`, { root: { passwordPresent: true } })
    expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { changed: 1, done: 0 } })
    expect(await changesTried(trial)).toEqual([])
    expect(caseNow(trial, incident).reopened).toEqual([])
  })
})

describe('an account that may be open is never forgotten', () => {
  test('what AWS plainly refused opened nothing', async () => {
    const incident = openedCase(trial)
    const procedure = await prepared(trial, recovery(unused(), incident))
    await trial.control('PUT', 'faults', [
      { operation: 'CreateLoginProfile', status: 403, code: 'AccessDenied', probability: 1 },
    ])
    expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { failed: 1 } })
    expect(caseNow(trial, incident).reopened).toEqual([])
    expect(closing(trial, incident)).toMatchObject({ ok: true })
  })

  test('an answer that is lost after the call was done is found out by reading', async () => {
    const incident = openedCase(trial)
    const accountId = unused()
    const procedure = await prepared(trial, recovery(accountId, incident))
    await trial.control('PUT', 'faults', [
      { operation: 'CreateLoginProfile', truncate: true, probability: 1 },
    ])
    expect(await confirmed(trial, procedure)).toMatchObject({
      state: 'completed',
      accounts: { done: 1, verified: 1 },
    })
    expect(await changesTried(trial)).toEqual(['CreateLoginProfile'])
    expect(caseNow(trial, incident).reopened).toMatchObject([{ accountId, closedAt: null }])
  })

  test('while nobody knows, it counts as open; that nothing is there is read back before the case closes', async () => {
    const incident = openedCase(trial)
    const accountId = unused()
    const procedure = await prepared(trial, recovery(accountId, incident))
    await trial.control('PUT', 'faults', [
      { operation: 'CreateLoginProfile', reset: true, probability: 1 },
    ])
    expect(await confirmed(trial, procedure)).toMatchObject({ step: 'execute', state: 'stopped' })
    await trial.control('PUT', 'faults', [])
    expect(caseNow(trial, incident).reopened).toMatchObject([{ accountId, closedAt: null }])
    required(trial.workstation.acts.procedures.cancel(procedure.id))
    expect(closing(trial, incident)).toMatchObject({ error: { code: 'case-still-open' } })
    const verification = await prepared(trial, closingAgain([accountId], incident))
    expect(planOf(trial, verification)).toMatchObject({ targetCount: 1, itemCount: 0 })
    expect(await confirmed(trial, verification)).toMatchObject({
      state: 'completed',
      accounts: { alreadySo: 1, verified: 1 },
    })
    expect(closing(trial, incident)).toMatchObject({ ok: true })
    expect(await changesMade(trial)).toEqual([])
  })

  test('a refusal after such a call takes nothing back: the first may have opened it after all', async () => {
    const incident = openedCase(trial)
    const accountId = unused()
    const procedure = await prepared(trial, recovery(accountId, incident))
    await trial.control('PUT', 'faults', [
      { operation: 'CreateLoginProfile', reset: true, probability: 1 },
    ])
    trial.whileWaiting = () =>
      trial.control('PUT', 'faults', [
        {
          operation: 'CreateLoginProfile',
          status: 409,
          code: 'EntityAlreadyExists',
          probability: 1,
        },
      ])
    expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { failed: 1 } })
    expect(caseNow(trial, incident).reopened).toMatchObject([{ accountId, closedAt: null }])
  })
})

describe('closing again', () => {
  test('is possible after the end of the time box, and goes on after an interruption', async () => {
    const incident = openedCase(trial, 30)
    const accountId = await openIn(incident)
    const second = await openIn(incident)
    await trial.pass(31 * 60_000)
    const procedure = await prepared(trial, closingAgain([accountId, second], incident))
    await trial.control('PUT', 'faults', [{ ...featureOff, accountId: second }])
    const interrupted = await confirmed(trial, procedure)
    expect(interrupted).toMatchObject({ state: 'interrupted', accounts: { done: 1, failed: 1 } })
    await trial.control('PUT', 'faults', [])
    required(trial.workstation.acts.procedures.resume(procedure.id))
    expect(await rested(trial, procedure.id)).toMatchObject({ state: 'completed' })
    expect(closing(trial, incident)).toMatchObject({ ok: true })
  })

  test('touches the account whatever protects or exempts it', async () => {
    const incident = openedCase(trial)
    const accountId = await openIn(incident)
    trial.workstation.store.settings.update({ protectedAccounts: [accountId] })
    required(
      await trial.workstation.handlers.exemptions.add({
        accountId,
        kinds: [...findingKinds],
        owner: 'A',
        reason: 'B',
        ticket: 'SEC-2',
        expiresAt: '2999-01-01T00:00:00.000Z',
      }),
    )
    expect(await ran(trial, closingAgain([accountId], incident))).toMatchObject({
      state: 'completed',
    })
    expect(credentialCount(await trueAccount(trial, accountId))).toBe(0)
    expect(closing(trial, incident)).toMatchObject({ ok: true })
  })

  test('of some kinds only does not close the account', async () => {
    const incident = openedCase(trial)
    const accountId = await openIn(incident)
    await trial.control('POST', `accounts/${accountId}/recover`, {})
    const keys = { ...closingAgain([accountId], incident), credentials: ['access-key' as const] }
    expect(await prepared(trial, keys)).toMatchObject({ failure: { code: 'nothing-to-do' } })
    expect(closing(trial, incident)).toMatchObject({ error: { code: 'case-still-open' } })
  })
})

test('what was asked of AWS is in the journal of the case, with its request ID', async () => {
  const incident = openedCase(trial)
  const accountId = unused()
  const procedure = await ran(trial, recovery(accountId, incident))
  const result = journalOf(trial, procedure).find(
    ({ kind, detail }) => kind === 'call-result' && detail['call'] === 'iam:CreateLoginProfile',
  )
  expect(result).toMatchObject({ caseId: incident.id, accountId })
  expect(targetsOf(trial, procedure)[0]?.outcome.items[0]?.requestId).toBe(
    result?.detail['requestId'],
  )
  const requests = await trial.requests()
  expect(requests.find(({ requestId }) => requestId === result?.detail['requestId'])).toMatchObject(
    {
      operation: 'CreateLoginProfile',
    },
  )
})
