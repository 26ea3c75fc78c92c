import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { completenessOf, isAuditable } from '../../shared/domain/posture.ts'
import type { Run } from '../../shared/domain/runs.ts'
import type { Clock } from '../clock.ts'
import { isStorageError, storageFailure } from '../database/database.ts'
import type { Look } from '../database/observations.ts'
import type { Store } from '../database/store.ts'
import { listAccounts, type ListingHooks } from '../inventory/account-listing.ts'
import type { Introduction } from '../inventory/organization-reader.ts'
import type { AwsAccess } from '../aws/aws-access.ts'
import type { Log } from '../log.ts'

export type RunStore = ReturnType<typeof createRunStore>

/** How many looks are written in one transaction: a larger one would be felt in the window. */
const looksAtOnce = 100

/** What a run needs of the database, in the words of a run. */
export function createRunStore(store: Store, clock: Clock, log: Log, dataFolder: string) {
  const owner = { pid: process.pid }

  return {
    /** The accounts that a resumed run need not look at again. */
    settled: (run: Run): Set<AccountId> => store.observations.settledIn(run.organizationId, run.id),

    /** Those of the given accounts that can be the target of a root session. */
    auditable(organizationId: OrganizationId, ids: readonly AccountId[]): AccountId[] {
      return ids.filter((id) => {
        const known = store.inventory.stateOf(organizationId, id)
        return known !== null && !known.isManagement && isAuditable(known.state)
      })
    },

    list(access: AwsAccess, introduction: Introduction, run: Run, hooks: ListingHooks) {
      return listAccounts({ access, store, clock, introduction, runId: run.id }, hooks)
    },

    /** How many accounts the cache lets expect while the listing still pages. */
    expectedTargets(organizationId: OrganizationId): number {
      const counts = store.accountTable.postureCounts(organizationId)
      const { inOrganization, notApplicable } = completenessOf(counts)
      return inOrganization - notApplicable
    },

    /** Writes looks, the verdicts they lead to, and the calls that were made for them. */
    keep(run: Run, looks: readonly Look[]): void {
      const windowMs = store.freshnessWindowMs()
      for (let start = 0; start < looks.length; start += looksAtOnce) {
        store.transaction(() => {
          for (const look of looks.slice(start, start + looksAtOnce)) {
            store.observations.record(run.organizationId, look)
            store.verdicts.refresh(run.organizationId, look.accountId, windowMs, clock.instant())
          }
        })
      }
      store.ledger.flush()
    },

    /** Writes where the run stands, with the counts of the organization at this moment. */
    save(run: Run): Run {
      const counts = store.accountTable.postureCounts(run.organizationId)
      const standing: Run = {
        ...run,
        completeness: completenessOf(counts),
        nonCompliant: counts['non-compliant'],
      }
      store.runs.save(standing, counts, owner, clock.instant())
      return standing
    },

    /** What an exception means: a database that cannot be written, or a fault of our own. */
    explain(error: unknown): Failure {
      const logId = log.problem('audit', 'the run was stopped by an exception', error)
      return isStorageError(error)
        ? storageFailure(error, dataFolder)
        : failureOf('internal', { logId })
    },
  }
}
