import type { Instant } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AwsAccess } from '../aws/aws-access.ts'
import type { Clock } from '../clock.ts'
import { unitNames, type ListedAccount } from '../database/inventory.ts'
import type { Store } from '../database/store.ts'
import type { Introduction } from './organization-reader.ts'

export type ListingHooks = {
  /** Awaited before each page: a paused run holds here. */
  proceed(): Promise<void>
  /** True when the listing is to end early; nobody is marked as having left then. */
  stopped(): boolean
  /** Given each page as soon as it is kept. */
  onPage(accounts: readonly ListedAccount[]): void
}

export type ListingDeps = {
  readonly access: AwsAccess
  readonly store: Store
  readonly clock: Clock
  readonly introduction: Introduction
  readonly runId: string
}

/**
 * Lists the accounts of the organization page by page and keeps each page at once.
 *
 * Only a listing that came to its end, and that names the management account, says who has left: an
 * empty or cut one proves nothing. Errors: `organization-empty`, `malformed-answer`, and those of AWS.
 */
export async function listAccounts(
  { access, store, clock, introduction, runId }: ListingDeps,
  hooks: ListingHooks,
): Promise<Outcome<{ listed: number }>> {
  const { organization, delegatedAdministrators } = introduction
  const organizationId = organization.id
  const delegates = new Set(delegatedAdministrators)
  const names = unitNames(store.inventory.units(organizationId))
  const listedBefore = store.inventory.listedAt(organizationId) !== null
  const begunAt = clock.instant()
  let listed = 0
  let sawManagement = false
  let token: string | null = null
  const tokens = new Set<string>()

  do {
    await hooks.proceed()
    if (hooks.stopped()) return fail(failureOf('cancelled'))
    const page = await access.organization.accountsPage(token)
    if (!page.ok) return page
    const accounts = page.value.items.map((account) => ({
      ...account,
      isManagement: account.id === organization.managementAccountId,
      isDelegatedAdministrator: delegates.has(account.id),
    }))
    keepPage(accounts, clock.instant())
    listed += accounts.length
    sawManagement ||= accounts.some((account) => account.isManagement)
    hooks.onPage(accounts)
    token = page.value.next
    // A token that comes back would page forever.
    if (token !== null && tokens.has(token)) return fail(failureOf('malformed-answer'))
    if (token !== null) tokens.add(token)
  } while (token !== null)

  if (listed === 0) return fail(failureOf('organization-empty'))
  if (!sawManagement) {
    return fail(
      failureOf('malformed-answer', {
        message: 'The listing ended without the management account, so it cannot be complete.',
      }),
    )
  }
  endListing(clock.instant())
  return succeed({ listed })

  function keepPage(accounts: readonly ListedAccount[], at: Instant): void {
    store.transaction(() => {
      const joined = store.inventory.saveAccounts(organizationId, accounts, names, at)
      for (const account of accounts) {
        store.verdicts.refresh(organizationId, account.id, store.freshnessWindowMs(), at)
      }
      if (!listedBefore) return
      for (const id of joined) {
        store.observations.noteMembership(organizationId, id, 'joined', runId, at)
      }
    })
  }

  function endListing(at: Instant): void {
    store.transaction(() => {
      for (const id of store.inventory.endListing(organizationId, begunAt, at)) {
        store.verdicts.refresh(organizationId, id, store.freshnessWindowMs(), at)
        store.observations.noteMembership(organizationId, id, 'left', runId, at)
      }
    })
  }
}
