import type { AccountId, AccountState, OrganizationId } from '../../shared/domain/accounts.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { fail, type Outcome } from '../../shared/ipc/result.ts'
import type { AwsAccess, CallerIdentity, RootSession, RootTask } from '../aws/aws-access.ts'
import type { AccountRegion } from '../aws/account-regions.ts'
import type { DescribedOrganization } from '../aws/organization.ts'
import type { Store } from '../database/store.ts'
import { once } from './once.ts'

type Read<T> = () => Promise<Outcome<T>>

/** What AWS says, asked at most once in a run. Where nobody is signed in, everything fails with the reason. */
export type AwsFacts = {
  /** Why nothing can be asked; null where it can. */
  readonly away: Failure | null
  readonly caller: Read<CallerIdentity>
  readonly organization: Read<DescribedOrganization>
  readonly features: Read<readonly string[]>
  readonly trustedAccess: Read<boolean>
  readonly delegates: Read<readonly AccountId[]>
  readonly regions: Read<readonly AccountRegion[]>
  /** The reads that audits need, each with the call's name. */
  readonly reads: () => Promise<
    readonly { readonly operation: string; readonly outcome: Outcome<unknown> }[]
  >
  /** Opens a root session; it has to be closed. Not remembered. */
  openRootSession(accountId: AccountId, task: RootTask): Promise<Outcome<RootSession>>
  /** What the cache knows of an account; null where it does not know it. */
  accountState(accountId: AccountId): { state: AccountState; isManagement: boolean } | null
}

/**
 * The facts as an operator learns them. `signal` ends the calls.
 *
 * @param organizationId whose accounts the cache is asked for; null where none is known.
 */
export function factsOf(
  access: AwsAccess,
  inventory: Pick<Store['inventory'], 'stateOf'>,
  organizationId: OrganizationId | null,
  signal: AbortSignal,
): AwsFacts {
  const scoped = access.scoped({ signal })
  return {
    away: null,
    caller: once(() => scoped.caller()),
    organization: once(() => scoped.organization.describe()),
    features: once(() => scoped.organization.features()),
    trustedAccess: once(() => scoped.organization.trustedAccess()),
    delegates: once(() => scoped.organization.delegatedAdministrators()),
    regions: once(() => scoped.regions()),
    reads: once(() => readsOf(scoped)),
    openRootSession: (accountId, task) => scoped.openRootSession(accountId, task),
    accountState: (accountId) =>
      organizationId === null ? null : inventory.stateOf(organizationId, accountId),
  }
}

/** One page of each is enough to see whether it is permitted. */
async function readsOf({ organization }: AwsAccess) {
  const [accounts, roots] = await Promise.all([organization.accountsPage(), organization.roots()])
  const root = roots.ok ? roots.value[0] : undefined
  const account = accounts.ok ? accounts.value.items[0] : undefined
  const [units, tags] = await Promise.all([
    root && organization.unitsOf(root.id),
    account && organization.tagsOf(account.id),
  ])
  return [
    { operation: 'ListAccounts', outcome: accounts },
    { operation: 'ListRoots', outcome: roots },
    ...(units ? [{ operation: 'ListOrganizationalUnitsForParent', outcome: units }] : []),
    ...(tags ? [{ operation: 'ListTagsForResource', outcome: tags }] : []),
  ]
}

/** Nobody is signed in, because of this. */
export function factsAway(away: Failure): AwsFacts {
  const refuse = () => Promise.resolve(fail(away))
  return {
    away,
    caller: refuse,
    organization: refuse,
    features: refuse,
    trustedAccess: refuse,
    delegates: refuse,
    regions: refuse,
    reads: () => Promise.resolve([{ operation: 'ListAccounts', outcome: fail(away) }]),
    openRootSession: refuse,
    accountState: () => null,
  }
}
