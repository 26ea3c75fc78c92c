import { GetAccountSummaryCommand, ListAccessKeysCommand } from '@aws-sdk/client-iam'
import { DescribeAccountCommand, ListAccountsCommand } from '@aws-sdk/client-organizations'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OperatorKeys } from '../simulator.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'
import { send } from '../testing/raw-client.ts'

let practice: Practice
beforeEach(async () => {
  practice = await startPractice({ accounts: 60 })
})
afterEach(() => practice[Symbol.asyncDispose]())

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

describe('the state', () => {
  test('has exactly the members of the interface', async () => {
    const { organization, accounts, identityCenter, ...rest } = await practice.state()
    expect(rest).toEqual({})
    expect(Object.keys(identityCenter)).toEqual([
      'instanceArn',
      'identityStoreId',
      'startUrl',
      'issuerUrl',
      'region',
      'users',
      'permissionSets',
      'assignments',
      'accessTokenSeconds',
      'pollSeconds',
    ])
    expect(Object.keys(organization)).toEqual([
      'id',
      'managementAccountId',
      'featureSet',
      'trustedServices',
      'features',
      'delegatedAdministrators',
    ])
    expect(organization).toMatchObject({
      id: practice.ready.organizationId,
      managementAccountId: practice.ready.managementAccountId,
      featureSet: 'ALL',
      delegatedAdministrators: [practice.ready.delegatedAdministratorId],
    })
    expect(accounts).toHaveLength(60)
    for (const account of accounts) {
      expect(Object.keys(account)).toEqual([
        'id',
        'name',
        'email',
        'state',
        'path',
        'tags',
        'assumeRootDenied',
        'scpDeniesRootSessions',
        'root',
        'buckets',
        'queues',
      ])
      expect(Object.keys(account.root)).toEqual([
        'passwordPresent',
        'passwordLastUsed',
        'accessKeys',
        'mfaDevices',
        'signingCertificates',
      ])
      for (const key of account.root.accessKeys) {
        expect(Object.keys(key)).toEqual(['id', 'status', 'createdAt', 'lastUsed'])
        expect(key.createdAt).toMatch(ISO)
        if (key.lastUsed !== null) {
          expect(Object.keys(key.lastUsed)).toEqual(['at', 'service', 'region'])
        }
      }
      for (const device of account.root.mfaDevices) {
        expect(Object.keys(device)).toEqual(['serialNumber', 'enabledAt'])
      }
      for (const certificate of account.root.signingCertificates) {
        expect(Object.keys(certificate)).toEqual(['id', 'uploadedAt'])
      }
      for (const resource of [...account.buckets, ...account.queues]) {
        expect(Object.keys(resource)).toEqual(['name', 'region', 'policy'])
      }
    }
  })

  test('holds no secret', async () => {
    const text = JSON.stringify([await practice.state(), await practice.control('GET', 'requests')])
    for (const keys of [practice.management, practice.delegated]) {
      expect(text).not.toContain(keys.secretAccessKey)
    }
    expect(text).not.toContain(practice.delegated.sessionToken)
  })
})

describe('the request log', () => {
  test('tells who did what to whom, with which key, and how it ended', async () => {
    const { id } = await practice.reachable()
    const keys = await practice.rootSession(id, 'IAMAuditRootUserCredentials')
    const { $metadata } = await practice.iam(keys).send(new GetAccountSummaryCommand({}))
    await failureOf(
      practice.rootSession(practice.ready.managementAccountId, 'IAMAuditRootUserCredentials'),
    )
    const log = (await practice.control('GET', 'requests')) as Record<string, unknown>[]
    const operator = {
      callerArn: `arn:aws:iam::${practice.ready.managementAccountId}:user/rootkeep-operator`,
      accessKeyId: practice.management.accessKeyId,
    }
    expect(log).toEqual([
      {
        at: expect.any(String),
        requestId: expect.any(String),
        service: 'sts',
        operation: 'AssumeRoot',
        ...operator,
        targetAccountId: id,
        errorCode: null,
      },
      {
        at: expect.any(String),
        requestId: $metadata.requestId,
        service: 'iam',
        operation: 'GetAccountSummary',
        callerArn: `arn:aws:iam::${id}:root`,
        accessKeyId: keys.accessKeyId,
        targetAccountId: id,
        errorCode: null,
      },
      {
        at: expect.any(String),
        requestId: expect.any(String),
        service: 'sts',
        operation: 'AssumeRoot',
        ...operator,
        targetAccountId: practice.ready.managementAccountId,
        errorCode: 'AccessDenied',
      },
    ])
    expect(Object.keys(log[0]!)).toEqual([
      'at',
      'requestId',
      'service',
      'operation',
      'callerArn',
      'accessKeyId',
      'targetAccountId',
      'errorCode',
    ])
    await practice.control('DELETE', 'requests')
    expect(await practice.control('GET', 'requests')).toEqual([])
  })
})

