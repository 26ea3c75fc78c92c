import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Failure } from '../../../../shared/domain/failure.ts'
import type { TargetView } from '../../../../shared/domain/plans.ts'
import { failureFrom } from '../../../state/client.ts'
import { pageSize, reads } from '../../../state/reads.ts'
import { pagesOf } from '../../accounts/page-window.ts'

export type TargetPages = {
  readonly total: number
  readonly lineAt: (index: number) => TargetView | undefined
  /** True until the first answer. */
  readonly pending: boolean
  readonly failure: Failure | null
  readonly retry: () => void
}

type TargetPage = { readonly total: number; readonly targets: readonly TargetView[] }

/** The accounts of a procedure from `first` to `last` and the size of the whole, read page by page. */
export function useTargetPages(
  procedureId: string,
  only: 'all' | 'attention',
  first: number,
  last: number,
): TargetPages {
  const head = useQuery(reads.targetPage(procedureId, only, 0))
  const total = head.data?.total ?? 0
  const wanted = pagesOf(first, last, pageSize, total)
  const others = useQueries({
    queries: wanted.map((page) => reads.targetPage(procedureId, only, page)),
    combine: dataOf,
  })
  const from = wanted[0] ?? 0
  const lines = useMemo(() => {
    const held = new Map<number, TargetView>()
    head.data?.targets.forEach((line, index) => held.set(index, line))
    others.forEach((page, step) =>
      page?.targets.forEach((line, index) => held.set((from + step) * pageSize + index, line)),
    )
    return held
  }, [head.data, others, from])

  return {
    total,
    lineAt: (index) => lines.get(index),
    pending: head.isPending,
    failure: head.error ? failureFrom(head.error) : null,
    retry: () => void head.refetch(),
  }
}

/** Stands outside so that the combined value stays the same object until a page changes. */
function dataOf(results: UseQueryResult<TargetPage>[]): (TargetPage | undefined)[] {
  return results.map((result) => result.data)
}
