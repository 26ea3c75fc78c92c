import {
  DeregisterDelegatedAdministratorCommand,
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  type OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
  paginateListAccounts,
  type Account,
  type ListAccountsForParentCommandOutput,
  type ListOrganizationalUnitsForParentCommandOutput,
} from '@aws-sdk/client-organizations'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OperatorKeys } from '../simulator.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { sendSigned } from '../testing/raw-client.ts'

const IAM = { ServicePrincipal: 'iam.amazonaws.com' }

let practice: Practice
let client: OrganizationsClient
beforeEach(async () => {
  practice = await startPractice({ accounts: 150 })
  client = practice.organizations(practice.management)
})
afterEach(() => practice[Symbol.asyncDispose]())

async function pagesOf(): Promise<Account[][]> {
  const pages: Account[][] = []
  for await (const page of paginateListAccounts({ client }, {})) pages.push(page.Accounts ?? [])
  return pages
}

describe('listing accounts', () => {
  test('gives every account once, twenty a page, with an empty page in between that has a token', async () => {
    const pages = await pagesOf()
    const { accounts } = await practice.state()
    expect(pages.flat().map((account) => account.Id)).toEqual(accounts.map((account) => account.id))
    expect(Math.max(...pages.map((page) => page.length))).toBe(20)
    expect(pages.slice(0, -1).some((page) => page.length === 0)).toBe(true)
  })

  test('shows State and full path, and no Status', async () => {
    const { accounts } = await practice.state()
    const listed = (await pagesOf()).flat()
    for (const [index, truth] of accounts.entries()) {
      const account = listed[index]
      expect(account).toMatchObject({
        Name: truth.name,
        Email: truth.email,
        State: truth.state,
        Paths: [truth.path],
      })
      expect(account).not.toHaveProperty('Status')
    }
  })

  test('shows Status as before, behind the legacy switch', async () => {
    await practice.control('PUT', 'switches', { legacyStatus: true })
    const byState = new Map(
      (await pagesOf()).flat().map((account) => [account.State, account.Status]),
    )
    expect(byState.get('ACTIVE')).toBe('ACTIVE')
    expect(byState.get('CLOSED')).toBe('SUSPENDED')
    expect(byState.get('PENDING_CLOSURE')).toBe('PENDING_CLOSURE')
    expect(byState.get('PENDING_ACTIVATION')).toBeUndefined()
  })

  test('skips nobody when an account leaves between two pages', async () => {
    const first = await client.send(new ListAccountsCommand({}))
    await practice.control(
      'PUT',
      `accounts/${first.Accounts?.find(({ Id }) => Id !== practice.ready.managementAccountId)?.Id}`,
      { inOrganization: false },
    )
    const { accounts } = await practice.state()
    const rest: string[] = []
    for await (const page of paginateListAccounts({ client, startingToken: first.NextToken }, {})) {
      rest.push(...(page.Accounts ?? []).map(({ Id = '' }) => Id))
    }
    expect(rest).toEqual(accounts.slice(19).map(({ id }) => id))
  })

  test('refuses pages over twenty and tokens of other lists', async () => {
    expect(await failureOf(client.send(new ListAccountsCommand({ MaxResults: 21 })))).toMatchObject(
      { name: 'InvalidInputException', status: 400 },
    )
    expect(
      await failureOf(client.send(new ListAccountsCommand({ NextToken: 'nonsense' }))),
    ).toMatchObject({ name: 'InvalidInputException' })
    const { NextToken } = await client.send(new ListAccountsCommand({}))
    expect(await failureOf(client.send(new ListRootsCommand({ NextToken })))).toMatchObject({
      name: 'InvalidInputException',
    })
  })
})

