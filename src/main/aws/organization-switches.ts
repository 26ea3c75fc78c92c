import {
  DisableOrganizationsRootCredentialsManagementCommand,
  DisableOrganizationsRootSessionsCommand,
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
} from '@aws-sdk/client-iam'
import {
  DeregisterDelegatedAdministratorCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { answered, type Answered } from './answers.ts'
import type { Caller, Exchange } from './call.ts'
import type { Clients } from './clients.ts'
import { featuresIn, iamPrincipal } from './organization.ts'

/** The two features of centralized root access; neither implies the other (fact sheet 0.1). */
export type RootFeature = 'RootCredentialsManagement' | 'RootSessions'

/** The features that are on after a change: a set, in the order of the alphabet. */
export type SwitchedFeatures = Answered & { readonly features: readonly string[] }

/**
 * The organization's switches, turned with the operator's credentials (fact sheet 2.1 and 3). All but `disableFeature` need the
 * management account. Each is sent once; a failure that `isInDoubt` has to be read back.
 */
export type OrganizationSwitches = {
  /** Succeeds also where it is on. */
  enableTrustedAccess(): Promise<Outcome<Answered>>
  /** Fails with `delegate-in-the-way` while an account is delegated administrator for IAM. */
  disableTrustedAccess(): Promise<Outcome<Answered>>
  /** Fails with `trusted-access-off`; succeeds also where the feature is on. */
  enableFeature(feature: RootFeature): Promise<Outcome<SwitchedFeatures>>
  /** The delegated administrator may, too. Succeeds also where the feature is off. */
  disableFeature(feature: RootFeature): Promise<Outcome<SwitchedFeatures>>
  /** Fails with `already-delegate`, `delegate-not-eligible`, `account-not-found`, `trusted-access-off`. */
  registerDelegatedAdministrator(accountId: AccountId): Promise<Outcome<Answered>>
  /** Fails with `not-a-delegate`. */
  deregisterDelegatedAdministrator(accountId: AccountId): Promise<Outcome<Answered>>
}

type Sent = Parameters<typeof answered>[0]

export function createOrganizationSwitches(clients: Clients, call: Caller): OrganizationSwitches {
  const { iam, organizations } = clients
  const forIam = { ServicePrincipal: iamPrincipal }

  const inOrganizations = (
    operation: string,
    accountId: AccountId | null,
    send: (exchange: Exchange) => Promise<Sent>,
  ) =>
    call({
      service: 'organizations',
      operation,
      accountId,
      repeat: 'once',
      send,
      read: answered,
    })

  const inIam = (
    operation: string,
    send: (
      exchange: Exchange,
    ) => Promise<Sent & { readonly EnabledFeatures?: string[] | undefined }>,
  ) =>
    call({
      service: 'iam',
      operation,
      accountId: null,
      repeat: 'once',
      send,
      read: (output) => ({ ...answered(output), features: featuresIn(output.EnabledFeatures) }),
    })

  return {
    enableTrustedAccess: () =>
      inOrganizations('EnableAWSServiceAccess', null, (exchange) =>
        organizations.send(exchange.bind(new EnableAWSServiceAccessCommand(forIam)), exchange),
      ),

    disableTrustedAccess: () =>
      inOrganizations('DisableAWSServiceAccess', null, (exchange) =>
        organizations.send(exchange.bind(new DisableAWSServiceAccessCommand(forIam)), exchange),
      ),

    enableFeature: (feature) =>
      inIam(`EnableOrganizations${feature}`, (exchange) =>
        feature === 'RootSessions'
          ? iam.send(exchange.bind(new EnableOrganizationsRootSessionsCommand({})), exchange)
          : iam.send(
              exchange.bind(new EnableOrganizationsRootCredentialsManagementCommand({})),
              exchange,
            ),
      ),

    disableFeature: (feature) =>
      inIam(`DisableOrganizations${feature}`, (exchange) =>
        feature === 'RootSessions'
          ? iam.send(exchange.bind(new DisableOrganizationsRootSessionsCommand({})), exchange)
          : iam.send(
              exchange.bind(new DisableOrganizationsRootCredentialsManagementCommand({})),
              exchange,
            ),
      ),

    registerDelegatedAdministrator: (accountId) =>
      inOrganizations('RegisterDelegatedAdministrator', accountId, (exchange) =>
        organizations.send(
          exchange.bind(
            new RegisterDelegatedAdministratorCommand({ ...forIam, AccountId: accountId }),
          ),
          exchange,
        ),
      ),

    deregisterDelegatedAdministrator: (accountId) =>
      inOrganizations('DeregisterDelegatedAdministrator', accountId, (exchange) =>
        organizations.send(
          exchange.bind(
            new DeregisterDelegatedAdministratorCommand({ ...forIam, AccountId: accountId }),
          ),
          exchange,
        ),
      ),
  }
}
