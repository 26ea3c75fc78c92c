import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { ProcedureRequest } from '../../shared/domain/procedures.ts'
import { required, type TrueAccount } from '../testing/trial.ts'
import {
  changesTried,
  confirmed,
  credentialCount,
  forNothing,
  journalOf,
  prepared,
  ran,
  reachable,
  rested,
  startProcedures,
  targetsOf,
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
})

const audit = (accountId: AccountId) =>
  ({ kind: 'audit-root-credentials', accountId, ...forNothing }) satisfies ProcedureRequest

/** What the cache says of an account now. */
async function detailOf(accountId: AccountId) {
  return required(await trial.workstation.handlers.accounts.detail({ accountId }))
}

test('looks at everything, also in an account that holds nothing, and the cache learns it', async () => {
  const clean = accounts.find((account) => credentialCount(account) === 0)!
  const procedure = await ran(trial, audit(clean.id))
  expect(procedure).toMatchObject({ state: 'completed', accounts: { done: 1, verified: 1 } })
  const operations = (await trial.requests()).map(({ operation }) => operation)
  expect(operations).toEqual(
    expect.arrayContaining([
      'GetAccountSummary',
      'GetUser',
      'GetLoginProfile',
      'ListAccessKeys',
      'ListMFADevices',
      'ListSigningCertificates',
    ]),
  )
  expect(await detailOf(clean.id)).toMatchObject({ posture: 'compliant' })
})

test('finds what came up since, and changes nothing', async () => {
  const clean = accounts.find((account) => credentialCount(account) === 0)!
  await trial.control('PUT', `accounts/${clean.id}`, { root: { passwordPresent: true } })
  expect(await ran(trial, audit(clean.id))).toMatchObject({ state: 'completed' })
  expect(await detailOf(clean.id)).toMatchObject({ posture: 'non-compliant' })
  expect(await changesTried(trial)).toEqual([])
})

test('its root session is in the journal, before it is opened and after', async () => {
  const [account] = accounts
  const procedure = await ran(trial, audit(account!.id))
  const calls = journalOf(trial, procedure).filter(
    ({ detail }) => detail['call'] === 'sts:AssumeRoot',
  )
  expect(calls.map(({ kind }) => kind)).toEqual(['call-intent', 'call-result'])
  const assumed = (await trial.requests()).find(({ operation }) => operation === 'AssumeRoot')
  expect(calls[1]?.detail['requestId']).toBe(assumed?.requestId)
  expect(targetsOf(trial, procedure)[0]?.outcome.items[0]?.requestId).toBe(assumed?.requestId)
})

test('an account that cannot be looked at fails with the reason, and is never called clean', async () => {
  const account = accounts.find(
    (one) => credentialCount(one) === 0 && !one.root.passwordPresent && one !== accounts[0],
  )!
  const procedure = await prepared(trial, audit(account.id))
  await trial.control('PUT', 'faults', [
    { operation: 'GetAccountSummary', status: 403, code: 'AccessDenied', probability: 1 },
  ])
  expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { failed: 1, verified: 0 } })
  expect(targetsOf(trial, procedure)[0]?.outcome.failure).not.toBeNull()
  expect((await detailOf(account.id)).failedAttempt).not.toBeNull()
})

test('where AWS says that something is there and does not list it, that is kept, and the audit is not called done', async () => {
  const holder = accounts.find((account) => account.root.accessKeys.length > 0)!
  const procedure = await prepared(trial, audit(holder.id))
  await trial.control('PUT', 'faults', [
    { operation: 'ListAccessKeys', status: 403, code: 'AccessDenied', probability: 1 },
  ])
  expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { failed: 1, done: 0 } })
  expect(await detailOf(holder.id)).toMatchObject({ posture: 'non-compliant' })
})

test('the management account, strangers and suspended accounts are stopped before anything is asked', async () => {
  const { organization, accounts: all } = await trial.truth()
  const suspended = all.find(({ state }) => state === 'SUSPENDED')!
  for (const id of [organization.managementAccountId, '111122223333', suspended.id]) {
    expect(await prepared(trial, audit(id as AccountId))).toMatchObject({
      step: 'preflight',
      state: 'stopped',
      failure: { code: 'preflight-failed' },
    })
  }
  const operations = (await trial.requests()).map(({ operation }) => operation)
  expect(operations).not.toContain('AssumeRoot')
})

test('a rehearsal looks at nothing', async () => {
  const procedure = await prepared(trial, audit(accounts[0]!.id))
  await trial.control('DELETE', 'requests')
  required(trial.workstation.acts.procedures.rehearse(procedure.id, procedure.digest ?? ''))
  expect(await rested(trial, procedure.id)).toMatchObject({ state: 'waiting' })
  expect(await trial.requests()).toEqual([])
})
