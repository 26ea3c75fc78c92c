import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { RequestFilter } from '../../shared/domain/requests.ts'
import { rootkeep, valueOf } from './client.ts'
import { pageSize } from './reads.ts'
import type { ReadName } from './topics.ts'

const key = (name: ReadName, ...rest: readonly unknown[]) => [name, ...rest] as const

/** The reads about what was called, what was refused, and what may be called. */
export const requestReads = {
  /** `upTo` null: up to the newest call there is. */
  page: (filter: RequestFilter, upTo: number | null, page: number) =>
    queryOptions({
      queryKey: key('requests', 'page', filter, upTo, page),
      queryFn: () =>
        valueOf(rootkeep.requests.page({ filter, upTo, offset: page * pageSize, limit: pageSize })),
    }),

  facets: () =>
    queryOptions({
      queryKey: key('requests', 'facets'),
      queryFn: () => valueOf(rootkeep.requests.facets()),
    }),

  refused: () =>
    queryOptions({
      queryKey: key('requests', 'refused'),
      queryFn: () => valueOf(rootkeep.requests.refused()),
    }),

  /** What the open connection may contact; another connection, another answer. */
  contacts: (connectionId: string) =>
    queryOptions({
      queryKey: key('contacts', connectionId),
      queryFn: () => valueOf(rootkeep.requests.contacts()),
      placeholderData: keepPreviousData,
    }),
}
