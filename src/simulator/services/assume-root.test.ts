import { AssumeRootCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import {
  GetAccountSummaryCommand,
  ListUsersCommand,
  DisableOrganizationsRootSessionsCommand,
  DisableOrganizationsRootCredentialsManagementCommand,
} from '@aws-sdk/client-iam'
import {
  DeregisterDelegatedAdministratorCommand,
  DisableAWSServiceAccessCommand,
} from '@aws-sdk/client-organizations'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { taskPolicies } from '../policy/task-policies.ts'
import type { OperatorKeys } from '../simulator.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { sendSigned } from '../testing/raw-client.ts'

const AUDIT = taskPolicies.IAMAuditRootUserCredentials.arn
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

let practice: Practice
beforeEach(async () => {
  practice = await startPractice()
})
afterEach(() => practice[Symbol.asyncDispose]())

function assume(
  target: string,
  overrides: Partial<{
    arn: string
    seconds: number
    keys: OperatorKeys
    minimumSize: number
  }> = {},
) {
  return practice.sts(overrides.keys ?? practice.management).send(
    new AssumeRootCommand({
      TargetPrincipal: target,
      TaskPolicyArn: { arn: overrides.arn ?? AUDIT },
      ...(overrides.seconds === undefined ? {} : { DurationSeconds: overrides.seconds }),
      ...(overrides.minimumSize === undefined
        ? {}
        : { MinimumSessionTokenSize: overrides.minimumSize }),
    }),
  )
}

const raw = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
  sendSigned({
    endpoint: practice.ready.endpoint,
    keys: practice.management,
    service: 'sts',
    headers: { ...FORM, ...headers },
    body: new URLSearchParams({
      Action: 'AssumeRoot',
      Version: '2011-06-15',
      ...parameters,
    }).toString(),
  })

const errorIn = (body: string) => ({
  code: /<Code>(.*?)<\/Code>/.exec(body)?.[1],
  message: /<Message>(.*?)<\/Message>/.exec(body)?.[1]?.replaceAll('&#39;', "'"),
})

describe('a session', () => {
  test('is the root user of the target, for the time asked, and for one task only', async () => {
    const { id } = await practice.reachable()
    const before = Date.now()
    const { Credentials: made, SessionTokenSize: size } = await assume(`arn:aws:iam::${id}:root`, {
      seconds: 300,
    })
    expect(made?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/)
    expect(size).toBe(made?.SessionToken?.length)
    expect(Math.abs((made?.Expiration?.getTime() ?? 0) - before - 300_000)).toBeLessThan(2500)

    const keys = await practice.rootSession(id, 'IAMAuditRootUserCredentials')
    const identity = await practice.sts(keys).send(new GetCallerIdentityCommand({}))
    expect(identity).toMatchObject({ Account: id, Arn: `arn:aws:iam::${id}:root`, UserId: id })
    await practice.iam(keys).send(new GetAccountSummaryCommand({}))
    expect(await failureOf(practice.iam(keys).send(new ListUsersCommand({})))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${id}:root is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${id}:root with an explicit deny in a session policy`,
    })
  })

  test('ends when the simulated clock says so', async () => {
    const keys = await practice.rootSession(
      (await practice.reachable()).id,
      'IAMAuditRootUserCredentials',
    )
    await practice.control('PUT', 'clock', { advanceSeconds: 899 })
    await practice.iam(keys).send(new GetAccountSummaryCommand({}))
    await practice.control('PUT', 'clock', { advanceSeconds: 2 })
    expect(
      await failureOf(practice.iam(keys).send(new GetAccountSummaryCommand({}))),
    ).toMatchObject({ name: 'ExpiredToken', status: 403 })
  })

  test('may be asked for a larger token', async () => {
    const { SessionTokenSize: size, SessionTokenUtilization: share } = await assume(
      (await practice.reachable()).id,
      { minimumSize: 2048 },
    )
    expect(size).toBe(2048)
    expect(share).toBe(50)
  })

  test('of no seconds is born expired', async () => {
    const { Credentials: made } = await assume((await practice.reachable()).id, { seconds: 0 })
    const keys = {
      accessKeyId: made?.AccessKeyId ?? '',
      secretAccessKey: made?.SecretAccessKey ?? '',
      sessionToken: made?.SessionToken ?? '',
    }
    expect(
      await failureOf(practice.sts(keys).send(new GetCallerIdentityCommand({}))),
    ).toMatchObject({ name: 'ExpiredToken' })
  })

  test('carries the source identity of its caller', async () => {
    const answer = await assume((await practice.reachable()).id, { keys: practice.delegated })
    expect(answer.SourceIdentity).toBe('sam.okafor')
    expect((await assume((await practice.reachable()).id)).SourceIdentity).toBeUndefined()
  })
})

describe('validation', () => {
  test.each([
    [
      { DurationSeconds: '901' },
      'ValidationError',
      "1 validation error detected: Value '901' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 900",
    ],
    [
      { DurationSeconds: '-1' },
      'ValidationError',
      "1 validation error detected: Value '-1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ],
    [
      { TargetPrincipal: '123' },
      'ValidationError',
      "1 validation error detected: Value '123' at 'targetPrincipal' failed to satisfy constraint: Member must have length greater than or equal to 12",
    ],
    [
      { TargetPrincipal: 'arn:aws:iam::111122223333:user/bob' },
      'ValidationError',
      'Request must contain a valid target principal',
    ],
    [
      { 'TaskPolicyArn.arn': 'arn:aws:iam::aws:policy/AdministratorAccess' },
      'ValidationError',
      'Request must contain valid AWS managed task policy ARN',
    ],
    [{ DurationSeconds: ' 900 ' }, 'MalformedInput', undefined],
    [{ DurationSeconds: '900.0' }, 'MalformedInput', undefined],
    [{ DurationSeconds: '9e2' }, 'MalformedInput', undefined],
    [{ DurationSeconds: '2147483648' }, 'MalformedInput', undefined],
  ])('%j is refused with %s', async (parameters, code, message) => {
    const answer = await raw({
      TargetPrincipal: '111122223333',
      'TaskPolicyArn.arn': AUDIT,
      ...parameters,
    })
    expect(answer.status).toBe(400)
    expect(errorIn(answer.body).code).toBe(code)
    if (message !== undefined) expect(errorIn(answer.body).message).toBe(message)
  })

  test('a missing task policy is named as AWS names it', async () => {
    expect(errorIn((await raw({ TargetPrincipal: '111122223333' })).body).message).toBe(
      "1 validation error detected: Value null at 'taskPolicyArn' failed to satisfy constraint: Member must not be null",
    )
  })

  test('several mistakes are listed together', async () => {
    expect(errorIn((await raw({ DurationSeconds: '901' })).body).message).toMatch(
      /^3 validation errors detected: .*'targetPrincipal'.*; .*'taskPolicyArn'.*; .*'durationSeconds'/,
    )
  })

  test('leading zeros and plus signs are numbers', async () => {
    const { id } = await practice.reachable()
    for (const seconds of ['0900', '+900']) {
      expect(
        (await raw({ TargetPrincipal: id, 'TaskPolicyArn.arn': AUDIT, DurationSeconds: seconds }))
          .status,
      ).toBe(200)
    }
  })

  test('comes before authorization', async () => {
    expect(
      await failureOf(
        assume(practice.ready.managementAccountId, {
          arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        }),
      ),
    ).toMatchObject({ name: 'ValidationError' })
  })

  test('the global endpoint does not know the operation', async () => {
    const answer = await raw({ TargetPrincipal: '123' }, { host: 'sts.amazonaws.com' })
    expect(answer.status).toBe(400)
    expect(errorIn(answer.body)).toEqual({ code: 'InvalidAction', message: 'Unknown Operation' })
  })
})

describe('authorization', () => {
  const refused = (caller: string, target: string) => ({
    name: 'AccessDenied',
    status: 403,
    message: `User: ${caller} is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::${target}:root`,
  })

  async function callerArn(keys: OperatorKeys): Promise<string> {
    return (await practice.sts(keys).send(new GetCallerIdentityCommand({}))).Arn ?? ''
  }

  test('the management account is never a target', async () => {
    const target = practice.ready.managementAccountId
    for (const keys of [practice.management, practice.delegated]) {
      expect(await failureOf(assume(target, { keys }))).toEqual(
        refused(await callerArn(keys), target),
      )
    }
  })

  test('accounts that are not active, not in the organization, or denied are refused in the same words', async () => {
    const { accounts } = await practice.state()
    const arn = await callerArn(practice.management)
    const targets = accounts
      .filter(({ state, assumeRootDenied }) => state !== 'ACTIVE' || assumeRootDenied)
      .map(({ id }) => id)
    expect(targets.length).toBeGreaterThanOrEqual(5)
    for (const target of [...targets, '999999999999']) {
      expect(await failureOf(assume(target))).toEqual(refused(arn, target))
    }
  })

  test('an account that left is no target any more', async () => {
    const { id } = await practice.reachable()
    await practice.control('PUT', `accounts/${id}`, { inOrganization: false })
    expect(await failureOf(assume(id))).toMatchObject({ name: 'AccessDenied' })
  })

  test('the delegate may not target itself, unless the switch says so; the management account may', async () => {
    const id = practice.ready.delegatedAdministratorId ?? ''
    expect(await failureOf(assume(id, { keys: practice.delegated }))).toMatchObject({
      name: 'AccessDenied',
    })
    await assume(id)
    await practice.control('PUT', 'switches', { delegateSelfTarget: true })
    await assume(id, { keys: practice.delegated })
  })

  test.each(['user', 'role', 'root'] as const)(
    'a %s of an ordinary member may not call',
    async (kind) => {
      const { id } = await practice.reachable()
      const keys = (await practice.control('POST', 'operators', {
        accountId: id,
        kind,
      })) as OperatorKeys
      const other = await practice.reachable((account) => account.id !== id)
      expect(await failureOf(assume(other.id, { keys }))).toEqual(
        refused(await callerArn(keys), other.id),
      )
    },
  )

  test('the root user of the management account may not call either', async () => {
    const keys = (await practice.control('POST', 'operators', {
      accountId: practice.ready.managementAccountId,
      kind: 'root',
    })) as OperatorKeys
    expect(await failureOf(assume((await practice.reachable()).id, { keys }))).toMatchObject({
      name: 'AccessDenied',
    })
  })

  test('a root session may not make another', async () => {
    const { id } = await practice.reachable()
    const keys = await practice.rootSession(id, 'IAMAuditRootUserCredentials')
    const other = await practice.reachable((account) => account.id !== id)
    expect(await failureOf(assume(other.id, { keys }))).toMatchObject({ name: 'AccessDenied' })
  })

  test('an operator is held to a policy by task and by target', async () => {
    const { id } = await practice.reachable()
    const other = await practice.reachable((account) => account.id !== id)
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRoot',
          Resource: `arn:aws:iam::${id}:root`,
          Condition: { ArnEquals: { 'sts:TaskPolicyArn': [AUDIT] } },
        },
      ],
    }
    const keys = (await practice.control('POST', 'operators', {
      accountId: practice.ready.managementAccountId,
      policy,
    })) as OperatorKeys
    await assume(id, { keys })
    expect(await failureOf(assume(other.id, { keys }))).toMatchObject({ name: 'AccessDenied' })
    expect(
      await failureOf(assume(id, { keys, arn: taskPolicies.S3UnlockBucketPolicy.arn })),
    ).toMatchObject({ name: 'AccessDenied' })
  })
})

describe('switches of the organization', () => {
  const SESSIONS_OFF = 'Root sessions feature is not enabled for your AWS Organization.'
  const CREDENTIALS_OFF =
    'Root credentials management feature is not enabled for your AWS Organization.'

  test.each([
    ['IAMAuditRootUserCredentials', CREDENTIALS_OFF],
    ['IAMDeleteRootUserCredentials', CREDENTIALS_OFF],
    ['IAMCreateRootUserPassword', CREDENTIALS_OFF],
    ['S3UnlockBucketPolicy', SESSIONS_OFF],
    ['SQSUnlockQueuePolicy', SESSIONS_OFF],
  ] as const)('%s needs its own feature and no other', async (task, message) => {
    const { id } = await practice.reachable()
    const iam = practice.iam(practice.management)
    const needsSessions = message === SESSIONS_OFF
    await iam.send(
      needsSessions
        ? new DisableOrganizationsRootCredentialsManagementCommand({})
        : new DisableOrganizationsRootSessionsCommand({}),
    )
    await practice.rootSession(id, task)
    await iam.send(
      needsSessions
        ? new DisableOrganizationsRootSessionsCommand({})
        : new DisableOrganizationsRootCredentialsManagementCommand({}),
    )
    expect(await failureOf(practice.rootSession(id, task))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message,
    })
  })

  test('without trusted access nothing is issued, and the management account is refused for what it is', async () => {
    const organizations = practice.organizations(practice.management)
    const service = { ServicePrincipal: 'iam.amazonaws.com' }
    await organizations.send(
      new DeregisterDelegatedAdministratorCommand({
        ...service,
        AccountId: practice.ready.delegatedAdministratorId ?? '',
      }),
    )
    await organizations.send(new DisableAWSServiceAccessCommand(service))
    expect(await failureOf(assume((await practice.reachable()).id))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: 'Service not enabled for AWS Organizations.',
    })
    expect((await failureOf(assume(practice.ready.managementAccountId))).message).toMatch(
      /^User: .* is not authorized/,
    )
  })

  test('issued sessions survive every revocation', async () => {
    const { id } = await practice.reachable()
    const keys = await practice.rootSession(id, 'IAMAuditRootUserCredentials', practice.delegated)
    await practice
      .iam(practice.management)
      .send(new DisableOrganizationsRootCredentialsManagementCommand({}))
    await practice.organizations(practice.management).send(
      new DeregisterDelegatedAdministratorCommand({
        ServicePrincipal: 'iam.amazonaws.com',
        AccountId: practice.ready.delegatedAdministratorId ?? '',
      }),
    )
    await practice.iam(keys).send(new GetAccountSummaryCommand({}))
    expect(await failureOf(assume(id, { keys: practice.delegated }))).toMatchObject({
      name: 'AccessDenied',
    })
  })

  test('with the stale issuance switch, revocation takes its time', async () => {
    await practice.control('PUT', 'switches', { staleIssuanceSeconds: 120 })
    const { id } = await practice.reachable()
    await practice
      .iam(practice.management)
      .send(new DisableOrganizationsRootCredentialsManagementCommand({}))
    await assume(id)
    await practice.control('PUT', 'clock', { advanceSeconds: 121 })
    expect((await failureOf(assume(id))).message).toBe(CREDENTIALS_OFF)
  })
})

test('a limit on AssumeRoot is answered as STS throttles', async () => {
  await practice.control('PUT', 'limits', { AssumeRoot: { rate: 0, burst: 2 } })
  const { id } = await practice.reachable()
  await assume(id)
  await assume(id)
  expect(await failureOf(assume(id))).toEqual({
    name: 'Throttling',
    status: 400,
    message: 'Rate exceeded',
  })
  await assume(id, { keys: practice.delegated })
})
