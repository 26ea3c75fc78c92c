import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type {
  OrganizationSwitch,
  Procedure,
  ProcedureRequest,
} from '../../shared/domain/procedures.ts'
import { required } from '../testing/trial.ts'
import {
  changesMade,
  changesTried,
  confirm,
  confirmed,
  forNothing,
  liftLimits,
  planOf,
  prepared,
  ran,
  reachable,
  rested,
  startProcedures,
  targetsOf,
  type ProcedureTrial,
} from './testing/procedure-trial.ts'

let trial: ProcedureTrial
let member: AccountId
beforeAll(async () => {
  trial = await startProcedures()
  const { delegatedAdministrators } = (await trial.truth()).organization
  member = (await reachable(trial)).find(({ id }) => !delegatedAdministrators.includes(id))!.id
})
afterAll(() => trial.close())
beforeEach(async () => {
  await trial.reset()
  await liftLimits(trial)
  trial.waits.length = 0
  required(await trial.connect())
})

const turn = (what: OrganizationSwitch, on: boolean, accountId: AccountId | null = null) =>
  ({
    kind: 'switch-organization',
    switch: what,
    on,
    accountId,
    ...forNothing,
  }) satisfies ProcedureRequest

async function turned(
  what: OrganizationSwitch,
  on: boolean,
  accountId: AccountId | null = null,
): Promise<Procedure> {
  return await ran(trial, turn(what, on, accountId))
}

const done = { state: 'completed', accounts: { done: 1, verified: 1 } }
const organization = async () => (await trial.truth()).organization

async function withoutDelegates(): Promise<void> {
  for (const id of (await organization()).delegatedAdministrators) {
    expect(await turned('delegated-administrator', false, id as AccountId)).toMatchObject(done)
  }
}

describe('each switch goes off and on again', () => {
  test.each(['RootCredentialsManagement', 'RootSessions'] as const)('%s', async (feature) => {
    expect(await turned(feature, false)).toMatchObject(done)
    expect((await organization()).features).not.toContain(feature)
    expect(await turned(feature, true)).toMatchObject(done)
    expect((await organization()).features).toContain(feature)
    expect(await changesMade(trial)).toEqual([
      `DisableOrganizations${feature}`,
      `EnableOrganizations${feature}`,
    ])
  })

  test('the delegated administrator, then trusted access, which keeps the features for later', async () => {
    await withoutDelegates()
    expect(await turned('trusted-access', false)).toMatchObject(done)
    expect((await organization()).trustedServices).not.toContain('iam.amazonaws.com')
    expect(await turned('trusted-access', true)).toMatchObject(done)
    expect(await organization()).toMatchObject({
      features: expect.arrayContaining(['RootSessions']),
    })
    expect(await turned('delegated-administrator', true, member)).toMatchObject(done)
    expect((await organization()).delegatedAdministrators).toEqual([member])
  })
})

describe('the session that is open', () => {
  test.each([
    ['RootSessions', 'features', ['RootCredentialsManagement']],
    ['RootCredentialsManagement', 'features', ['RootSessions']],
  ] as const)('learns that %s was turned off', async (feature, member_, expected) => {
    expect(trial.workstation.session.snapshot().organization?.features).toContain(feature)
    expect(await turned(feature, false)).toMatchObject(done)
    await expect
      .poll(() => trial.workstation.session.snapshot().organization?.[member_])
      .toEqual(expected)
  })

  test('is not asked anew after a procedure of another kind', async () => {
    await ran(trial, { kind: 'audit-root-credentials', accountId: member, ...forNothing })
    const operations = (await trial.requests()).map(({ operation }) => operation)
    expect(operations.filter((operation) => operation === 'DescribeOrganization')).toHaveLength(1)
  })
})