describe('the tree', () => {
  test('reached from the root downwards holds exactly the accounts of the listing', async () => {
    const { Roots: roots = [] } = await client.send(new ListRootsCommand({}))
    expect(roots).toHaveLength(1)
    const found = new Map<string, string>()

    async function descend(id: string, path: string): Promise<void> {
      let NextToken: string | undefined
      do {
        const page: ListAccountsForParentCommandOutput = await client.send(
          new ListAccountsForParentCommand({ ParentId: id, NextToken }),
        )
        for (const account of page.Accounts ?? []) {
          found.set(account.Id ?? '', `${path}${account.Id}/`)
        }
        NextToken = page.NextToken
      } while (NextToken !== undefined)
      const units: string[] = []
      do {
        const page: ListOrganizationalUnitsForParentCommandOutput = await client.send(
          new ListOrganizationalUnitsForParentCommand({ ParentId: id, NextToken }),
        )
        for (const unit of page.OrganizationalUnits ?? []) {
          expect(unit.Path).toBe(`${path}${unit.Id}/`)
          units.push(unit.Id ?? '')
        }
        NextToken = page.NextToken
      } while (NextToken !== undefined)
      for (const unit of units) await descend(unit, `${path}${unit}/`)
    }

    await descend(roots[0]?.Id ?? '', `${practice.ready.organizationId}/${roots[0]?.Id}/`)
    const { accounts } = await practice.state()
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(accounts.map(({ id, path }) => [id, path])),
    )
  })

  test('knows parents and children', async () => {
    const { id, path } = await practice.reachable()
    const parentId = path.split('/').at(-3) ?? ''
    expect((await client.send(new ListParentsCommand({ ChildId: id }))).Parents).toEqual([
      { Id: parentId, Type: 'ORGANIZATIONAL_UNIT' },
    ])
    const { Children: children } = await client.send(
      new ListChildrenCommand({ ParentId: parentId, ChildType: 'ACCOUNT' }),
    )
    expect(children).toContainEqual({ Id: id, Type: 'ACCOUNT' })
    expect(
      await failureOf(client.send(new ListParentsCommand({ ChildId: '999999999999' }))),
    ).toMatchObject({ name: 'ChildNotFoundException' })
    expect(
      await failureOf(
        client.send(new ListAccountsForParentCommand({ ParentId: 'ou-none-12345678' })),
      ),
    ).toMatchObject({ name: 'ParentNotFoundException' })
  })

  test('an account that was moved is under its new unit', async () => {
    const { id, path } = await practice.reachable()
    const other = await practice.reachable(
      (account) => account.path.split('/').at(-3) !== path.split('/').at(-3),
    )
    await practice.control('PUT', `accounts/${id}`, { path: other.path })
    expect(
      (await client.send(new DescribeAccountCommand({ AccountId: id }))).Account?.Paths,
    ).toEqual([other.path.replace(other.id, id)])
  })

  test('tags are those of the account', async () => {
    const { id, tags } = await practice.reachable((account) => Object.keys(account.tags).length > 1)
    const { Tags: read = [] } = await client.send(
      new ListTagsForResourceCommand({ ResourceId: id }),
    )
    expect(Object.fromEntries(read.map(({ Key, Value }) => [Key, Value]))).toEqual(tags)
    expect(
      await failureOf(client.send(new ListTagsForResourceCommand({ ResourceId: '999999999999' }))),
    ).toMatchObject({ name: 'TargetNotFoundException' })
  })
})

describe('who may call', () => {
  test('the delegate reads, and only management writes', async () => {
    const delegate = practice.organizations(practice.delegated)
    await delegate.send(new ListAccountsCommand({}))
    for (const command of [
      new EnableAWSServiceAccessCommand(IAM),
      new DisableAWSServiceAccessCommand(IAM),
    ]) {
      expect(await failureOf(delegate.send(command))).toEqual({
        name: 'AccessDeniedException',
        status: 400,
        message: "You don't have permissions to access this resource.",
      })
    }
  })

  test('an ordinary member sees the organization and nothing in it', async () => {
    const { id } = await practice.reachable()
    const member = practice.organizations(
      (await practice.control('POST', 'operators', { accountId: id })) as OperatorKeys,
    )
    const { Organization: organization } = await member.send(new DescribeOrganizationCommand({}))
    expect(organization).toMatchObject({
      Id: practice.ready.organizationId,
      MasterAccountId: practice.ready.managementAccountId,
      FeatureSet: 'ALL',
    })
    expect(await failureOf(member.send(new ListAccountsCommand({})))).toMatchObject({
      name: 'AccessDeniedException',
    })
  })

  test('an account outside learns that it is in no organization', async () => {
    const outsider = practice.organizations(
      (await practice.control('POST', 'operators', { accountId: '999999999999' })) as OperatorKeys,
    )
    expect(await failureOf(outsider.send(new DescribeOrganizationCommand({})))).toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
      status: 400,
    })
  })
})

