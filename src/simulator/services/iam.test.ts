import {
  CreateLoginProfileCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteSigningCertificateCommand,
  DeleteVirtualMFADeviceCommand,
  DisableOrganizationsRootSessionsCommand,
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListOrganizationsFeaturesCommand,
  ListRolesCommand,
  ListSigningCertificatesCommand,
} from '@aws-sdk/client-iam'
import {
  DeregisterDelegatedAdministratorCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
} from '@aws-sdk/client-organizations'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OperatorKeys } from '../simulator.ts'
import { failureOf, startPractice } from '../testing/practice.ts'
import type { Practice } from '../testing/practice.ts'

let practice: Practice
beforeEach(async () => {
  practice = await startPractice()
})
afterEach(() => practice[Symbol.asyncDispose]())

const AUDIT = 'IAMAuditRootUserCredentials'
const DELETE = 'IAMDeleteRootUserCredentials'
const REMNANT = {
  accessKeys: [],
  mfaDevices: [],
  signingCertificates: [],
  passwordPresent: false,
  passwordLastUsed: null,
}

describe('reading root credentials', () => {
  test('every account that lets an audit in shows exactly what it holds', async () => {
    const { accounts, organization } = await practice.state()
    let read = 0
    for (const { id, root, ...account } of accounts) {
      if (
        account.state !== 'ACTIVE' ||
        account.assumeRootDenied ||
        account.scpDeniesRootSessions ||
        id === organization.managementAccountId
      ) {
        continue
      }
      const iam = practice.iam(await practice.rootSession(id, AUDIT))
      const { SummaryMap: summary = {} } = await iam.send(new GetAccountSummaryCommand({}))
      expect(Object.keys(summary)).toHaveLength(34)
      expect(summary).toMatchObject({
        AccountPasswordPresent: Number(root.passwordPresent),
        AccountAccessKeysPresent: Number(root.accessKeys.length > 0),
        AccountMFAEnabled: Number(root.mfaDevices.length > 0),
        AccountSigningCertificatesPresent: Number(root.signingCertificates.length > 0),
      })
      const { User: user } = await iam.send(new GetUserCommand({}))
      expect(user).toMatchObject({ UserId: id, Arn: `arn:aws:iam::${id}:root` })
      expect(user).not.toHaveProperty('UserName')
      expect(user).not.toHaveProperty('Path')
      expect(user?.PasswordLastUsed?.toISOString() ?? null).toBe(
        root.passwordLastUsed?.replace('Z', '.000Z') ?? null,
      )
      const { AccessKeyMetadata: keys = [] } = await iam.send(new ListAccessKeysCommand({}))
      expect(keys.map((key) => [key.AccessKeyId, key.Status])).toEqual(
        root.accessKeys.map((key) => [key.id, key.status]),
      )
      for (const key of root.accessKeys) {
        const { AccessKeyLastUsed: use } = await iam.send(
          new GetAccessKeyLastUsedCommand({ AccessKeyId: key.id }),
        )
        expect(use?.ServiceName).toBe(key.lastUsed?.service ?? 'N/A')
        expect(use?.Region).toBe(key.lastUsed?.region ?? 'N/A')
        expect(use?.LastUsedDate === undefined).toBe(key.lastUsed === null)
      }
      const { MFADevices: devices = [] } = await iam.send(new ListMFADevicesCommand({}))
      expect(devices.map((device) => device.SerialNumber)).toEqual(
        root.mfaDevices.map((device) => device.serialNumber),
      )
      const { Certificates: certificates = [] } = await iam.send(
        new ListSigningCertificatesCommand({}),
      )
      expect(certificates.map((certificate) => certificate.CertificateId)).toEqual(
        root.signingCertificates.map(({ id: held }) => held),
      )
      for (const item of [...keys, ...devices, ...certificates]) {
        expect(item).not.toHaveProperty('UserName')
      }
      read += 1
    }
    expect(read).toBeGreaterThan(20)
  })

  test('a service control policy shuts the audit out and says that it does', async () => {
    const { accounts } = await practice.state()
    const shut = accounts.filter((account) => account.scpDeniesRootSessions)
    expect(shut.length).toBeGreaterThanOrEqual(2)
    for (const { id } of shut) {
      const iam = practice.iam(await practice.rootSession(id, AUDIT))
      expect(await failureOf(iam.send(new GetAccountSummaryCommand({})))).toEqual({
        name: 'AccessDenied',
        status: 403,
        message: `User: arn:aws:iam::${id}:root is not authorized to perform: iam:GetAccountSummary on resource: * with an explicit deny in a service control policy`,
      })
    }
  })

  test('lists come in pages', async () => {
    const { id } = await practice.reachable(({ root }) => root.accessKeys.length === 2)
    const iam = practice.iam(await practice.rootSession(id, AUDIT))
    const first = await iam.send(new ListAccessKeysCommand({ MaxItems: 1 }))
    expect(first.IsTruncated).toBe(true)
    const second = await iam.send(new ListAccessKeysCommand({ MaxItems: 1, Marker: first.Marker }))
    expect(second.IsTruncated).toBe(false)
    expect(second.AccessKeyMetadata?.[0]?.AccessKeyId).not.toBe(
      first.AccessKeyMetadata?.[0]?.AccessKeyId,
    )
    expect(
      await failureOf(iam.send(new ListAccessKeysCommand({ Marker: 'nonsense' }))),
    ).toMatchObject({ name: 'ValidationError' })
    expect(await failureOf(iam.send(new ListAccessKeysCommand({ MaxItems: 1001 })))).toMatchObject({
      name: 'ValidationError',
    })
  })

  test('another account’s key, and a user of the account, are out of the session’s reach', async () => {
    const { id } = await practice.reachable()
    const other = await practice.reachable(
      ({ root, id: otherId }) => otherId !== id && root.accessKeys.length > 0,
    )
    const iam = practice.iam(await practice.rootSession(id, AUDIT))
    const denied = { name: 'AccessDenied', status: 403 }
    expect(
      await failureOf(
        iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: other.root.accessKeys[0]!.id })),
      ),
    ).toMatchObject(denied)
    expect(await failureOf(iam.send(new GetUserCommand({ UserName: 'bob' })))).toMatchObject(denied)
  })

  test('with the switch, lists carry a user name', async () => {
    await practice.control('PUT', 'switches', { rootUserNames: true })
    const { id } = await practice.reachable(({ root }) => root.accessKeys.length > 0)
    const { AccessKeyMetadata: keys } = await practice
      .iam(await practice.rootSession(id, AUDIT))
      .send(new ListAccessKeysCommand({}))
    expect(keys?.[0]?.UserName).toBe('root')
  })

  test('an operator reads the summary of its own account, and that of management shows a guarded root', async () => {
    const { SummaryMap: summary } = await practice
      .iam(practice.management)
      .send(new GetAccountSummaryCommand({}))
    expect(summary).toMatchObject({
      AccountPasswordPresent: 1,
      AccountMFAEnabled: 1,
      AccountAccessKeysPresent: 0,
    })
    const { User: user } = await practice.iam(practice.management).send(new GetUserCommand({}))
    expect(user?.UserName).toBe('rootkeep-operator')
    expect(
      await failureOf(practice.iam(practice.delegated).send(new ListAccessKeysCommand({}))),
    ).toMatchObject({ name: 'ValidationError' })
    expect(
      await failureOf(practice.iam(practice.management).send(new ListRolesCommand({}))),
    ).toMatchObject({ name: 'InvalidAction' })
  })
})

