import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AccountFilter, AccountSort } from '../../shared/domain/account-query.ts'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { rootkeep, valueOf } from './client.ts'
import type { ReadName } from './topics.ts'

/** Rows a page: small enough that taking one in never costs a frame. */
export const pageSize = 100
const runsPageSize = 50

const key = (name: ReadName, ...rest: readonly unknown[]) => [name, ...rest] as const

/** Every read of the window, once: its key and how it is asked. */
export const reads = {
  overview: () =>
    queryOptions({ queryKey: key('overview'), queryFn: () => valueOf(rootkeep.overview.get()) }),

  accountPage: (filter: AccountFilter, sort: AccountSort, page: number) =>
    queryOptions({
      queryKey: key('accounts', filter, sort, page),
      queryFn: () =>
        valueOf(rootkeep.accounts.page({ filter, sort, offset: page * pageSize, limit: pageSize })),
    }),

  accountSearch: (search: string, filter: AccountFilter, sort: AccountSort) =>
    queryOptions({
      queryKey: key('accounts', 'search', search),
      queryFn: () =>
        valueOf(
          rootkeep.accounts.page({ filter: { ...filter, search }, sort, offset: 0, limit: 8 }),
        ),
      placeholderData: keepPreviousData,
    }),

  facets: (filter: AccountFilter) =>
    queryOptions({
      queryKey: key('facets', filter),
      queryFn: () => valueOf(rootkeep.accounts.facets({ filter })),
      placeholderData: keepPreviousData,
    }),

  account: (accountId: AccountId) =>
    queryOptions({
      queryKey: key('account', accountId),
      queryFn: () => valueOf(rootkeep.accounts.detail({ accountId })),
    }),

  calls: (accountId: AccountId) =>
    queryOptions({
      queryKey: key('calls', accountId),
      queryFn: () => valueOf(rootkeep.accounts.calls({ accountId, limit: 200 })),
    }),

  units: () =>
    queryOptions({ queryKey: key('units'), queryFn: () => valueOf(rootkeep.accounts.units()) }),

  filters: () =>
    queryOptions({ queryKey: key('filters'), queryFn: () => valueOf(rootkeep.filters.list()) }),

  runs: () =>
    infiniteQueryOptions({
      queryKey: key('runs'),
      queryFn: ({ pageParam }) =>
        valueOf(rootkeep.runs.list({ offset: pageParam, limit: runsPageSize })),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const held = pages.reduce((sum, page) => sum + page.runs.length, 0)
        return held < last.total && last.runs.length > 0 ? held : undefined
      },
    }),

  exemptions: () =>
    queryOptions({
      queryKey: key('exemptions'),
      queryFn: () => valueOf(rootkeep.exemptions.list()),
    }),

  settings: () =>
    queryOptions({ queryKey: key('settings'), queryFn: () => valueOf(rootkeep.settings.get()) }),

  connections: () =>
    queryOptions({
      queryKey: ['connections'] as const,
      queryFn: () => valueOf(rootkeep.session.connections()),
      // Profiles change outside of Rootkeep: look again each time the list is shown.
      staleTime: 0,
    }),

  about: () =>
    queryOptions({
      queryKey: ['about'] as const,
      queryFn: () => valueOf(rootkeep.session.about()),
    }),
}
