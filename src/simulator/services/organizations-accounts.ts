import { AwsError } from '../aws-error.ts'
import { accountPath } from '../organization.ts'
import type { Account, Organization } from '../organization.ts'
import type { Call } from '../service.ts'
import type { JsonInput } from './json-input.ts'
import { organizationsPage, requiredInput } from './organizations-paging.ts'
import type { OrganizationsOperation } from './organizations-operation.ts'

/** The organization and its accounts (fact sheet, section 3). */
export const accountOperations: Readonly<Record<string, OrganizationsOperation>> = {
  DescribeOrganization: {
    audience: 'members',
    perform: ({ world }) => ({ Organization: describe(world.organization) }),
  },
  ListAccounts: {
    audience: 'readers',
    perform: (call, input) => {
      const { items, ...rest } = organizationsPage(
        call,
        input,
        'accounts',
        call.world.organization.accounts,
        (account) => account.inOrganization,
      )
      return { Accounts: items.map((account) => accountMember(call, account)), ...rest }
    },
  },
  ListAccountsForParent: {
    audience: 'readers',
    perform: (call, input) => {
      const parentId = requiredInput(input, 'ParentId')
      const unit = call.world.organization.units.get(parentId)
      if (unit === undefined) {
        throw new AwsError(
          400,
          'ParentNotFoundException',
          "You specified a parent that doesn't exist.",
        )
      }
      const { items, ...rest } = organizationsPage(
        call,
        input,
        `accounts ${parentId}`,
        unit.accounts,
        (account) => account.inOrganization,
      )
      return { Accounts: items.map((account) => accountMember(call, account)), ...rest }
    },
  },
  DescribeAccount: {
    audience: 'readers',
    target: (input) => input.text('AccountId') ?? null,
    perform: (call, input) => ({ Account: accountMember(call, knownAccount(call, input)) }),
  },
}

/** The member account that the request names. Throws AccountNotFoundException. */
export function knownAccount({ world }: Call, input: JsonInput): Account {
  const account = world.organization.accountsById.get(requiredInput(input, 'AccountId'))
  if (account === undefined || !account.inOrganization) {
    throw new AwsError(
      400,
      'AccountNotFoundException',
      "You specified an account that doesn't exist.",
    )
  }
  return account
}

/** `arn:aws:organizations::<management>:account/<organization>/<account>` */
export function accountArn(organization: Organization, accountId: string): string {
  return `arn:aws:organizations::${organization.managementAccountId}:account/${organization.id}/${accountId}`
}

/** Times are epoch seconds. `Status` only behind the legacy switch: it was removed on 2026-09-09 (fact sheet, section 0.9). */
export function accountMember({ world }: Call, account: Account) {
  return {
    Id: account.id,
    Arn: accountArn(world.organization, account.id),
    Email: account.email,
    Name: account.name,
    ...(world.switches.legacyStatus ? legacyStatus(account.state) : {}),
    State: account.state,
    Paths: [accountPath(account)],
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: account.joinedAt / 1000,
  }
}

/** The old enum had three values; closed accounts showed as suspended, accounts not yet active not at all (fact sheet, section 3). */
export function legacyStatus(state: Account['state']): { readonly Status?: string } {
  if (state === 'PENDING_ACTIVATION') return {}
  return { Status: state === 'CLOSED' ? 'SUSPENDED' : state }
}

function describe(organization: Organization): unknown {
  const management = organization.accountsById.get(organization.managementAccountId)
  return {
    Id: organization.id,
    Arn: `arn:aws:organizations::${organization.managementAccountId}:organization/${organization.id}`,
    FeatureSet: organization.featureSet,
    MasterAccountArn: accountArn(organization, organization.managementAccountId),
    MasterAccountId: organization.managementAccountId,
    MasterAccountEmail: management?.email,
    AvailablePolicyTypes:
      organization.featureSet === 'ALL'
        ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]
        : [],
  }
}
