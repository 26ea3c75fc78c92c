import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts'
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OperatorKeys } from '../simulator.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'

let practice: Practice
let management: string
let delegated: string
beforeAll(async () => {
  practice = await startPractice()
  management = practice.ready.managementAccountId
  delegated = practice.ready.delegatedAdministratorId ?? ''
})
beforeEach(() => practice.control('POST', 'reset'))
afterAll(() => practice[Symbol.asyncDispose]())

const ROOT_TASKS = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoot', Resource: 'arn:aws:iam::*:root' }],
}

/** Lets the management account in, when session name and source identity are of the right form. */
const hopTrust = () => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${management}:root` },
      Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
      Condition: {
        StringLike: { 'sts:RoleSessionName': 'CHG-*', 'sts:SourceIdentity': '*.okafor' },
      },
    },
  ],
})

async function hopRole(changes = {}): Promise<string> {
  const role = (await practice.control('PUT', 'roles', {
    accountId: delegated,
    name: 'rootkeep-hop',
    path: '/security/',
    trustPolicy: hopTrust(),
    policy: ROOT_TASKS,
    maxSessionSeconds: 7200,
    ...changes,
  })) as { arn: string }
  return role.arn
}

const assume = (input: Partial<AssumeRoleCommandInput>, keys = practice.management) =>
  practice.sts(keys).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${delegated}:role/security/rootkeep-hop`,
      RoleSessionName: 'CHG-4711',
      SourceIdentity: 'sam.okafor',
      ...input,
    }),
  )

async function operator(request: Record<string, unknown>): Promise<OperatorKeys> {
  return (await practice.control('POST', 'operators', request)) as OperatorKeys
}

const allow = (...actions: string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
})

test('a session carries its name and source identity, and passes them on to root sessions', async () => {
  await hopRole()
  const { id } = await practice.reachable()
  const {
    Credentials: made,
    AssumedRoleUser: user,
    SourceIdentity,
  } = await assume({
    DurationSeconds: 7200,
  })
  expect(user?.Arn).toBe(`arn:aws:sts::${delegated}:assumed-role/rootkeep-hop/CHG-4711`)
  expect(user?.AssumedRoleId).toMatch(/^AROA[A-Z0-9]{17}:CHG-4711$/)
  expect(SourceIdentity).toBe('sam.okafor')
  const keys = {
    accessKeyId: made?.AccessKeyId ?? '',
    secretAccessKey: made?.SecretAccessKey ?? '',
    sessionToken: made?.SessionToken ?? '',
  }
  await practice.rootSession(id, 'IAMAuditRootUserCredentials', keys)
  const { Records } = (await practice.control('GET', 'cloudtrail')) as {
    Records: Record<string, unknown>[]
  }
  const [hop, root] = Records.slice(-2)
  expect(hop).toMatchObject({
    eventName: 'AssumeRole',
    recipientAccountId: management,
    requestParameters: { roleSessionName: 'CHG-4711', sourceIdentity: 'sam.okafor' },
    resources: [{ accountId: delegated, type: 'AWS::IAM::Role' }],
    responseElements: { credentials: { accessKeyId: keys.accessKeyId } },
  })
  expect(JSON.stringify(hop)).not.toContain(keys.secretAccessKey)
  expect(JSON.stringify(hop)).not.toContain(keys.sessionToken)
  expect(root).toMatchObject({
    eventName: 'AssumeRoot',
    userIdentity: { sessionContext: { sourceIdentity: 'sam.okafor' } },
  })
  await practice.control('PUT', 'clock', { advanceSeconds: 7200 })
  const late = practice.sts(keys).send(new GetCallerIdentityCommand({}))
  expect((await failureOf(late)).name).toBe('ExpiredToken')
})

test('the SDK’s own provider hops', async () => {
  const RoleArn = await hopRole()
  const { endpoint } = practice.ready
  const provide = fromTemporaryCredentials({
    masterCredentials: practice.management,
    params: { RoleArn, RoleSessionName: 'CHG-1', SourceIdentity: 'sam.okafor' },
    clientConfig: { endpoint, region: 'us-east-1' },
  })
  expect((await provide()).accessKeyId).toMatch(/^ASIA/)
})