describe('the plan', () => {
  test('names the organization or the account to type, the call, and who loses what', async () => {
    const off = await prepared(trial, turn('RootSessions', false))
    const plan = planOf(trial, off)
    expect(plan.phrase).toBe(trial.workstation.session.organizationId())
    expect(plan.acknowledgements[0]?.sentence).toContain('signing in as root')
    expect(targetsOf(trial, off)[0]?.target.items[0]?.call).toBe(
      'iam:DisableOrganizationsRootSessions',
    )
    expect(await confirm(trial, off, { acknowledged: [] })).toMatchObject({
      error: { code: 'not-acknowledged' },
    })
    const on = await prepared(trial, turn('delegated-administrator', true, member))
    expect(on.phrase).toBe(member)
    expect(await changesTried(trial)).toEqual([])
  })

  test('of what is so already is nothing to do', async () => {
    expect(await prepared(trial, turn('RootSessions', true))).toMatchObject({
      failure: { code: 'nothing-to-do' },
    })
  })

  test.each([
    [
      'trusted access, while an account is delegated administrator',
      turn('trusted-access', false),
      'deregister',
    ],
    ['the management account as delegated administrator', null, 'not an active member'],
    ['no account as delegated administrator', turn('delegated-administrator', true), 'No account'],
    ['no account to deregister', turn('delegated-administrator', false), 'No account'],
  ])('is not made for %s', async (_, request, why) => {
    const { managementAccountId } = await organization()
    const procedure = await prepared(
      trial,
      request ?? turn('delegated-administrator', true, managementAccountId as AccountId),
    )
    expect(procedure).toMatchObject({ step: 'preflight', failure: { code: 'preflight-failed' } })
    expect(procedure.failure?.message).toContain(why)
    expect(await changesTried(trial)).toEqual([])
  })

  test('of a feature is not made before trusted access is on', async () => {
    await withoutDelegates()
    expect(await turned('RootSessions', false)).toMatchObject(done)
    expect(await turned('trusted-access', false)).toMatchObject(done)
    const procedure = await prepared(trial, turn('RootSessions', true))
    expect(procedure.failure?.message).toContain('Trusted access for IAM comes first')
  })
})

describe('what somebody else did meanwhile', () => {
  test('just as the plan wants it is already so', async () => {
    const [delegate] = (await organization()).delegatedAdministrators
    const procedure = await prepared(
      trial,
      turn('delegated-administrator', false, delegate as AccountId),
    )
    const first = await prepared(
      trial,
      turn('delegated-administrator', false, delegate as AccountId),
    )
    expect(await confirmed(trial, first)).toMatchObject(done)
    expect(await confirmed(trial, procedure)).toMatchObject({
      accounts: { alreadySo: 1, done: 0, verified: 1 },
    })
    expect(await changesMade(trial)).toEqual(['DeregisterDelegatedAdministrator'])
  })

  test('between our look and our call is already so as well', async () => {
    const procedure = await prepared(trial, turn('delegated-administrator', true, member))
    await trial.control('PUT', 'faults', [
      {
        operation: 'RegisterDelegatedAdministrator',
        status: 400,
        code: 'AccountAlreadyRegisteredException',
        probability: 1,
      },
    ])
    const ended = await confirmed(trial, procedure)
    expect(ended.items).toMatchObject({ alreadySo: 1, failed: 0 })
    // AWS does not list it, so it is not verified either.
    expect(ended.accounts.verified).toBe(0)
  })
})

describe('an answer that is lost', () => {
  test('after the switch was turned is found out by reading', async () => {
    const procedure = await prepared(trial, turn('RootSessions', false))
    await trial.control('PUT', 'faults', [
      { operation: 'DisableOrganizationsRootSessions', truncate: true, probability: 1 },
    ])
    expect(await confirmed(trial, procedure)).toMatchObject(done)
    expect(await changesTried(trial)).toEqual(['DisableOrganizationsRootSessions'])
  })

  test('of a call that never arrived is never called done', async () => {
    const procedure = await prepared(trial, turn('RootSessions', false))
    await trial.control('PUT', 'faults', [
      { operation: 'DisableOrganizationsRootSessions', reset: true, probability: 1 },
    ])
    expect(await confirmed(trial, procedure)).toMatchObject({
      step: 'execute',
      state: 'stopped',
      accounts: { done: 0, open: 1 },
    })
    expect((await organization()).features).toContain('RootSessions')
    await trial.control('PUT', 'faults', [])
    required(trial.workstation.acts.procedures.resume(procedure.id))
    expect(await rested(trial, procedure.id)).toMatchObject(done)
  })
})

describe('the delegated administrator as caller', () => {
  test('may turn the features off and nothing else, and is told why', async () => {
    await using delegated = await startProcedures({ operator: 'delegated' })
    const { switches } = required(await delegated.workstation.acts.resources.switches())
    const on = Object.fromEntries(switches.map((one) => [one.switch, one.on]))
    expect(on).toMatchObject({ 'trusted-access': true, RootSessions: true })
    expect(await ran(delegated, turn('RootSessions', false))).toMatchObject(done)
    for (const request of [
      turn('RootSessions', true),
      turn('trusted-access', false),
      turn('delegated-administrator', true, member),
    ]) {
      const refused = await prepared(delegated, request)
      expect(refused).toMatchObject({ state: 'stopped', failure: { code: 'preflight-failed' } })
      expect(refused.failure?.message).toContain('Only the management account')
    }
    expect(await changesMade(delegated)).toEqual(['DisableOrganizationsRootSessions'])
  })
})