describe('changing an account', () => {
  test('is seen by AWS calls at once', async () => {
    const { id } = await practice.reachable(({ root }) => root.accessKeys.length === 0)
    const key = {
      id: 'AKIAZZZZZZZZZZZZZZZZ',
      status: 'Active',
      createdAt: '2024-01-01T00:00:00Z',
      lastUsed: { at: '2026-01-01T00:00:00Z', service: 's3', region: 'eu-west-1' },
    }
    const change = {
      name: 'Renamed "…"',
      email: 'new@example.test',
      tags: { Owner: 'me' },
      root: { passwordPresent: true, accessKeys: [key] },
    }
    const changed = await practice.control('PUT', `accounts/${id}`, change)
    expect(changed).toMatchObject({ ...change, root: { passwordPresent: true, accessKeys: [key] } })
    const { SummaryMap: summary } = await practice
      .iam(await practice.rootSession(id, 'IAMAuditRootUserCredentials'))
      .send(new GetAccountSummaryCommand({}))
    expect(summary).toMatchObject({ AccountPasswordPresent: 1, AccountAccessKeysPresent: 1 })
    const { Account: listed } = await practice
      .organizations(practice.management)
      .send(new DescribeAccountCommand({ AccountId: id }))
    expect(listed).toMatchObject({ Name: change.name, Email: change.email })
  })

  test('puts it behind a guard and takes it out again', async () => {
    const { id } = await practice.reachable()
    await practice.control('PUT', `accounts/${id}`, { scpDeniesRootSessions: true })
    const iam = practice.iam(await practice.rootSession(id, 'IAMAuditRootUserCredentials'))
    expect((await failureOf(iam.send(new GetAccountSummaryCommand({})))).message).toMatch(
      /service control policy$/,
    )
    await practice.control('PUT', `accounts/${id}`, { scpDeniesRootSessions: false })
    await iam.send(new GetAccountSummaryCommand({}))
    await practice.control('PUT', `accounts/${id}`, { assumeRootDenied: true, state: 'ACTIVE' })
    expect(await failureOf(practice.rootSession(id, 'IAMAuditRootUserCredentials'))).toMatchObject({
      name: 'AccessDenied',
    })
  })

  test('lets it leave and join again', async () => {
    const { id } = await practice.reachable()
    await practice.control('PUT', `accounts/${id}`, { inOrganization: false })
    expect((await practice.state()).accounts.some((account) => account.id === id)).toBe(false)
    expect(
      await failureOf(
        practice
          .organizations(practice.management)
          .send(new DescribeAccountCommand({ AccountId: id })),
      ),
    ).toMatchObject({ name: 'AccountNotFoundException' })
    await practice.control('PUT', `accounts/${id}`, { inOrganization: true })
    expect((await practice.state()).accounts).toHaveLength(60)
  })

  test.each([
    [{ colour: 'red' }, /unknown member "colour"/],
    [{ state: 'ASLEEP' }, /"state" must be one of/],
    [{ path: 'o-x/r-y/ou-none-00000000/' }, /no unit/],
    [{ root: { accessKeys: [{ status: 'Active' }] } }, /"id" is missing/],
    [{ root: { passwordLastUsed: 'yesterday' } }, /ISO instant/],
    [{ name: 'new', tags: { Owner: 3 } }, /"Owner" must be a text/],
  ])('with %j is refused and changes nothing', async (patch, message) => {
    const before = await practice.reachable()
    await expect(practice.control('PUT', `accounts/${before.id}`, patch)).rejects.toThrow(message)
    expect(await practice.account(before.id)).toEqual(before)
  })

  test('keeps the management account where it is', async () => {
    const id = practice.ready.managementAccountId
    await expect(
      practice.control('PUT', `accounts/${id}`, { inOrganization: false }),
    ).rejects.toThrow('cannot leave')
    await expect(
      practice.control('PUT', `accounts/${id}`, { scpDeniesRootSessions: true }),
    ).rejects.toThrow('do not apply')
    await expect(practice.control('PUT', 'accounts/999999999999', {})).rejects.toThrow('404')
  })
})

