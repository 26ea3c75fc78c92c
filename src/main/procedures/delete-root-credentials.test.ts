import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { everyAccount } from '../../shared/domain/account-query.ts'
import { credentialKinds } from '../../shared/domain/procedures.ts'
import { required } from '../testing/trial.ts'
import type { RequestOf } from './procedure-work.ts'
import {
  confirm,
  credentialCount,
  forNothing,
  journalOf,
  mutating,
  prepared,
  ran,
  reachable,
  rested,
  startProcedures,
  trueAccount,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

let trial: ProcedureTrial
beforeEach(async () => {
  trial = await startProcedures({ accounts: 24 })
})
afterEach(() => trial.close())

const everything = {
  kind: 'delete-root-credentials' as const,
  credentials: [...credentialKinds],
  ...forNothing,
} satisfies Partial<RequestOf<'delete-root-credentials'>>

async function withCredentials(count = 1) {
  return (await reachable(trial)).filter((account) => credentialCount(account) >= count)
}

describe('deleting the root credentials of one account', () => {
  test('takes away every credential that it showed, reads AWS back, and the cache says compliant', async () => {
    const [account] = await withCredentials(2)
    const id = account!.id
    const procedure = await ran(trial, {
      ...everything,
      scope: { kind: 'accounts', accountIds: [id] },
    })
    expect(procedure).toMatchObject({ step: 'report', state: 'completed', failure: null })
    expect(procedure.accounts).toMatchObject({ total: 1, done: 1, verified: 1, open: 0 })
    expect(procedure.items.done).toBe(credentialCount(account!))
    expect(credentialCount(await trueAccount(trial, id))).toBe(0)
    const rows = trial.workstation.store.accountTable.get(procedure.organizationId, id)
    expect(rows?.row.posture).toBe('compliant')
  })

  test('writes the intent of each call before it, and the result with the AWS request ID after it', async () => {
    const [account] = await withCredentials(2)
    const procedure = await ran(trial, {
      ...everything,
      scope: { kind: 'accounts', accountIds: [account!.id] },
    })
    const entries = journalOf(trial, procedure)
    const requests = (await trial.requests()) as unknown as {
      requestId: string
      operation: string
      accessKeyId: string
    }[]
    const intents = entries.filter(
      ({ kind, detail }) =>
        kind === 'call-intent' && JSON.stringify(detail['call']).startsWith('"iam:'),
    )
    expect(intents.length).toBe(credentialCount(account!))
    for (const intent of intents) {
      const result = entries.find(
        ({ kind, detail }) => kind === 'call-result' && detail['intent'] === intent.sequence,
      )
      const call = requests.find(({ requestId }) => requestId === result?.detail['requestId'])
      expect(`iam:${call?.operation}`).toBe(intent.detail['call'])
      expect(call?.accessKeyId).toBe(intent.detail['accessKeyId'])
    }
    expect(entries.map(({ kind }) => kind)).toContain('procedure-confirmed')
    expect(entries.at(-1)?.kind).toBe('procedure-ended')
  })

  test('goes keys, certificates, password, MFA devices', async () => {
    const [account] = await withCredentials(1)
    await trial.control('PUT', `accounts/${account!.id}`, {
      root: {
        passwordPresent: true,
        accessKeys: [
          {
            id: 'AKIAEXAMPLE000000001',
            status: 'Active',
            createdAt: '2020-01-01T00:00:00.000Z',
            lastUsed: null,
          },
        ],
        mfaDevices: [
          {
            serialNumber: `arn:aws:iam::${account!.id}:mfa/root-account-mfa-device`,
            enabledAt: '2020-01-01T00:00:00.000Z',
          },
        ],
        signingCertificates: [
          { id: 'CERTEXAMPLE000000000001', uploadedAt: '2020-01-01T00:00:00.000Z' },
        ],
      },
    })
    await ran(trial, { ...everything, scope: { kind: 'accounts', accountIds: [account!.id] } })
    const calls = (await trial.requests())
      .map(({ operation }) => operation)
      .filter((operation) => mutating.test(operation))
    expect(calls).toEqual([
      'DeleteAccessKey',
      'DeleteSigningCertificate',
      'DeleteLoginProfile',
      'DeactivateMFADevice',
    ])
  })

  test('lists, deletes and lists again in one delete session', async () => {
    const [account] = await withCredentials(1)
    const procedure = await prepared(trial, {
      ...everything,
      scope: { kind: 'accounts', accountIds: [account!.id] },
    })
    await trial.control('DELETE', 'requests')
    required(await confirm(trial, procedure))
    await rested(trial, procedure.id)
    const operations = (await trial.requests()).map(({ operation }) => operation)
    expect(operations.filter((operation) => operation === 'AssumeRoot')).toHaveLength(1)
    expect(operations.filter((operation) => operation === 'ListAccessKeys')).toHaveLength(2)
  })
})

describe('deleting in many accounts', () => {
  test('leaves nothing behind in any account that can be reached, and touches no other', async () => {
    const before = await trial.truth()
    const procedure = await ran(trial, {
      ...everything,
      scope: { kind: 'filter', filter: everyAccount },
    })
    expect(procedure).toMatchObject({ state: 'completed' })
    const reached = new Set((await withCredentials(0)).map(({ id }) => id))
    for (const account of (await trial.truth()).accounts) {
      const then = before.accounts.find(({ id }) => id === account.id)
      if (reached.has(account.id)) expect(credentialCount(account)).toBe(0)
      else expect(account.root).toEqual(then?.root)
    }
    expect(procedure.accounts.verified).toBe(procedure.accounts.total)
  })

  test('the first account goes alone, and a failure there ends it', async () => {
    const procedure = await prepared(trial, {
      ...everything,
      scope: { kind: 'filter', filter: everyAccount },
    })
    await trial.control('PUT', 'faults', [
      {
        operation: 'DeleteAccessKey',
        probability: 1,
        status: 403,
        code: 'AccessDenied',
        message: 'no',
      },
      {
        operation: 'DeleteLoginProfile',
        probability: 1,
        status: 403,
        code: 'AccessDenied',
        message: 'no',
      },
      {
        operation: 'DeactivateMFADevice',
        probability: 1,
        status: 403,
        code: 'AccessDenied',
        message: 'no',
      },
      {
        operation: 'DeleteSigningCertificate',
        probability: 1,
        status: 403,
        code: 'AccessDenied',
        message: 'no',
      },
    ])
    await trial.control('DELETE', 'requests')
    required(await confirm(trial, procedure))
    const ended = await rested(trial, procedure.id)
    expect(ended).toMatchObject({ state: 'stopped', failure: { code: 'stopped-by-threshold' } })
    const sessions = (await trial.requests()).filter(({ operation }) => operation === 'AssumeRoot')
    expect(sessions).toHaveLength(1)
    expect(ended.accounts).toMatchObject({ failed: 1, open: ended.accounts.total - 1 })
    await trial.control('PUT', 'faults', [])
    required(trial.workstation.acts.procedures.resume(procedure.id))
    expect(await rested(trial, procedure.id)).toMatchObject({ state: 'completed' })
  })
})

test('a rehearsal calls nothing that changes anything, and leaves the plan as it was', async () => {
  const procedure = await prepared(trial, {
    ...everything,
    scope: { kind: 'filter', filter: everyAccount },
  })
  const before = await trial.truth()
  await trial.control('DELETE', 'requests')
  required(trial.workstation.acts.procedures.rehearse(procedure.id, procedure.digest ?? ''))
  const rehearsed = await rested(trial, procedure.id)
  expect(rehearsed).toMatchObject({ step: 'confirm', state: 'waiting', digest: procedure.digest })
  expect(rehearsed.rehearsedAt).not.toBeNull()
  const operations = (await trial.requests()).map(({ operation }) => operation)
  expect(operations).toContain('ListAccessKeys')
  expect(operations.filter((operation) => mutating.test(operation))).toEqual([])
  expect((await trial.truth()).accounts).toEqual(before.accounts)
})

describe('the world that no longer fits the plan', () => {
  test('a credential that came up after the plan stops the account, and nothing in it is deleted', async () => {
    const [account] = await withCredentials(1)
    const procedure = await prepared(trial, {
      ...everything,
      scope: { kind: 'accounts', accountIds: [account!.id] },
    })
    const root = {
      ...account!.root,
      signingCertificates: [
        ...account!.root.signingCertificates,
        { id: 'CERTNEW0000000000000001', uploadedAt: '2026-01-01T00:00:00.000Z' },
      ],
    }
    await trial.control('PUT', `accounts/${account!.id}`, { root })
    required(await confirm(trial, procedure))
    const ended = await rested(trial, procedure.id)
    const { targets } = required(
      trial.workstation.acts.procedures.targets(procedure.id, 'all', 0, 10),
    )
    expect(targets[0]?.outcome).toMatchObject({ state: 'changed', verifiedAt: null })
    expect(targets[0]?.outcome.note).toContain('CERTNEW0000000000000001')
    expect(ended.accounts).toMatchObject({ changed: 1, done: 0 })
    expect(credentialCount(await trueAccount(trial, account!.id))).toBe(
      credentialCount(account!) + 1,
    )
  })

  test('what is gone meanwhile is already so, never called deleted by us', async () => {
    const [account] = await withCredentials(2)
    const procedure = await prepared(trial, {
      ...everything,
      scope: { kind: 'accounts', accountIds: [account!.id] },
    })
    await trial.control('PUT', `accounts/${account!.id}`, {
      root: { passwordPresent: false, accessKeys: [], mfaDevices: [], signingCertificates: [] },
    })
    required(await confirm(trial, procedure))
    const ended = await rested(trial, procedure.id)
    expect(ended.items).toMatchObject({ done: 0, alreadySo: credentialCount(account!) })
    expect(ended.accounts).toMatchObject({ alreadySo: 1, verified: 1 })
  })
})
