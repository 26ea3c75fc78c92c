import {
  keepPreviousData,
  useQueries,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { ListedRequest, RequestFilter, RequestPage } from '../../../shared/domain/requests.ts'
import { failureFrom } from '../../state/client.ts'
import { pageSize } from '../../state/reads.ts'
import { requestReads } from '../../state/request-reads.ts'
import { pagesOf } from '../accounts/page-window.ts'

export type RequestPages = {
  readonly total: number
  /** The calls that are in the window, by their place in the whole table. */
  readonly requests: ReadonlyMap<number, ListedRequest>
  /** How many calls arrived after the newest that is counted in. */
  readonly arrived: number
  /** True until the first answer ever. */
  readonly pending: boolean
  /** True while another filter's calls are still shown. */
  readonly outdated: boolean
  readonly failure: Failure | null
  readonly retry: () => void
  /** The ID of the newest call that is shown, to count in none after it; null where there is none. */
  readonly hold: () => number | null
}

/**
 * The calls from place `first` to `last`, newest first, and how many fit the filter, read page by page. With `upTo` null new ones come in at the
 * top; else the table stands still at that call, and what came later is counted.
 */
export function useRequestPages(
  filter: RequestFilter,
  upTo: number | null,
  first: number,
  last: number,
): RequestPages {
  const client = useQueryClient()
  const newest = useQuery({
    ...requestReads.page(filter, null, 0),
    placeholderData: keepPreviousData,
  })
  const head = useQuery({
    ...requestReads.page(filter, upTo, 0),
    placeholderData: keepPreviousData,
  })
  const total = head.data?.total ?? 0
  const others = useQueries({
    queries: pagesOf(first, last, pageSize, total).map((page) =>
      requestReads.page(filter, upTo, page),
    ),
    combine: dataOf,
  })

  const requests = useMemo(() => {
    const requests = new Map<number, ListedRequest>()
    for (const page of [head.data, ...others]) {
      page?.requests.forEach((request, index) => requests.set(page.offset + index, request))
    }
    return requests
  }, [head.data, others])

  return {
    total,
    requests,
    arrived: upTo === null ? 0 : Math.max(0, (newest.data?.total ?? 0) - total),
    pending: head.isPending,
    outdated: head.isPlaceholderData,
    failure: head.error ? failureFrom(head.error) : null,
    retry: () => void head.refetch(),
    hold: () => {
      const id = head.data?.requests[0]?.id
      if (id === undefined) return null
      // What is on screen stays there: read at the same revision, it is what would be read up to this call.
      for (const page of [head.data, ...others]) {
        if (page === undefined || page.revision !== head.data?.revision) continue
        const { queryKey } = requestReads.page(filter, id, page.offset / pageSize)
        client.setQueryData(queryKey, page)
      }
      return id
    },
  }
}

/** Stands outside so that the combined value stays the same object until a page changes. */
function dataOf(results: UseQueryResult<RequestPage>[]): (RequestPage | undefined)[] {
  return results.map((result) => result.data)
}
