import { refusalOf } from '../authorization.ts'
import { AwsError } from '../aws-error.ts'
import type { FormInput } from '../form-input.ts'
import { rootArn } from '../identifiers.ts'
import type { Account, RootUser } from '../organization.ts'
import type { Call } from '../service.ts'
import { accountSummary } from './account-summary.ts'
import { enforce, required } from './constraints.ts'
import { pageOf } from './iam-paging.ts'
import { certificateBody } from './certificate-body.ts'
import type { QueryOperation } from './query-service.ts'

/** What a root session reads, makes and deletes in its account (fact sheet, section 2.2). */
export const rootCredentialOperations: Readonly<Record<string, QueryOperation>> = {
  GetAccountSummary: {
    perform: (call) => {
      authorize(call, 'GetAccountSummary', '*')
      return { SummaryMap: accountSummary(accountOf(call)) }
    },
  },
  GetUser: { perform: getUser },
  GetLoginProfile: onRoot('GetLoginProfile', (_call, account) => {
    const { passwordSetAt } = account.root
    if (passwordSetAt === null) throw noLoginProfile()
    return { LoginProfile: { CreateDate: new Date(passwordSetAt), PasswordResetRequired: false } }
  }),
  CreateLoginProfile: onRoot('CreateLoginProfile', (call, account) => {
    if (account.root.passwordSetAt !== null) {
      throw new AwsError(
        409,
        'EntityAlreadyExists',
        `Login Profile for account ${account.id} already exists.`,
      )
    }
    change(account, { passwordSetAt: call.now })
    return { LoginProfile: { CreateDate: new Date(call.now), PasswordResetRequired: false } }
  }),
  DeleteLoginProfile: onRoot('DeleteLoginProfile', (_call, account) => {
    if (account.root.passwordSetAt === null) throw noLoginProfile()
    change(account, { passwordSetAt: null })
  }),
  ListAccessKeys: onRoot('ListAccessKeys', (call, account, input) => {
    const page = pageOf(account.root.accessKeys, input)
    return {
      ...page.position,
      AccessKeyMetadata: page.items.map(({ id, status, createdAt }) => ({
        UserName: rootName(call),
        AccessKeyId: id,
        Status: status,
        CreateDate: new Date(createdAt),
      })),
    }
  }),
  GetAccessKeyLastUsed: { perform: getAccessKeyLastUsed },
  DeleteAccessKey: onRoot('DeleteAccessKey', (_call, account, input) => {
    const id = requiredText(input, 'AccessKeyId')
    if (!account.root.accessKeys.some((key) => key.id === id)) {
      throw new AwsError(404, 'NoSuchEntity', `The Access Key with id ${id} cannot be found.`)
    }
    change(account, { accessKeys: account.root.accessKeys.filter((key) => key.id !== id) })
  }),
  ListMFADevices: onRoot('ListMFADevices', (call, account, input) => {
    const page = pageOf(account.root.mfaDevices, input)
    return {
      ...page.position,
      MFADevices: page.items.map(({ serialNumber, enabledAt }) => ({
        UserName: rootName(call),
        SerialNumber: serialNumber,
        EnableDate: new Date(enabledAt),
      })),
    }
  }),
  DeactivateMFADevice: onRoot('DeactivateMFADevice', (_call, account, input) => {
    const serialNumber = requiredText(input, 'SerialNumber')
    if (!account.root.mfaDevices.some((device) => device.serialNumber === serialNumber)) {
      throw new AwsError(
        404,
        'NoSuchEntity',
        `MFA Device with serial number ${serialNumber} does not exist.`,
      )
    }
    change(account, {
      mfaDevices: account.root.mfaDevices.filter((device) => device.serialNumber !== serialNumber),
    })
  }),
  DeleteVirtualMFADevice: { perform: deleteVirtualMfaDevice },
  ListSigningCertificates: onRoot('ListSigningCertificates', (call, account, input) => {
    const page = pageOf(account.root.signingCertificates, input)
    return {
      ...page.position,
      Certificates: page.items.map(({ id, uploadedAt }) => ({
        UserName: rootName(call),
        CertificateId: id,
        CertificateBody: certificateBody(id),
        Status: 'Active',
        UploadDate: new Date(uploadedAt),
      })),
    }
  }),
  DeleteSigningCertificate: onRoot('DeleteSigningCertificate', (_call, account, input) => {
    const id = requiredText(input, 'CertificateId')
    if (!account.root.signingCertificates.some((certificate) => certificate.id === id)) {
      throw new AwsError(404, 'NoSuchEntity', `The Certificate with id ${id} cannot be found.`)
    }
    change(account, {
      signingCertificates: account.root.signingCertificates.filter(
        (certificate) => certificate.id !== id,
      ),
    })
  }),
}