describe('operators', () => {
  test('can be made for any account and carry their own identity', async () => {
    const keys = (await practice.control('POST', 'operators', {
      accountId: '999999999999',
      kind: 'role',
      name: 'eve',
    })) as OperatorKeys
    const { Arn } = await practice.sts(keys).send(new GetCallerIdentityCommand({}))
    expect(Arn).toMatch(/^arn:aws:sts::999999999999:assumed-role\/.*\/eve$/)
    await expect(practice.control('POST', 'operators', { accountId: '1' })).rejects.toThrow(
      'twelve digits',
    )
    await expect(
      practice.control('POST', 'operators', {
        accountId: '999999999999',
        policy: { Statement: [{ Effect: 'Perhaps' }] },
      }),
    ).rejects.toThrow('Effect')
    const dated = {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { DateLessThan: { k: 'x' } },
    }
    await expect(
      practice.control('POST', 'operators', {
        accountId: '999999999999',
        policy: { Statement: [dated] },
      }),
    ).rejects.toThrow('DateLessThan')
    await expect(practice.control('PUT', 'operators/AKIANOBODY', {})).rejects.toThrow('404')
  })
})

describe('the clock', () => {
  test('adds up, and answers show the new time', async () => {
    await practice.control('PUT', 'clock', { advanceSeconds: 3600 })
    const clock = (await practice.control('PUT', 'clock', { advanceSeconds: 1800 })) as {
      now: string
      advancedSeconds: number
    }
    expect(clock.advancedSeconds).toBe(5400)
    expect(Math.abs(Date.parse(clock.now) - Date.now() - 5_400_000)).toBeLessThan(5000)
    await expect(practice.control('PUT', 'clock', { advanceSeconds: -1 })).rejects.toThrow(
      'advanceSeconds',
    )
  })

  test('starts at the reference time', async () => {
    await using past = await startPractice({ referenceTime: '2020-02-02T00:00:00Z' })
    const { now } = (await past.control('GET', 'clock')) as { now: string }
    expect(now.slice(0, 16)).toBe('2020-02-02T00:00')
  })
})

test('a reset puts everything back, and operators keep their keys', async () => {
  const before = await practice.state()
  const { id } = await practice.reachable()
  const session = await practice.rootSession(id, 'IAMAuditRootUserCredentials')
  await practice.control('PUT', `accounts/${id}`, { name: 'changed', state: 'CLOSED' })
  await practice.control('PUT', 'faults', [{ probability: 1, throttle: true }])
  await practice.control('PUT', 'clock', { advanceSeconds: 99, skewSeconds: 9999 })
  await practice.control('PUT', 'limits', { AssumeRoot: { rate: 0, burst: 0 } })
  await practice.control('PUT', 'switches', { legacyStatus: true })
  await practice.control('POST', 'reset')
  expect(await practice.state()).toEqual(before)
  expect(await practice.control('GET', 'faults')).toEqual([])
  expect(await practice.control('GET', 'requests')).toEqual([])
  expect(await practice.control('GET', 'clock')).toMatchObject({
    advancedSeconds: 0,
    skewSeconds: 0,
  })
  expect(await practice.control('GET', 'limits')).not.toHaveProperty('AssumeRoot')
  expect(await practice.control('GET', 'switches')).toMatchObject({ legacyStatus: false })
  await practice.organizations(practice.management).send(new ListAccountsCommand({}))
  expect(await failureOf(practice.iam(session).send(new ListAccessKeysCommand({})))).toMatchObject({
    name: 'InvalidClientTokenId',
  })
})

describe('the control interface', () => {
  const ask = (headers: Record<string, string>) =>
    send(practice.ready.endpoint, 'GET', '/_sim/state', headers, '')

  test('does not answer web pages or rebound names', async () => {
    expect((await ask({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await ask({ host: 'evil.example' })).status).toBe(403)
    expect((await ask({ host: 'localhost:1' })).status).toBe(200)
  })

  test('says what is wrong with a request', async () => {
    await expect(practice.control('GET', 'nothing')).rejects.toThrow('404')
    await expect(practice.control('PUT', 'faults', {})).rejects.toThrow('faults must be a list')
    await expect(practice.control('PUT', 'faults', [{ throttle: true }])).rejects.toThrow(
      'needs a "probability"',
    )
    await expect(
      practice.control('PUT', 'faults', [{ probability: 1, explode: true }]),
    ).rejects.toThrow('"explode"')
    await expect(practice.control('PUT', 'limits', { AssumeRoot: { rate: 1 } })).rejects.toThrow(
      '"rate" and "burst"',
    )
    await expect(practice.control('PUT', 'switches', { features: [] })).rejects.toThrow(
      'unknown member',
    )
    expect(
      (await send(practice.ready.endpoint, 'PUT', '/_sim/faults', {}, 'not JSON')).status,
    ).toBe(400)
  })
})