describe('deleting root credentials', () => {
  test('takes every kind, once, and the second time there is no such entity', async () => {
    const { id, root } = await practice.reachable(
      (account) => account.root.signingCertificates.length > 0 && account.root.passwordPresent,
    )
    const iam = practice.iam(await practice.rootSession(id, DELETE))
    const deletions = [
      ...root.accessKeys.map(
        (key) => () => iam.send(new DeleteAccessKeyCommand({ AccessKeyId: key.id })),
      ),
      ...root.signingCertificates.map(
        (certificate) => () =>
          iam.send(new DeleteSigningCertificateCommand({ CertificateId: certificate.id })),
      ),
      () => iam.send(new DeleteLoginProfileCommand({})),
      ...root.mfaDevices.map(
        (device) => () =>
          iam.send(new DeactivateMFADeviceCommand({ SerialNumber: device.serialNumber })),
      ),
    ]
    expect(deletions.length).toBeGreaterThanOrEqual(4)
    for (const remove of deletions) await remove()
    expect((await practice.account(id)).root).toEqual({
      ...REMNANT,
      passwordLastUsed: root.passwordLastUsed,
    })
    for (const remove of deletions) {
      expect(await failureOf(remove())).toMatchObject({
        name: 'NoSuchEntityException',
        status: 404,
      })
    }
    expect(await failureOf(iam.send(new GetLoginProfileCommand({})))).toMatchObject({
      message: 'Login Profile for User null cannot be found.',
    })
  })

  test('needs the delete task, and that task has no account summary', async () => {
    const { id, root } = await practice.reachable((account) => account.root.accessKeys.length > 0)
    const audit = practice.iam(await practice.rootSession(id, AUDIT))
    expect(
      await failureOf(
        audit.send(new DeleteAccessKeyCommand({ AccessKeyId: root.accessKeys[0]!.id })),
      ),
    ).toMatchObject({ name: 'AccessDenied' })
    const remove = practice.iam(await practice.rootSession(id, DELETE))
    expect(await failureOf(remove.send(new GetAccountSummaryCommand({})))).toMatchObject({
      name: 'AccessDenied',
    })
    expect((await practice.account(id)).root).toEqual(root)
  })

  test('never reaches a virtual device, although the task policy names the action', async () => {
    const { id } = await practice.reachable()
    const iam = practice.iam(await practice.rootSession(id, DELETE))
    const SerialNumber = `arn:aws:iam::${id}:mfa/root-account-mfa-device`
    expect(
      await failureOf(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }))),
    ).toMatchObject({ name: 'AccessDenied' })
  })
})

