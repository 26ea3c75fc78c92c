import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { isInDoubt } from './in-doubt.ts'
import type { OrganizationSwitches } from './organization-switches.ts'
import { failureIn, startPractice, valueOf, type Practice } from './testing/practice.ts'

let practice: Practice
let managementAccountId: AccountId
let delegateId: AccountId
let memberId: AccountId
let suspendedId: AccountId
beforeAll(async () => {
  practice = await startPractice({ accounts: 60, seed: 5 })
  const { organization, accounts } = await practice.truth()
  managementAccountId = organization.managementAccountId
  delegateId = organization.delegatedAdministrators[0]!
  const others = accounts.filter(({ id }) => id !== managementAccountId && id !== delegateId)
  memberId = others.find(({ state }) => state === 'ACTIVE')!.id
  suspendedId = others.find(({ state }) => state === 'SUSPENDED')!.id
})
afterAll(() => practice.close())
beforeEach(async () => {
  await practice.control('POST', 'reset')
  await practice.control('PUT', 'limits', {
    RegisterDelegatedAdministrator: { rate: 1000, burst: 1000 },
  })
})
afterEach(() => practice.disconnect())

/** Each call by a workstation of its own, which does not wait for its turn: once a second, as Organizations has it. */
const management = () => practice.connect('management').access.switches
const delegated = () => practice.connect('delegated').access.switches
const now = async () => (await practice.truth()).organization
function refused(outcome: Outcome<unknown>, code: string): void {
  expect(failureIn(outcome).code).toBe(code)
  expect(isInDoubt(failureIn(outcome))).toBe(false)
}

describe('the features', () => {
  test('are turned off and on each by itself, and answer with the set that is on then', async () => {
    expect(valueOf(await management().disableFeature('RootSessions'))).toMatchObject({
      features: ['RootCredentialsManagement'],
    })
    expect((await now()).features).toEqual(['RootCredentialsManagement'])
    expect(
      valueOf(await management().disableFeature('RootCredentialsManagement')).features,
    ).toEqual([])
    expect(valueOf(await management().enableFeature('RootSessions')).features).toEqual([
      'RootSessions',
    ])
    const on = valueOf(await management().enableFeature('RootCredentialsManagement'))
    expect(on.features).toEqual(['RootCredentialsManagement', 'RootSessions'])
    expect(on.requestId).not.toBe('')
    expect((await now()).features.toSorted()).toEqual(on.features)
  })

  test('are turned off by the delegate, and on by the management account alone', async () => {
    expect(valueOf(await delegated().disableFeature('RootSessions')).features).toEqual([
      'RootCredentialsManagement',
    ])
    refused(await delegated().enableFeature('RootSessions'), 'management-account-required')
    expect((await now()).features).toEqual(['RootCredentialsManagement'])
  })

  test('need trusted access', async () => {
    valueOf(await management().deregisterDelegatedAdministrator(delegateId))
    valueOf(await management().disableTrustedAccess())
    refused(await management().enableFeature('RootSessions'), 'trusted-access-off')
  })
})

describe('trusted access', () => {
  test('stays on while there is a delegate, and goes off and on without', async () => {
    refused(await management().disableTrustedAccess(), 'delegate-in-the-way')
    valueOf(await management().deregisterDelegatedAdministrator(delegateId))
    valueOf(await management().disableTrustedAccess())
    expect((await now()).trustedServices).not.toContain('iam.amazonaws.com')
    refused(await management().registerDelegatedAdministrator(memberId), 'trusted-access-off')
    expect(valueOf(await management().enableTrustedAccess()).requestId).not.toBe('')
    valueOf(await management().enableTrustedAccess())
    expect((await now()).trustedServices).toContain('iam.amazonaws.com')
  })

  test('is not for the delegate to turn', async () => {
    refused(await delegated().enableTrustedAccess(), 'caller-not-permitted')
    refused(await delegated().disableTrustedAccess(), 'caller-not-permitted')
  })
})

describe('the delegated administrator', () => {
  test('is registered and deregistered, and a second time said to be so already', async () => {
    valueOf(await management().registerDelegatedAdministrator(memberId))
    expect((await now()).delegatedAdministrators).toContain(memberId)
    refused(await management().registerDelegatedAdministrator(memberId), 'already-delegate')
    valueOf(await management().deregisterDelegatedAdministrator(memberId))
    expect((await now()).delegatedAdministrators).not.toContain(memberId)
    refused(await management().deregisterDelegatedAdministrator(memberId), 'not-a-delegate')
  })

  test('is an active member of the organization', async () => {
    refused(
      await management().registerDelegatedAdministrator(managementAccountId),
      'delegate-not-eligible',
    )
    refused(await management().registerDelegatedAdministrator(suspendedId), 'delegate-not-eligible')
    refused(
      await management().registerDelegatedAdministrator('000000000000' as AccountId),
      'account-not-found',
    )
  })
})

test.each([
  ['EnableAWSServiceAccess', (switches: OrganizationSwitches) => switches.enableTrustedAccess()],
  ['DisableAWSServiceAccess', (switches: OrganizationSwitches) => switches.disableTrustedAccess()],
  [
    'RegisterDelegatedAdministrator',
    (switches: OrganizationSwitches) => switches.registerDelegatedAdministrator(memberId),
  ],
  [
    'DeregisterDelegatedAdministrator',
    (switches: OrganizationSwitches) => switches.deregisterDelegatedAdministrator(delegateId),
  ],
  [
    'EnableOrganizationsRootSessions',
    (switches: OrganizationSwitches) => switches.enableFeature('RootSessions'),
  ],
  [
    'DisableOrganizationsRootSessions',
    (switches: OrganizationSwitches) => switches.disableFeature('RootSessions'),
  ],
  [
    'EnableOrganizationsRootCredentialsManagement',
    (switches: OrganizationSwitches) => switches.enableFeature('RootCredentialsManagement'),
  ],
  [
    'DisableOrganizationsRootCredentialsManagement',
    (switches: OrganizationSwitches) => switches.disableFeature('RootCredentialsManagement'),
  ],
])('%s is sent once, and in doubt where no answer came', async (operation, turn) => {
  await practice.control('PUT', 'faults', [{ operation, probability: 1, reset: true }])
  expect(isInDoubt(failureIn(await turn(management())))).toBe(true)
  expect(await practice.count(operation)).toBe(1)
})
