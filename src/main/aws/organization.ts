import { GetAccountSummaryCommand, ListOrganizationsFeaturesCommand } from '@aws-sdk/client-iam'
import {
  DescribeOrganizationCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListAccountsCommand,
  ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations'
import { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import type { Presence } from '../../shared/domain/credentials.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { parsed, required, requiredList, requiredText } from './answers.ts'
import type { Caller } from './call.ts'
import type { Clients } from './clients.ts'
import { memberOf, type Member } from './member.ts'
import { allPages, nextToken, type Page } from './paging.ts'
import { presenceOf } from './presence.ts'

/** An organizational unit, or a root. */
export type Unit = { readonly id: string; readonly name: string }
export type Tag = { readonly key: string; readonly value: string }
export type DescribedOrganization = {
  readonly id: OrganizationId
  readonly managementAccountId: AccountId
  readonly featureSet: string
}

/** Reads of the organization, with the operator's credentials. Listings are complete or fail. */
export type OrganizationAccess = {
  describe(): Promise<Outcome<DescribedOrganization>>
  /** One page of at most 20 accounts; it may be empty and still have a next one. */
  accountsPage(token?: string | null): Promise<Outcome<Page<Member>>>
  roots(): Promise<Outcome<readonly Unit[]>>
  unitsOf(parentId: string): Promise<Outcome<readonly Unit[]>>
  /** The root or unit that holds an account; for listings without paths. */
  parentOf(accountId: AccountId): Promise<Outcome<string>>
  tagsOf(accountId: AccountId): Promise<Outcome<readonly Tag[]>>
  /** The centralized root access features that are on: a set (fact sheet 0.7). */
  features(): Promise<Outcome<readonly string[]>>
  /** Whether IAM has trusted access. */
  trustedAccess(): Promise<Outcome<boolean>>
  /** The delegated administrators for IAM. */
  delegatedAdministrators(): Promise<Outcome<readonly AccountId[]>>
  /** The root credentials of the caller's own account: how the management account's root is judged. */
  ownPresence(): Promise<Outcome<Presence>>
}

/** The service that has to be trusted for centralized root access. */
export const iamPrincipal = 'iam.amazonaws.com'

/** The features that an answer names: a set, in the order of the alphabet (fact sheet 0.7). */
export function featuresIn(listed: string[] | undefined): readonly string[] {
  return [...new Set(requiredList(listed, 'EnabledFeatures'))].toSorted()
}

export function createOrganizationAccess(clients: Clients, call: Caller): OrganizationAccess {
  const { organizations, iam } = clients
  return {
    describe: () =>
      call({
        service: 'organizations',
        operation: 'DescribeOrganization',
        accountId: null,
        send: (exchange) =>
          organizations.send(exchange.bind(new DescribeOrganizationCommand({})), exchange),
        read: ({ Organization }) => {
          const { Id, MasterAccountId, FeatureSet } = required(Organization, 'Organization')
          return {
            id: parsed(OrganizationId, Id, 'Organization.Id'),
            managementAccountId: parsed(AccountId, MasterAccountId, 'Organization.MasterAccountId'),
            featureSet: requiredText(FeatureSet, 'Organization.FeatureSet'),
          }
        },
      }),

    accountsPage: (token = null) =>
      call({
        service: 'organizations',
        operation: 'ListAccounts',
        accountId: null,
        send: (exchange) =>
          organizations.send(
            exchange.bind(new ListAccountsCommand({ MaxResults: 20, ...from(token) })),
            exchange,
          ),
        read: (page) => ({
          items: requiredList(page.Accounts, 'Accounts').map(memberOf),
          next: nextToken(page.NextToken),
        }),
      }),

    roots: () =>
      allPages((token) =>
        call({
          service: 'organizations',
          operation: 'ListRoots',
          accountId: null,
          send: (exchange) =>
            organizations.send(exchange.bind(new ListRootsCommand(from(token))), exchange),
          read: (page) => ({
            items: requiredList(page.Roots, 'Roots').map(unitOf),
            next: nextToken(page.NextToken),
          }),
        }),
      ),

    unitsOf: (parentId) =>
      allPages((token) =>
        call({
          service: 'organizations',
          operation: 'ListOrganizationalUnitsForParent',
          accountId: null,
          send: (exchange) =>
            organizations.send(
              exchange.bind(
                new ListOrganizationalUnitsForParentCommand({
                  ParentId: parentId,
                  MaxResults: 20,
                  ...from(token),
                }),
              ),
              exchange,
            ),
          read: (page) => ({
            items: requiredList(page.OrganizationalUnits, 'OrganizationalUnits').map(unitOf),
            next: nextToken(page.NextToken),
          }),
        }),
      ),

    parentOf: (accountId) =>
      call({
        service: 'organizations',
        operation: 'ListParents',
        accountId,
        send: (exchange) =>
          organizations.send(
            exchange.bind(new ListParentsCommand({ ChildId: accountId })),
            exchange,
          ),
        // An account has exactly one parent, so the first page is the whole list.
        read: ({ Parents }) =>
          requiredText(requiredList(Parents, 'Parents')[0]?.Id, 'Parents[0].Id'),
      }),

    tagsOf: (accountId) =>
      allPages((token) =>
        call({
          service: 'organizations',
          operation: 'ListTagsForResource',
          accountId,
          send: (exchange) =>
            organizations.send(
              exchange.bind(
                new ListTagsForResourceCommand({ ResourceId: accountId, ...from(token) }),
              ),
              exchange,
            ),
          read: (page) => ({
            items: requiredList(page.Tags, 'Tags').map(({ Key, Value }) => ({
              key: requiredText(Key, 'Tags[].Key'),
              value: Value ?? '',
            })),
            next: nextToken(page.NextToken),
          }),
        }),
      ),

    features: () =>
      call({
        service: 'iam',
        operation: 'ListOrganizationsFeatures',
        accountId: null,
        send: (exchange) =>
          iam.send(exchange.bind(new ListOrganizationsFeaturesCommand({})), exchange),
        read: ({ EnabledFeatures }) => featuresIn(EnabledFeatures),
      }),

    trustedAccess: async () => {
      const principals = await allPages((token) =>
        call({
          service: 'organizations',
          operation: 'ListAWSServiceAccessForOrganization',
          accountId: null,
          send: (exchange) =>
            organizations.send(
              exchange.bind(
                new ListAWSServiceAccessForOrganizationCommand({ MaxResults: 20, ...from(token) }),
              ),
              exchange,
            ),
          read: (page) => ({
            items: requiredList(page.EnabledServicePrincipals, 'EnabledServicePrincipals').map(
              (enabled) => requiredText(enabled.ServicePrincipal, 'ServicePrincipal'),
            ),
            next: nextToken(page.NextToken),
          }),
        }),
      )
      return principals.ok
        ? { ok: true, value: principals.value.includes(iamPrincipal) }
        : principals
    },

    delegatedAdministrators: () =>
      allPages((token) =>
        call({
          service: 'organizations',
          operation: 'ListDelegatedAdministrators',
          accountId: null,
          send: (exchange) =>
            organizations.send(
              exchange.bind(
                new ListDelegatedAdministratorsCommand({
                  ServicePrincipal: iamPrincipal,
                  MaxResults: 20,
                  ...from(token),
                }),
              ),
              exchange,
            ),
          read: (page) => ({
            items: requiredList(page.DelegatedAdministrators, 'DelegatedAdministrators').map(
              ({ Id }) => parsed(AccountId, Id, 'DelegatedAdministrators[].Id'),
            ),
            next: nextToken(page.NextToken),
          }),
        }),
      ),

    ownPresence: () =>
      call({
        service: 'iam',
        operation: 'GetAccountSummary',
        accountId: null,
        send: (exchange) => iam.send(exchange.bind(new GetAccountSummaryCommand({})), exchange),
        read: ({ SummaryMap }) => presenceOf(SummaryMap),
      }),
  }
}

function unitOf({ Id, Name }: { Id?: string | undefined; Name?: string | undefined }): Unit {
  return { id: requiredText(Id, 'Id'), name: Name ?? '' }
}

function from(token: string | null): { NextToken?: string } {
  return token === null ? {} : { NextToken: token }
}
