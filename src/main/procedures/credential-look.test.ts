import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { everyAccount } from '../../shared/domain/account-query.ts'
import { credentialKinds } from '../../shared/domain/procedures.ts'
import { required } from '../testing/trial.ts'
import type { RequestOf } from './procedure-work.ts'
import {
  confirm,
  credentialCount,
  forNothing,
  planOf,
  prepared,
  reachable,
  startProcedures,
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

describe('the plan', () => {
  test('proves the way back, and a session that could recover the password is opened and dropped', async () => {
    const [account] = await withCredentials(1)
    const procedure = await prepared(trial, {
      ...everything,
      scope: { kind: 'accounts', accountIds: [account!.id] },
    })
    const { targets } = required(
      trial.workstation.acts.procedures.targets(procedure.id, 'all', 0, 10),
    )
    expect(targets[0]?.target.wayBack?.requestId).toMatch(/./)
  })

  test('leaves out, by name and reason, whatever may not be touched', async () => {
    const accounts = await withCredentials(1)
    const [first, second, third] = accounts
    const { managementAccountId } = (await trial.truth()).organization
    required(
      (await trial.workstation.handlers.exemptions.add({
        accountId: first!.id,
        kinds: [
          'access-key',
          'password',
          'password-without-mfa',
          'signing-certificate',
          'residual-mfa',
        ],
        owner: 'A',
        reason: 'B',
        ticket: 'SEC-1',
        expiresAt: '2999-01-01T00:00:00.000Z',
      })) as never,
    )
    trial.workstation.store.settings.update({ protectedAccounts: [second!.id] })
    const procedure = await prepared(trial, {
      ...everything,
      scope: {
        kind: 'accounts',
        accountIds: [first!.id, second!.id, third!.id, managementAccountId as never],
      },
    })
    const plan = planOf(trial, procedure)
    expect(plan.targetCount).toBe(1)
    expect(plan.leftOut.map(({ accountId }) => accountId).toSorted()).toEqual(
      [first!.id, second!.id, managementAccountId].toSorted(),
    )
    expect(plan.leftOut.every(({ reason }) => reason.length > 10)).toBe(true)
  })

  test('asks to acknowledge by itself what was used in the last 90 days', async () => {
    const [account] = await withCredentials(1)
    const lastUsed = {
      at: new Date(Date.now() - 5 * 86_400_000).toISOString(),
      service: 's3',
      region: 'eu-west-1',
    }
    await trial.control('PUT', `accounts/${account!.id}`, {
      root: {
        ...account!.root,
        accessKeys: [
          {
            id: 'AKIAEXAMPLE000000001',
            status: 'Active',
            createdAt: '2020-01-01T00:00:00.000Z',
            lastUsed,
          },
        ],
      },
    })
    const procedure = await prepared(trial, {
      ...everything,
      scope: { kind: 'accounts', accountIds: [account!.id] },
    })
    const asked = planOf(trial, procedure).acknowledgements.find(({ itemId }) =>
      itemId.includes('AKIAEXAMPLE'),
    )
    expect(asked?.sentence).toContain('s3 in eu-west-1')
    const refused = await confirm(trial, procedure, { acknowledged: [] })
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-acknowledged' } })
  })

  test('keeps MFA devices where the password stays', async () => {
    const account = (await withCredentials(1)).find(
      ({ root }) => root.passwordPresent && root.mfaDevices.length > 0,
    )
    const procedure = await prepared(trial, {
      ...everything,
      credentials: ['mfa-device'],
      scope: { kind: 'accounts', accountIds: [account!.id] },
    })
    expect(procedure).toMatchObject({ state: 'stopped', failure: { code: 'nothing-to-do' } })
  })

  test('covers no more accounts than the rule allows', async () => {
    const { rules } = trial.workstation.store.settings.get()
    trial.workstation.store.settings.update({
      rules: {
        ...rules,
        'delete-root-credentials': { ...rules['delete-root-credentials'], maxAccounts: 2 },
      },
    })
    const procedure = await prepared(trial, {
      ...everything,
      scope: { kind: 'filter', filter: everyAccount },
    })
    expect(procedure).toMatchObject({ state: 'stopped', failure: { code: 'too-many-accounts' } })
  })
})
