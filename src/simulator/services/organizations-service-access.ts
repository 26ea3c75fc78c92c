import { AwsError } from '../aws-error.ts'
import { IAM_SERVICE_PRINCIPAL } from '../organization.ts'
import type { Organization } from '../organization.ts'
import type { Call } from '../service.ts'
import type { JsonInput } from './json-input.ts'
import { accountMember, knownAccount } from './organizations-accounts.ts'
import { invalidInput, organizationsPage, requiredInput } from './organizations-paging.ts'
import type { OrganizationsOperation } from './organizations-operation.ts'

/** Trusted access and delegated administrators (fact sheet, section 3). */
export const serviceAccessOperations: Readonly<Record<string, OrganizationsOperation>> = {
  EnableAWSServiceAccess: {
    audience: 'management',
    perform: (call, input) => {
      const principal = servicePrincipal(input)
      const { organization } = call.world
      requireAllFeatures(organization)
      if (!organization.trustedServices.has(principal)) {
        organization.trustedServices.set(principal, call.now)
      }
    },
  },
  DisableAWSServiceAccess: {
    audience: 'management',
    perform: (call, input) => {
      const principal = servicePrincipal(input)
      const { organization, revocations } = call.world
      requireAllFeatures(organization)
      if ([...organization.delegates.values()].some((services) => services.has(principal))) {
        throw constraint(
          'DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE',
          'You have delegated administrator/s for this service. De-register them in order to disable service access.',
        )
      }
      if (organization.trustedServices.delete(principal) && principal === IAM_SERVICE_PRINCIPAL) {
        revocations.note('trusted-access', call.now)
      }
    },
  },
  ListAWSServiceAccessForOrganization: {
    audience: 'readers',
    perform: (call, input) => {
      const { organization } = call.world
      requireAllFeatures(organization)
      const { items, ...rest } = organizationsPage(call, input, 'service access', [
        ...organization.trustedServices,
      ])
      return {
        EnabledServicePrincipals: items.map(([ServicePrincipal, enabledAt]) => ({
          ServicePrincipal,
          DateEnabled: enabledAt / 1000,
        })),
        ...rest,
      }
    },
  },
  RegisterDelegatedAdministrator: {
    audience: 'management',
    target: (input) => input.text('AccountId') ?? null,
    perform: register,
  },
  DeregisterDelegatedAdministrator: {
    audience: 'management',
    target: (input) => input.text('AccountId') ?? null,
    perform: deregister,
  },
  ListDelegatedAdministrators: {
    audience: 'readers',
    perform: (call, input) => {
      const { organization } = call.world
      requireAllFeatures(organization)
      const principal = input.text('ServicePrincipal')
      const delegates = [...organization.delegates].filter(
        ([, services]) => principal === undefined || services.has(principal),
      )
      const { items, ...rest } = organizationsPage(
        call,
        input,
        `delegates ${principal ?? ''}`,
        delegates,
      )
      return {
        DelegatedAdministrators: items.map(([accountId, services]) =>
          delegateMember(call, accountId, services, principal),
        ),
        ...rest,
      }
    },
  },
  ListDelegatedServicesForAccount: {
    audience: 'readers',
    target: (input) => input.text('AccountId') ?? null,
    perform: (call, input) => {
      const account = knownAccount(call, input)
      const services = call.world.organization.delegates.get(account.id)
      if (services === undefined) throw notRegistered()
      const { items, ...rest } = organizationsPage(
        call,
        input,
        `delegated services ${account.id}`,
        [...services],
      )
      return {
        DelegatedServices: items.map(([ServicePrincipal, at]) => ({
          ServicePrincipal,
          DelegationEnabledDate: at / 1000,
        })),
        ...rest,
      }
    },
  },
}

function register(call: Call, input: JsonInput): void {
  const account = knownAccount(call, input)
  const principal = servicePrincipal(input)
  const { organization } = call.world
  requireAllFeatures(organization)
  if (account.id === organization.managementAccountId) {
    throw constraint(
      'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
      'You cannot register the management account of the organization as a delegated administrator.',
    )
  }
  if (account.state !== 'ACTIVE') {
    throw constraint(
      'CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR',
      'You cannot register a suspended account as a delegated administrator.',
    )
  }
  if (!organization.trustedServices.has(principal)) {
    throw constraint(
      'SERVICE_ACCESS_NOT_ENABLED',
      'You must enable service access before you register a delegated administrator for this service.',
    )
  }
  const services = organization.delegates.get(account.id) ?? new Map<string, number>()
  if (services.has(principal)) {
    throw new AwsError(
      400,
      'AccountAlreadyRegisteredException',
      'The provided account is already a delegated administrator for your organization.',
    )
  }
  organization.delegates.set(account.id, services.set(principal, call.now))
}

function deregister(call: Call, input: JsonInput): void {
  const account = knownAccount(call, input)
  const principal = servicePrincipal(input)
  const { organization, revocations } = call.world
  requireAllFeatures(organization)
  const services = organization.delegates.get(account.id)
  if (services === undefined || !services.delete(principal)) throw notRegistered()
  if (services.size === 0) organization.delegates.delete(account.id)
  if (principal === IAM_SERVICE_PRINCIPAL) revocations.note(`delegate ${account.id}`, call.now)
}

function delegateMember(
  call: Call,
  accountId: string,
  services: ReadonlyMap<string, number>,
  principal: string | undefined,
): unknown {
  const account = call.world.organization.accountsById.get(accountId)
  if (account === undefined) {
    throw new AwsError(
      400,
      'AccountNotFoundException',
      "You specified an account that doesn't exist.",
    )
  }
  const { Paths: _paths, ...member } = accountMember(call, account)
  const since = principal === undefined ? Math.min(...services.values()) : services.get(principal)
  return { ...member, DelegationEnabledDate: (since ?? 0) / 1000 }
}

function servicePrincipal(input: JsonInput): string {
  const principal = requiredInput(input, 'ServicePrincipal')
  if (!/^[\w+=,.@-]{1,128}$/.test(principal) || !principal.endsWith('.amazonaws.com')) {
    throw invalidInput(
      'UNRECOGNIZED_SERVICE_PRINCIPAL',
      'You specified an unrecognized service principal.',
    )
  }
  return principal
}

function requireAllFeatures(organization: Organization): void {
  if (organization.featureSet === 'ALL') return
  throw constraint(
    'ORGANIZATION_NOT_IN_ALL_FEATURES_MODE',
    'Your organization must be in all features mode.',
  )
}

function constraint(reason: string, message: string): AwsError {
  return new AwsError(400, 'ConstraintViolationException', message, { Reason: reason })
}

function notRegistered(): AwsError {
  return new AwsError(
    400,
    'AccountNotRegisteredException',
    'The provided account is not a registered delegated administrator for your organization.',
  )
}