describe('trusted access and delegates', () => {
  const register = (AccountId: string, service = IAM) =>
    client.send(new RegisterDelegatedAdministratorCommand({ AccountId, ...service }))
  const delegateId = () => practice.ready.delegatedAdministratorId ?? ''
  const reasonOf = async (call: Promise<unknown>) => {
    const error: unknown = await call.then(
      () => null,
      (failure: unknown) => failure,
    )
    return (error as { Reason?: string }).Reason
  }

  test('are listed', async () => {
    const { EnabledServicePrincipals: services = [] } = await client.send(
      new ListAWSServiceAccessForOrganizationCommand({}),
    )
    expect(services.map(({ ServicePrincipal }) => ServicePrincipal)).toContain('iam.amazonaws.com')
    const { DelegatedAdministrators: delegates = [] } = await client.send(
      new ListDelegatedAdministratorsCommand(IAM),
    )
    expect(delegates.map(({ Id, State }) => [Id, State])).toEqual([[delegateId(), 'ACTIVE']])
    expect(delegates[0]?.DelegationEnabledDate).toBeInstanceOf(Date)
    const { DelegatedServices: delegated = [] } = await client.send(
      new ListDelegatedServicesForAccountCommand({ AccountId: delegateId() }),
    )
    expect(delegated.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual(['iam.amazonaws.com'])
    const { id } = await practice.reachable()
    expect(
      await failureOf(client.send(new ListDelegatedServicesForAccountCommand({ AccountId: id }))),
    ).toMatchObject({ name: 'AccountNotRegisteredException' })
  })

  test('access cannot be taken away while a delegate depends on it', async () => {
    const error = await failureOf(client.send(new DisableAWSServiceAccessCommand(IAM)))
    expect(error).toMatchObject({
      name: 'ConstraintViolationException',
      message:
        'You have delegated administrator/s for this service. De-register them in order to disable service access.',
    })
    expect(await reasonOf(client.send(new DisableAWSServiceAccessCommand(IAM)))).toBe(
      'DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE',
    )
  })

  test('enabling and disabling twice is no error', async () => {
    await client.send(new EnableAWSServiceAccessCommand(IAM))
    await client.send(
      new DeregisterDelegatedAdministratorCommand({ AccountId: delegateId(), ...IAM }),
    )
    await client.send(new DisableAWSServiceAccessCommand(IAM))
    await client.send(new DisableAWSServiceAccessCommand(IAM))
    expect((await practice.state()).organization.trustedServices).not.toContain('iam.amazonaws.com')
  })

  test('only a trusted service gets a delegate, and only from active members', async () => {
    const { accounts } = await practice.state()
    const suspended = accounts.find(({ state }) => state === 'SUSPENDED')?.id ?? ''
    expect(await reasonOf(register(practice.ready.managementAccountId))).toBe(
      'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
    )
    expect(await reasonOf(register(suspended))).toBe(
      'CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR',
    )
    const { id } = await practice.reachable()
    expect(await reasonOf(register(id, { ServicePrincipal: 'guardduty.amazonaws.com' }))).toBe(
      'SERVICE_ACCESS_NOT_ENABLED',
    )
    expect(await failureOf(register(delegateId()))).toMatchObject({
      name: 'AccountAlreadyRegisteredException',
    })
    expect(await failureOf(register('999999999999'))).toMatchObject({
      name: 'AccountNotFoundException',
    })
    await register(id)
    expect((await practice.state()).organization.delegatedAdministrators).toEqual([
      delegateId(),
      id,
    ])
  })

  test('a delegate that is taken off loses its reading rights', async () => {
    const takeOff = () =>
      client.send(new DeregisterDelegatedAdministratorCommand({ AccountId: delegateId(), ...IAM }))
    await takeOff()
    expect(await failureOf(takeOff())).toMatchObject({ name: 'AccountNotRegisteredException' })
    expect(
      await failureOf(practice.organizations(practice.delegated).send(new ListAccountsCommand({}))),
    ).toMatchObject({ name: 'AccessDeniedException' })
  })

  test('an organization for billing only has neither', async () => {
    await practice.control('PUT', 'switches', { featureSet: 'CONSOLIDATED_BILLING' })
    expect((await client.send(new DescribeOrganizationCommand({}))).Organization?.FeatureSet).toBe(
      'CONSOLIDATED_BILLING',
    )
    expect(await reasonOf(client.send(new EnableAWSServiceAccessCommand(IAM)))).toBe(
      'ORGANIZATION_NOT_IN_ALL_FEATURES_MODE',
    )
  })
})

test('calls over the documented rate are turned away with TooManyRequestsException', async () => {
  await practice.control('PUT', 'limits', {})
  const answers = await Promise.allSettled(
    Array.from({ length: 6 }, () => client.send(new DescribeOrganizationCommand({}))),
  )
  const refused = answers
    .filter((answer) => answer.status === 'rejected')
    .map((answer) => (answer.reason as Error).name)
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(2)
  expect(new Set(refused)).toEqual(new Set(['TooManyRequestsException']))
})

test('a body that is not what the operation takes is a SerializationException', async () => {
  for (const body of ['{', '[]', '{"MaxResults":"many"}']) {
    const answer = await sendSigned({
      endpoint: practice.ready.endpoint,
      keys: practice.management,
      service: 'organizations',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSOrganizationsV20161128.ListAccounts',
      },
      body,
    })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toMatchObject({ __type: 'SerializationException' })
  }
})
