import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { FindingKind } from '../../shared/domain/findings.ts'
import {
  credentialKinds,
  type CredentialKind,
  type ProcedureRequest,
} from '../../shared/domain/procedures.ts'
import { required, type TrueAccount } from '../testing/trial.ts'
import {
  changesMade,
  changesTried,
  confirmed,
  forNothing,
  planOf,
  prepared,
  ran,
  reachable,
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

const since = '2020-01-01T00:00:00.000Z'
const keyId = (accountId: string) => `AKIA${accountId}ABCD`
const serialOf = (accountId: string) => `arn:aws:iam::${accountId}:mfa/root-account-mfa-device`

/** An account that holds a password, a key and an MFA device, and that no test has used yet. */
async function furnished(change: object = {}): Promise<AccountId> {
  const { id } = accounts.pop()!
  await trial.control('PUT', `accounts/${id}`, {
    root: {
      passwordPresent: true,
      accessKeys: [{ id: keyId(id), status: 'Active', createdAt: since, lastUsed: null }],
      mfaDevices: [{ serialNumber: serialOf(id), enabledAt: since }],
      signingCertificates: [],
      ...change,
    },
  })
  return id
}

const deletion = (accountId: AccountId, credentials: readonly CredentialKind[] = credentialKinds) =>
  ({
    kind: 'delete-root-credentials',
    scope: { kind: 'accounts', accountIds: [accountId] },
    credentials: [...credentials],
    ...forNothing,
  }) satisfies ProcedureRequest

async function exempt(accountId: AccountId, ...kinds: FindingKind[]): Promise<void> {
  required(
    await trial.workstation.handlers.exemptions.add({
      accountId,
      kinds,
      owner: 'platform',
      reason: 'the bank wants it',
      ticket: 'SEC-9',
      expiresAt: '2999-01-01T00:00:00.000Z',
    }),
  )
}

describe('what stays in an account keeps nothing else there', () => {
  test('an exempt key stays; password and device go, and the account is read back', async () => {
    const id = await furnished()
    await exempt(id, 'access-key')
    const procedure = await ran(trial, deletion(id))
    expect(procedure).toMatchObject({ state: 'completed', accounts: { done: 1, verified: 1 } })
    const { root } = await trueAccount(trial, id)
    expect(root).toMatchObject({ passwordPresent: false, mfaDevices: [] })
    expect(root.accessKeys.map((key) => key.id)).toEqual([keyId(id)])
  })

  test('MFA devices stay with the password, and the key that was chosen with them goes', async () => {
    const id = await furnished()
    const procedure = await prepared(trial, deletion(id, ['access-key', 'mfa-device']))
    expect(planOf(trial, procedure).leftOut[0]?.reason).toContain('second factor')
    expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { done: 1, verified: 1 } })
    expect(await changesMade(trial)).toEqual(['DeleteAccessKey'])
  })
})

describe('what was decided after the plan holds', () => {
  test('an exemption', async () => {
    const id = await furnished()
    const procedure = await prepared(trial, deletion(id))
    await exempt(id, 'password')
    expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { changed: 1, done: 0 } })
    expect(targetsOf(trial, procedure)[0]?.outcome.note).toContain('exempted after the plan')
    expect(await changesTried(trial)).toEqual([])
  })

  test('an exemption of what is not in the plan changes nothing', async () => {
    const id = await furnished()
    const procedure = await prepared(trial, deletion(id, ['access-key']))
    await exempt(id, 'password')
    expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { done: 1, verified: 1 } })
  })

  test('a protected account', async () => {
    const id = await furnished()
    const procedure = await prepared(trial, deletion(id))
    trial.workstation.store.settings.update({ protectedAccounts: [id] })
    expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { changed: 1, done: 0 } })
    expect(await changesTried(trial)).toEqual([])
    trial.workstation.store.settings.update({ protectedAccounts: [] })
  })
})

