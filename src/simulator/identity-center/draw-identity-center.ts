import { hash } from 'node:crypto'
import { ADMINISTRATOR } from '../authentication/caller.ts'
import type { Caller } from '../authentication/caller.ts'
import { drawHex } from '../identifiers.ts'
import type { Organization } from '../organization.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import { createRandom } from '../random.ts'
import type { Random } from '../random.ts'
import type {
  Assignment,
  DirectoryUser,
  IdentityCenter,
  PermissionSet,
  ReservedRole,
} from './directory.ts'
import { ORGANIZATION_READER, rootTaskPolicy } from './persona-policies.ts'

export interface IdentityCenterPlan {
  readonly seed: string
  readonly region: string
  readonly organization: Organization
  /** Where root sessions are started from: the delegated administrator, else the management account. */
  readonly operatingAccountId: string
  /** The role session that the organization starts with: its role is the one that Identity Center gives out. */
  readonly delegated: Caller | null
}

/** What `RootAccess` is called in the session of the delegated operator. */
const ROOT_ACCESS = 'RootAccess'

/** A reader's accounts: enough for more than one page of the portal. */
const READ_ACCOUNTS = 30

/** Draws the instance: three people, a permission set for each persona, and who has what where. Same seed, same instance. */
export function drawIdentityCenter(plan: IdentityCenterPlan): IdentityCenter {
  const random = createRandom(`identity center ${plan.seed}`)
  const identityStoreId = `d-${drawHex(random, 10)}`
  return {
    instanceArn: `arn:aws:sso:::instance/ssoins-${drawHex(random, 16)}`,
    identityStoreId,
    startUrl: `https://${identityStoreId}.awsapps.com/start`,
    region: plan.region,
    users: [
      user(random, 'sam.okafor', 'Sam Okafor'),
      user(random, 'noa.lindqvist', 'Noa Lindqvist'),
      user(random, 'theo.brandt', 'Theo Brandt'),
    ],
    permissionSets: PERMISSION_SETS,
    assignments: assignments(plan),
    accessTokenSeconds: 3600,
    pollSeconds: 5,
    reservedRole: (permissionSet, accountId) =>
      reservedRole(plan, identityStoreId, permissionSet, accountId),
  }
}

/** The session of a permission set lasts an hour unless its owner says otherwise (fact sheet, section 4.4). */
const permissionSet = (name: string, policy: PolicyDocument): PermissionSet => ({
  name,
  policy,
  sessionSeconds: 3600,
})

const PERMISSION_SETS: readonly PermissionSet[] = [
  permissionSet(ROOT_ACCESS, ADMINISTRATOR),
  permissionSet('OrganizationAdministrator', ADMINISTRATOR),
  permissionSet('OrganizationReader', ORGANIZATION_READER),
  permissionSet('RootAuditor', rootTaskPolicy(['IAMAuditRootUserCredentials'])),
  permissionSet(
    'RootCredentialRemover',
    rootTaskPolicy(['IAMAuditRootUserCredentials', 'IAMDeleteRootUserCredentials']),
  ),
  permissionSet(
    'RootRecovery',
    rootTaskPolicy(['IAMAuditRootUserCredentials', 'IAMCreateRootUserPassword']),
  ),
  permissionSet('RootUnlocker', rootTaskPolicy(['S3UnlockBucketPolicy', 'SQSUnlockQueuePolicy'])),
]

function assignments({ organization, operatingAccountId }: IdentityCenterPlan): Assignment[] {
  const members = organization.accounts
    .filter(({ state }) => state === 'ACTIVE')
    .slice(0, READ_ACCOUNTS)
  return [
    { userName: 'sam.okafor', permissionSet: ROOT_ACCESS, accountId: operatingAccountId },
    ...['RootCredentialRemover', 'RootRecovery', 'RootUnlocker'].map((name) => ({
      userName: 'sam.okafor',
      permissionSet: name,
      accountId: operatingAccountId,
    })),
    {
      userName: 'sam.okafor',
      permissionSet: 'OrganizationAdministrator',
      accountId: organization.managementAccountId,
    },
    { userName: 'noa.lindqvist', permissionSet: 'RootAuditor', accountId: operatingAccountId },
    ...members.map(({ id }) => ({
      userName: 'theo.brandt',
      permissionSet: 'OrganizationReader',
      accountId: id,
    })),
  ]
}

function user(random: Random, userName: string, displayName: string): DirectoryUser {
  const digits = drawHex(random, 32)
  const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { id, userName, displayName, email: `${userName}@example.com`, enabled: true }
}

function reservedRole(
  { operatingAccountId, delegated }: IdentityCenterPlan,
  identityStoreId: string,
  name: string,
  accountId: string,
): ReservedRole {
  if (delegated !== null && name === ROOT_ACCESS && accountId === operatingAccountId) {
    const [id = ''] = delegated.userId.split(':')
    return { name: delegated.principalArn.slice(delegated.principalArn.lastIndexOf('/') + 1), id }
  }
  const digits = hash('sha256', `${identityStoreId} ${name} ${accountId}`)
  return {
    name: `AWSReservedSSO_${name}_${digits.slice(0, 16)}`,
    id: `AROA${digits
      .slice(16, 33)
      .toUpperCase()
      .replaceAll(/[0189]/g, 'Q')}`,
  }
}