describe('allowing password recovery', () => {
  test('makes a login profile once', async () => {
    const { id } = await practice.reachable(({ root }) => !root.passwordPresent)
    const iam = practice.iam(await practice.rootSession(id, 'IAMCreateRootUserPassword'))
    const { LoginProfile: made } = await iam.send(new CreateLoginProfileCommand({}))
    expect(made?.PasswordResetRequired).toBe(false)
    expect(made).not.toHaveProperty('UserName')
    expect((await practice.account(id)).root.passwordPresent).toBe(true)
    await iam.send(new GetLoginProfileCommand({}))
    expect(await failureOf(iam.send(new CreateLoginProfileCommand({})))).toEqual({
      name: 'EntityAlreadyExistsException',
      status: 409,
      message: `Login Profile for account ${id} already exists.`,
    })
  })
})

describe('organization features', () => {
  const list = (keys: OperatorKeys) =>
    practice.iam(keys).send(new ListOrganizationsFeaturesCommand({}))

  test('are read by management and delegate, with RootSessions first', async () => {
    for (const keys of [practice.management, practice.delegated]) {
      expect(await list(keys)).toMatchObject({
        OrganizationId: practice.ready.organizationId,
        EnabledFeatures: ['RootSessions', 'RootCredentialsManagement'],
      })
    }
  })

  test('turn off for the delegate too, on for management alone, and neither minds being asked twice', async () => {
    for (const keys of [practice.delegated, practice.management]) {
      const off = await practice.iam(keys).send(new DisableOrganizationsRootSessionsCommand({}))
      expect(off.EnabledFeatures).toEqual(['RootCredentialsManagement'])
    }
    expect(
      await failureOf(
        practice.iam(practice.delegated).send(new EnableOrganizationsRootSessionsCommand({})),
      ),
    ).toEqual({
      name: 'CallerIsNotManagementAccountException',
      status: 400,
      message: `Caller account ${practice.ready.delegatedAdministratorId} is not management account of the organization and cannot enable IAM features.`,
    })
    for (const command of [
      new EnableOrganizationsRootSessionsCommand({}),
      new EnableOrganizationsRootCredentialsManagementCommand({}),
    ]) {
      const on = await practice.iam(practice.management).send(command)
      expect(on.EnabledFeatures).toEqual(['RootSessions', 'RootCredentialsManagement'])
    }
  })

  test('are none of an ordinary member’s business, nor of an account outside', async () => {
    const { id } = await practice.reachable()
    const member = (await practice.control('POST', 'operators', { accountId: id })) as OperatorKeys
    expect(await failureOf(list(member))).toEqual({
      name: 'AccountNotManagementOrDelegatedAdministratorException',
      status: 400,
      message: `Input account ${id} is neither management account nor delegated admin.`,
    })
    const outsider = (await practice.control('POST', 'operators', {
      accountId: '999999999999',
    })) as OperatorKeys
    expect(await failureOf(list(outsider))).toMatchObject({
      name: 'OrganizationNotFoundException',
      status: 400,
    })
  })

  test('are asked for permission first', async () => {
    const accountId = practice.ready.managementAccountId
    const nobody = (await practice.control('POST', 'operators', {
      accountId,
      name: 'nobody',
      policy: { Statement: [] },
    })) as OperatorKeys
    const arn = `arn:aws:iam::${accountId}:user/nobody`
    const refusal = `User: ${arn} is not authorized to perform: iam:ListOrganizationsFeatures on resource: *`
    expect(await failureOf(list(nobody))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `${refusal} because no identity-based policy allows the iam:ListOrganizationsFeatures action`,
    })
    const Statement = [
      { Effect: 'Deny', Action: 'iam:*', Resource: '*' },
      { Effect: 'Allow', Action: '*', Resource: '*' },
    ]
    await practice.control('PUT', `operators/${nobody.accessKeyId}`, {
      policy: { Version: '2012-10-17', Statement },
    })
    expect((await failureOf(list(nobody))).message).toBe(
      `${refusal} with an explicit deny in an identity-based policy`,
    )
  })

  test('need trusted access, and come back with it', async () => {
    const organizations = practice.organizations(practice.management)
    const service = { ServicePrincipal: 'iam.amazonaws.com' }
    await organizations.send(
      new DeregisterDelegatedAdministratorCommand({
        ...service,
        AccountId: practice.ready.delegatedAdministratorId ?? '',
      }),
    )
    await organizations.send(new DisableAWSServiceAccessCommand(service))
    expect(await failureOf(list(practice.management))).toEqual({
      name: 'ServiceAccessNotEnabledException',
      status: 400,
      message: `Trusted Access for IAM not enabled by organization of input account ${practice.ready.managementAccountId}.`,
    })
    await organizations.send(new EnableAWSServiceAccessCommand(service))
    expect((await list(practice.management)).EnabledFeatures).toHaveLength(2)
  })

  test('need an organization with all features', async () => {
    await practice.control('PUT', 'switches', { featureSet: 'CONSOLIDATED_BILLING' })
    expect(await failureOf(list(practice.management))).toMatchObject({
      name: 'OrganizationNotInAllFeaturesModeException',
      status: 400,
    })
  })
})