describe('is refused', () => {
  const DENIED = { name: 'AccessDenied', status: 403 }

  test('when session name or source identity are not as the trust policy wants them', async () => {
    await hopRole()
    for (const input of [{ RoleSessionName: 'lunch' }, { SourceIdentity: 'somebody' }]) {
      expect(await failureOf(assume(input))).toMatchObject(DENIED)
    }
    expect(await failureOf(assume({ SourceIdentity: undefined }))).toMatchObject(DENIED)
  })

  test('when the caller’s own policy, or a policy of the organization, does not allow it', async () => {
    await hopRole()
    const name = (
      await failureOf(assume({}, await operator({ accountId: management, policy: allow('iam:*') })))
    ).message
    expect(name).toContain(
      'is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::',
    )
    const withoutIdentity = await operator({
      accountId: management,
      policy: allow('sts:AssumeRole'),
    })
    expect((await failureOf(assume({}, withoutIdentity))).message).toContain(
      'sts:SetSourceIdentity',
    )
    const both = allow('sts:AssumeRole', 'sts:SetSourceIdentity')
    await assume({}, await operator({ accountId: management, policy: both }))
  })

  test('when the role is not there, was removed, or trusts another account', async () => {
    expect(await failureOf(assume({}))).toMatchObject(DENIED)
    const arn = await hopRole()
    const outside = await operator({ accountId: '999999999999' })
    expect(await failureOf(assume({}, outside))).toMatchObject(DENIED)
    await assume({})
    await practice.control('DELETE', 'roles', { arn })
    expect(await failureOf(assume({}))).toMatchObject(DENIED)
  })

  test('to a root user', async () => {
    await hopRole()
    const root = await operator({ accountId: management, kind: 'root' })
    expect(await failureOf(assume({}, root))).toMatchObject({
      ...DENIED,
      message: 'Roles may not be assumed by root accounts.',
    })
  })

  test.each([
    ['a duration under a quarter of an hour', { DurationSeconds: 899 }],
    ['a duration over the role’s maximum', { DurationSeconds: 7201 }],
    ['a session name with a space', { RoleSessionName: 'two words' }],
    ['a role that is none', { RoleArn: 'arn:aws:iam::111122223333:user/someone' }],
    ['a session policy, which is not practised', { Policy: '{}' }],
  ])('with a ValidationError for %s', async (_what, input) => {
    await hopRole()
    expect(await failureOf(assume(input))).toMatchObject({ name: 'ValidationError', status: 400 })
  })
})

test('a role chain keeps its source identity, and lasts an hour at most', async () => {
  const trustPolicy = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] },
    ],
  }
  await hopRole({ trustPolicy })
  const session = await operator({ accountId: management, kind: 'role', sourceIdentity: 'noa' })
  expect((await assume({ SourceIdentity: undefined }, session)).SourceIdentity).toBe('noa')
  expect((await failureOf(assume({}, session))).message).toContain('sts:SetSourceIdentity')
  const long = { SourceIdentity: undefined, DurationSeconds: 3601 }
  expect((await failureOf(assume(long, session))).message).toContain('role chaining')
})

test('in its own account a role that names the caller needs no other policy; one that names the account does', async () => {
  const caller = await operator({ accountId: delegated, name: 'hopper', policy: allow('s3:*') })
  const trusting = (AWS: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }],
  })
  const plain = { SourceIdentity: undefined }
  await hopRole({ trustPolicy: trusting(`arn:aws:iam::${delegated}:user/hopper`) })
  await assume(plain, caller)
  await hopRole({ trustPolicy: trusting(delegated) })
  expect((await failureOf(assume(plain, caller))).name).toBe('AccessDenied')
})

test('members that were created let the management account in, and nobody else', async () => {
  const RoleArn = `arn:aws:iam::${delegated}:role/OrganizationAccountAccessRole`
  const plain = { RoleArn, SourceIdentity: undefined }
  const made = await assume(plain)
  expect(made.AssumedRoleUser?.Arn).toContain('assumed-role/OrganizationAccountAccessRole/CHG-4711')
  expect((await failureOf(assume(plain, practice.delegated))).name).toBe('AccessDenied')
  expect((await failureOf(assume({ RoleArn }))).message).toContain('sts:SetSourceIdentity')
})