describe('what came up after the plan is not touched', () => {
  test('a password, whose second factor is then not taken away either', async () => {
    const id = await furnished({ passwordPresent: false })
    const procedure = await prepared(trial, deletion(id, ['mfa-device']))
    await trial.control('PUT', `accounts/${id}`, { root: { passwordPresent: true } })
    expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { changed: 1 } })
    expect(await changesTried(trial)).toEqual([])
  })

  test('a password that was set anew', async () => {
    const id = await furnished()
    const procedure = await prepared(trial, deletion(id))
    await trial.pass(60_000)
    await trial.control('PUT', `accounts/${id}`, { root: { passwordPresent: true } })
    const ended = await confirmed(trial, procedure)
    expect(ended.accounts).toMatchObject({ changed: 1, done: 0 })
    expect(targetsOf(trial, procedure)[0]?.outcome.note).toContain('set anew')
    expect((await trueAccount(trial, id)).root.passwordPresent).toBe(true)
  })

  test('a key that came while the others were deleted: the account is not called clean', async () => {
    const id = await furnished({ passwordPresent: false, mfaDevices: [] })
    const procedure = await prepared(trial, deletion(id))
    await trial.control('PUT', 'faults', [
      { operation: 'DeleteAccessKey', status: 409, code: 'ConcurrentModification', probability: 1 },
    ])
    const another = {
      id: 'AKIACAMEMEANWHILE000',
      status: 'Active',
      createdAt: since,
      lastUsed: null,
    }
    trial.whileWaiting = async () => {
      const { accessKeys } = (await trueAccount(trial, id)).root
      const keys = [...accessKeys.filter((key) => key.id !== another.id), another]
      await trial.control('PUT', `accounts/${id}`, { root: { accessKeys: keys } })
      await trial.control('PUT', 'faults', [])
    }
    const ended = await confirmed(trial, procedure)
    expect(ended.items).toMatchObject({ done: 1 })
    expect(ended.accounts).toMatchObject({ changed: 1, verified: 0 })
    expect(targetsOf(trial, procedure)[0]?.outcome.note).toContain(another.id)
  })

  test('a use of a key: whoever uses it was not asked about', async () => {
    const id = await furnished()
    const procedure = await prepared(trial, deletion(id))
    const lastUsed = { at: new Date().toISOString(), service: 'ec2', region: 'eu-west-1' }
    const keys = [{ id: keyId(id), status: 'Active', createdAt: since, lastUsed }]
    await trial.control('PUT', `accounts/${id}`, { root: { accessKeys: keys } })
    expect(await confirmed(trial, procedure)).toMatchObject({ accounts: { changed: 1 } })
    expect(await changesTried(trial)).toEqual([])
  })
})

test('where nothing could be looked at, nothing is said to be as wanted', async () => {
  const [one, other] = [await furnished(), await furnished()]
  await trial.control('PUT', 'faults', [
    { operation: 'ListAccessKeys', status: 403, code: 'AccessDenied', probability: 1 },
  ])
  const procedure = await prepared(trial, {
    ...deletion(one),
    scope: { kind: 'accounts', accountIds: [one, other] },
  })
  expect(procedure.state).toBe('stopped')
  expect(procedure.failure?.code).not.toBe('nothing-to-do')
})

test('where the way back is not open, nothing is planned', async () => {
  const id = await furnished()
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'sts:AssumeRoot',
        Resource: '*',
        Condition: {
          StringEquals: {
            'sts:TaskPolicyArn': 'arn:aws:iam::aws:policy/root-task/IAMCreateRootUserPassword',
          },
        },
      },
    ],
  }
  const operator = `operators/${trial.environment['AWS_ACCESS_KEY_ID']}`
  await trial.control('PUT', operator, { policy })
  const procedure = await prepared(trial, deletion(id))
  expect(procedure).toMatchObject({ state: 'stopped', failure: { code: 'nothing-to-do' } })
  expect(procedure.failure?.message).toContain('way back')
  await trial.control('PUT', operator, {
    policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
  })
  expect(await changesTried(trial)).toEqual([])
})

test('a password whose deletion nobody answered is read back before its second factor goes', async () => {
  const id = await furnished({ accessKeys: [] })
  const procedure = await prepared(trial, deletion(id))
  await trial.control('PUT', 'faults', [
    { operation: 'DeleteLoginProfile', truncate: true, probability: 1 },
  ])
  expect(await confirmed(trial, procedure)).toMatchObject({
    state: 'completed',
    items: { done: 2, skipped: 0 },
    accounts: { verified: 1 },
  })
  expect(await changesMade(trial)).toEqual(['DeleteLoginProfile', 'DeactivateMFADevice'])
})

test('MFA devices stay where AWS refuses to delete the password', async () => {
  const id = await furnished({ accessKeys: [] })
  const procedure = await prepared(trial, deletion(id))
  await trial.control('PUT', 'faults', [
    { operation: 'DeleteLoginProfile', status: 403, code: 'AccessDenied', probability: 1 },
  ])
  expect(await confirmed(trial, procedure)).toMatchObject({ items: { failed: 1, skipped: 1 } })
  expect((await trueAccount(trial, id)).root.mfaDevices).toHaveLength(1)
})

test('accounts and kinds that are named twice are there once', async () => {
  const id = await furnished()
  const procedure = await prepared(trial, {
    ...deletion(id, ['access-key', 'access-key', 'password', 'mfa-device']),
    scope: { kind: 'accounts', accountIds: [id, id] },
  })
  expect(planOf(trial, procedure)).toMatchObject({ targetCount: 1, itemCount: 3 })
})
