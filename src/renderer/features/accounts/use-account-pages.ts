import { keepPreviousData, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import type {
  AccountFilter,
  AccountPage,
  AccountRow,
  AccountSort,
} from '../../../shared/domain/account-query.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import { failureFrom } from '../../state/client.ts'
import { pageSize, reads } from '../../state/reads.ts'
import { pagesOf } from './page-window.ts'

export type AccountPages = {
  readonly total: number
  /** The rows that are in the window, in the order of the table; gaps are left out. */
  readonly rows: readonly AccountRow[]
  /** Where a loaded row stands in the whole table, to its place in `rows`. */
  readonly positions: ReadonlyMap<number, number>
  /** True until the first answer ever. */
  readonly pending: boolean
  /** True while another filter's rows are still shown. */
  readonly outdated: boolean
  readonly failure: Failure | null
  readonly retry: () => void
}

/** The rows from `first` to `last` and the size of the whole, read page by page. */
export function useAccountPages(
  filter: AccountFilter,
  sort: AccountSort,
  first: number,
  last: number,
): AccountPages {
  const head = useQuery({
    ...reads.accountPage(filter, sort, 0),
    placeholderData: keepPreviousData,
  })
  const total = head.data?.total ?? 0
  const others = useQueries({
    queries: pagesOf(first, last, pageSize, total).map((page) =>
      reads.accountPage(filter, sort, page),
    ),
    combine: dataOf,
  })

  const { rows, positions } = useMemo(() => {
    const rows: AccountRow[] = []
    const positions = new Map<number, number>()
    for (const page of [head.data, ...others]) {
      page?.rows.forEach((row, index) => {
        positions.set(page.offset + index, rows.length)
        rows.push(row)
      })
    }
    return { rows, positions }
  }, [head.data, others])

  return {
    total,
    rows,
    positions,
    pending: head.isPending,
    outdated: head.isPlaceholderData,
    failure: head.error ? failureFrom(head.error) : null,
    retry: () => void head.refetch(),
  }
}

/** Stands outside so that the combined value stays the same object until a page changes. */
function dataOf(results: UseQueryResult<AccountPage>[]): (AccountPage | undefined)[] {
  return results.map((result) => result.data)
}