/** An operation on the caller's own root user: allowed to it, refused to everybody else. */
function onRoot(
  operation: string,
  perform: (call: Call, account: Account, input: FormInput) => unknown,
): QueryOperation {
  return {
    perform: (call, input) => {
      authorize(call, operation, userResource(call, input))
      refuseOperators(call)
      return perform(call, accountOf(call), input)
    },
  }
}

/** Without a UserName the call is about the caller. */
function userResource({ caller }: Call, input: FormInput): string {
  const userName = input.text('UserName')
  return userName === undefined
    ? caller.principalArn
    : `arn:aws:iam::${caller.accountId}:user/${userName}`
}

/** The practice organization has no IAM users but its operators: what they own themselves is not modelled. */
function refuseOperators({ caller }: Call): void {
  if (caller.kind === 'root' || caller.kind === 'root-session') return
  throw new AwsError(
    400,
    'ValidationError',
    'Must specify userName when calling with non-User credentials',
  )
}

function authorize(call: Call, operation: string, resource: string): void {
  const refusal = refusalOf(call, { action: `iam:${operation}`, resource })
  if (refusal !== null) throw new AwsError(403, 'AccessDenied', refusal)
}

function accountOf({ world, caller }: Call): Account {
  const account = world.organization.accountsById.get(caller.accountId)
  if (account === undefined) {
    throw new AwsError(
      500,
      'ServiceFailure',
      `Account ${caller.accountId} holds no data in this simulation.`,
    )
  }
  return account
}

/** No UserName and no Path for root (fact sheet, section 0.6). PasswordLastUsed only where there was such a day. */
function getUser(call: Call, input: FormInput): unknown {
  authorize(call, 'GetUser', userResource(call, input))
  const { caller } = call
  if (caller.kind === 'user') {
    const userName = caller.arn.slice(caller.arn.lastIndexOf('/') + 1)
    return {
      User: {
        Path: '/',
        UserName: userName,
        UserId: caller.userId,
        Arn: caller.arn,
        CreateDate: new Date(accountOf(call).joinedAt),
      },
    }
  }
  refuseOperators(call)
  const { id, joinedAt, root } = accountOf(call)
  return {
    User: {
      UserId: id,
      Arn: rootArn(id),
      CreateDate: new Date(joinedAt),
      PasswordLastUsed: root.passwordLastUsed === null ? null : new Date(root.passwordLastUsed),
    },
  }
}

/** A key that is not root's own is another resource: the task policy refuses it. */
function getAccessKeyLastUsed(call: Call, input: FormInput): unknown {
  const id = requiredText(input, 'AccessKeyId')
  const key = accountOf(call).root.accessKeys.find((candidate) => candidate.id === id)
  authorize(
    call,
    'GetAccessKeyLastUsed',
    key === undefined ? `access key ${id}` : rootArn(call.caller.accountId),
  )
  refuseOperators(call)
  if (key === undefined) {
    throw new AwsError(404, 'NoSuchEntity', `The Access Key with id ${id} cannot be found.`)
  }
  const use = key.lastUsed
  return {
    UserName: rootName(call),
    AccessKeyLastUsed: {
      LastUsedDate: use === null ? null : new Date(use.at),
      ServiceName: use?.service ?? 'N/A',
      Region: use?.region ?? 'N/A',
    },
  }
}

/** Its resource is the device, not root, so the only task policy that lists it also denies it (fact sheet, section 0.10). */
function deleteVirtualMfaDevice(call: Call, input: FormInput): never {
  const serialNumber = requiredText(input, 'SerialNumber')
  authorize(call, 'DeleteVirtualMFADevice', serialNumber)
  throw new AwsError(
    404,
    'NoSuchEntity',
    `VirtualMFADevice with serial number ${serialNumber} doesn't exist.`,
  )
}

function noLoginProfile(): AwsError {
  return new AwsError(404, 'NoSuchEntity', 'Login Profile for User null cannot be found.')
}

function change(account: Account, part: Partial<RootUser>): void {
  account.root = { ...account.root, ...part }
}

/** Unobserved on AWS, so a switch (fact sheet, section 8). */
function rootName({ world }: Call): string | null {
  return world.switches.rootUserNames ? 'root' : null
}

function requiredText(input: FormInput, name: string): string {
  const value = input.text(name)
  enforce([required(name.charAt(0).toLowerCase() + name.slice(1), value)])
  return value ?? ''
}
