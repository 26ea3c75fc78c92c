import { keepPreviousData, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { JournalEntry, JournalFilter } from '../../../shared/domain/journal.ts'
import { failureFrom } from '../../state/client.ts'
import { pageSize, reads } from '../../state/reads.ts'
import { pagesOf } from '../accounts/page-window.ts'

export type JournalPages = {
  readonly total: number
  /** The entries that are in the window, by their place in the whole table. */
  readonly entries: ReadonlyMap<number, JournalEntry>
  /** True until the first answer ever. */
  readonly pending: boolean
  /** True while another filter's entries are still shown. */
  readonly outdated: boolean
  readonly failure: Failure | null
  readonly retry: () => void
}

type Page = { readonly total: number; readonly entries: readonly JournalEntry[] }

/** The entries from place `first` to `last`, newest first, and how many fit the filter, read page by page. */
export function useJournalPages(filter: JournalFilter, first: number, last: number): JournalPages {
  const head = useQuery({ ...reads.journalPage(filter, 0), placeholderData: keepPreviousData })
  const total = head.data?.total ?? 0
  const pages = pagesOf(first, last, pageSize, total)
  const others = useQueries({
    queries: pages.map((page) => reads.journalPage(filter, page)),
    combine: dataOf,
  })
  const numbers = pages.join(' ')

  const entries = useMemo(() => {
    const entries = new Map<number, JournalEntry>()
    const place = (page: Page | undefined, number: number) =>
      page?.entries.forEach((entry, index) => entries.set(number * pageSize + index, entry))
    place(head.data, 0)
    if (numbers !== '') {
      numbers.split(' ').forEach((number, index) => place(others[index], Number(number)))
    }
    return entries
  }, [head.data, others, numbers])

  return {
    total,
    entries,
    pending: head.isPending,
    outdated: head.isPlaceholderData,
    failure: head.error ? failureFrom(head.error) : null,
    retry: () => void head.refetch(),
  }
}

/** Stands outside so that the combined value stays the same object until a page changes. */
function dataOf(results: UseQueryResult<Page>[]): (Page | undefined)[] {
  return results.map((result) => result.data)
}
