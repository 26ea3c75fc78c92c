import type { RootkeepContract } from '../shared/ipc/contract.ts'
import type { Handlers } from '../shared/ipc/derived.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'
import type { OrganizationId } from '../shared/domain/accounts.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import type { Clock } from './clock.ts'
import type { Store } from './database/store.ts'
import { accountDetail } from './views/account-detail.ts'
import { overviewOf } from './views/overview.ts'

type All = Handlers<RootkeepContract>

/** The calls that read one organization from a store and ask nobody else. */
export type ReadHandlers = {
  readonly overview: All['overview']
  readonly accounts: Omit<All['accounts'], 'readTags'>
  readonly filters: Pick<All['filters'], 'list'>
  readonly runs: Pick<All['runs'], 'list'>
  readonly exemptions: Pick<All['exemptions'], 'list'>
}

export type ReadHandlerDeps = {
  readonly store: Store
  /** The organization on screen; null where there is none. */
  readonly organizationId: () => OrganizationId | null
  readonly clock: Pick<Clock, 'instant'>
  /** The number of the newest change. */
  readonly revision: () => number
}

/** The reads of the window: over the cache, or over the evidence of a bundle. */
export function readHandlers({
  store,
  organizationId,
  clock,
  revision,
}: ReadHandlerDeps): ReadHandlers {
  /** Runs a read of the organization on screen, with its postures brought up to now first. */
  async function judged<T>(read: (id: OrganizationId) => Outcome<T>): Promise<Outcome<T>> {
    const id = organizationId()
    if (id === null) return fail(failureOf('nothing-connected'))
    await store.verdicts.refreshDue(id, store.freshnessWindowMs(), clock.instant())
    return read(id)
  }

  function known<T>(read: (id: OrganizationId) => Outcome<T>): Outcome<T> {
    const id = organizationId()
    return id === null ? fail(failureOf('nothing-connected')) : read(id)
  }

  return {
    overview: {
      get: () => judged((id) => succeed(overviewOf(store, id, revision()))),
    },

    accounts: {
      page: ({ filter, sort, offset, limit }) =>
        judged((id) =>
          succeed({
            revision: revision(),
            offset,
            ...store.accountTable.page(id, filter, sort, offset, limit),
          }),
        ),
      ids: ({ filter, sort }) => judged((id) => succeed(store.accountTable.ids(id, filter, sort))),
      facets: ({ filter }) => judged((id) => succeed(store.accountTable.facets(id, filter))),
      detail: ({ accountId }) => judged((id) => accountDetail(store, id, accountId, revision())),
      units: () =>
        judged((id) => succeed(store.accountTable.unitCounts(id, store.inventory.units(id)))),
      calls: ({ accountId, limit }) =>
        known((id) => succeed(store.ledger.ofAccount(id, accountId, limit))),
    },

    filters: { list: () => known((id) => succeed(store.savedFilters.list(id))) },
    runs: {
      list: ({ offset, limit }) => known((id) => succeed(store.runs.page(id, offset, limit))),
    },
    exemptions: { list: () => known((id) => succeed(store.exemptions.list(id))) },
  }
}
