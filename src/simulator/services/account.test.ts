import {
  AcceptPrimaryEmailUpdateCommand,
  GetPrimaryEmailCommand,
  ListRegionsCommand,
  StartPrimaryEmailUpdateCommand,
} from '@aws-sdk/client-account'
import {
  DescribeAccountCommand,
  DisableAWSServiceAccessCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountDocument } from '../control/state-document.ts'
import type { OperatorKeys } from '../simulator.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { send } from '../testing/raw-client.ts'

let practice: Practice
let account: AccountDocument
beforeEach(async () => {
  practice = await startPractice()
  account = await practice.reachable()
})
afterEach(() => practice[Symbol.asyncDispose]())

const NEW = 'root-mailbox@new.example'
const SERVICE = { ServicePrincipal: 'account.amazonaws.com' }

const get = (AccountId = account.id, keys = practice.management) =>
  practice.accountManagement(keys).send(new GetPrimaryEmailCommand({ AccountId }))
const start = (PrimaryEmail = NEW, AccountId = account.id, keys = practice.management) =>
  practice
    .accountManagement(keys)
    .send(new StartPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail }))
const accept = (Otp: string, PrimaryEmail = NEW, AccountId = account.id) =>
  practice
    .accountManagement(practice.management)
    .send(new AcceptPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail, Otp }))
const letters = async () =>
  (await practice.control('GET', 'mailboxes')) as {
    at: string
    to: string
    accountId: string
    subject: string
    code: string
  }[]
const lastCode = async () => (await letters()).at(-1)?.code ?? ''

describe('changing the address of a member’s root user', () => {
  test('takes the code that only the new mailbox gets, and is then seen everywhere', async () => {
    expect((await get()).PrimaryEmail).toBe(account.email)
    expect((await start()).Status).toBe('PENDING')
    expect((await practice.account(account.id)).email).toBe(account.email)
    expect(await letters()).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        to: NEW,
        accountId: account.id,
        subject: expect.stringContaining(account.id),
        code: expect.stringMatching(/^[A-Z0-9]{6}$/),
      },
    ])
    expect((await accept(await lastCode())).Status).toBe('ACCEPTED')
    expect((await get()).PrimaryEmail).toBe(NEW)
    expect((await practice.account(account.id)).email).toBe(NEW)
    const described = await practice
      .organizations(practice.management)
      .send(new DescribeAccountCommand({ AccountId: account.id }))
    expect(described.Account?.Email).toBe(NEW)
  })

  test('refuses a wrong code and one for another address, and both change nothing', async () => {
    await start()
    const code = await lastCode()
    const wrong = code.startsWith('A') ? `B${code.slice(1)}` : `A${code.slice(1)}`
    const invalid = { name: 'ValidationException', status: 400 }
    expect(await failureOf(accept(wrong))).toMatchObject(invalid)
    expect(await failureOf(accept(code, 'other@new.example'))).toMatchObject(invalid)
    expect((await get()).PrimaryEmail).toBe(account.email)
    expect((await accept(code)).Status).toBe('ACCEPTED')
  })

  test('refuses a code after thirty minutes, one that was replaced, and one that was used', async () => {
    await start()
    await practice.control('PUT', 'clock', { advanceSeconds: 1801 })
    expect((await failureOf(accept(await lastCode()))).message).toMatch('expired')
    await start()
    const replaced = await lastCode()
    await start()
    const code = await lastCode()
    expect(code).not.toBe(replaced)
    expect(await failureOf(accept(replaced))).toMatchObject({ name: 'ValidationException' })
    await accept(code)
    expect(await failureOf(accept(code))).toMatchObject({
      name: 'ResourceNotFoundException',
      status: 404,
    })
  })

  test('refuses an address that an account has already, at the start and at the end', async () => {
    const other = await practice.reachable(({ id }) => id !== account.id)
    const conflict = { name: 'ConflictException', status: 409 }
    expect(await failureOf(start(other.email.toUpperCase()))).toMatchObject(conflict)
    expect(await failureOf(start(account.email))).toMatchObject(conflict)
    await start()
    await practice.control('PUT', `accounts/${other.id}`, { email: NEW })
    expect(await failureOf(accept(await lastCode()))).toMatchObject(conflict)
  })

  test.each([['nobody'], ['a b@c.example'], ['@c.example'], [`${'x'.repeat(60)}@c.example`]])(
    'refuses %s for an address',
    async (email) => {
      expect(await failureOf(start(email))).toMatchObject({
        name: 'ValidationException',
        status: 400,
      })
      expect(await letters()).toEqual([])
    },
  )
})

describe('Account Management', () => {
  const denied = { name: 'AccessDeniedException', status: 403 }

  test('answers a delegate of its own, not one of IAM, and no ordinary member', async () => {
    expect(await failureOf(get(account.id, practice.delegated))).toMatchObject(denied)
    await practice.organizations(practice.management).send(
      new RegisterDelegatedAdministratorCommand({
        ...SERVICE,
        AccountId: practice.ready.delegatedAdministratorId ?? '',
      }),
    )
    expect((await get(account.id, practice.delegated)).PrimaryEmail).toBe(account.email)
    const member = (await practice.control('POST', 'operators', {
      accountId: account.id,
    })) as OperatorKeys
    expect(await failureOf(get(account.id, member))).toMatchObject(denied)
  })

  test('lists the Regions of the caller’s account page by page, and asks for the permission', async () => {
    const regions = (input: object, keys = practice.delegated) =>
      practice.accountManagement(keys).send(new ListRegionsCommand(input))
    const whole = await regions({})
    expect(whole.Regions).toContainEqual({
      RegionName: 'us-east-1',
      RegionOptStatus: 'ENABLED_BY_DEFAULT',
    })
    expect(whole.Regions).toContainEqual({ RegionName: 'me-south-1', RegionOptStatus: 'DISABLED' })
    const first = await regions({ MaxResults: 20 })
    const second = await regions({ MaxResults: 20, NextToken: first.NextToken })
    expect([...(first.Regions ?? []), ...(second.Regions ?? [])]).toEqual(whole.Regions)
    expect(second.NextToken).toBeUndefined()
    const off = await regions(
      { AccountId: account.id, RegionOptStatusContains: ['DISABLED'] },
      practice.management,
    )
    expect(off.Regions?.map(({ RegionOptStatus }) => RegionOptStatus)).not.toContain('ENABLED')
    const unable = (await practice.control('POST', 'operators', {
      accountId: account.id,
      policy: { Statement: [] },
    })) as OperatorKeys
    const refusal = await failureOf(regions({}, unable))
    expect(refusal).toMatchObject(denied)
    expect(refusal.message).toMatch('account:ListRegions on resource: arn:aws:account::')
  })

  test('needs trusted access', async () => {
    await practice
      .organizations(practice.management)
      .send(new DisableAWSServiceAccessCommand(SERVICE))
    const refusal = await failureOf(get())
    expect(refusal).toMatchObject(denied)
    expect(refusal.message).toMatch(/must first enable trusted access with AWS Account Management/)
    await using without = await startPractice({ switches: { accountManagement: false } })
    const { trustedServices } = (await without.state()).organization
    expect(trustedServices).not.toContain('account.amazonaws.com')
    expect(trustedServices).toContain('iam.amazonaws.com')
  })

  test('speaks of members only', async () => {
    const management = await failureOf(get(practice.ready.managementAccountId))
    expect(management).toMatchObject(denied)
    expect(management.message).toMatch('standalone context')
    expect(await failureOf(get('999999999999'))).toMatchObject({
      name: 'ResourceNotFoundException',
      status: 404,
    })
    expect(await failureOf(get('12345'))).toMatchObject({ name: 'ValidationException' })
  })

  test('is asked for permission like any service', async () => {
    const Action = 'account:GetPrimaryEmail'
    const allowed = (await practice.control('POST', 'operators', {
      accountId: practice.ready.managementAccountId,
      policy: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
    })) as OperatorKeys
    await get(account.id, allowed)
    const refusal = await failureOf(start(NEW, account.id, allowed))
    expect(refusal).toMatchObject(denied)
    expect(refusal.message).toMatch(
      `is not authorized to perform: account:StartPrimaryEmailUpdate on resource: arn:aws:account::${practice.ready.managementAccountId}:account/${practice.ready.organizationId}/${account.id} because no identity-based policy allows`,
    )
    const session = await practice.rootSession(account.id, 'IAMAuditRootUserCredentials')
    expect((await failureOf(get(account.id, session))).message).toMatch(/session policy$/)
  })

  test('throttles, fails and refuses unsigned requests in its own form', async () => {
    const rule = { service: 'account', probability: 1 }
    await practice.control('PUT', 'faults', [{ ...rule, throttle: true }])
    expect(await failureOf(get())).toMatchObject({ name: 'TooManyRequestsException', status: 429 })
    await practice.control('PUT', 'faults', [
      { ...rule, status: 500, code: 'InternalServerException' },
    ])
    expect(await failureOf(get())).toMatchObject({ name: 'InternalServerException', status: 500 })
    const unsigned = await send(practice.ready.endpoint, 'POST', '/getPrimaryEmail', {}, '{}')
    expect([unsigned.status, unsigned.headers['x-amzn-errortype']]).toEqual([
      403,
      'MissingAuthenticationTokenException',
    ])
  })
})
