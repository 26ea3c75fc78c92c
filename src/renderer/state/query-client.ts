import { QueryClient } from '@tanstack/react-query'
import type { DataTopic } from '../../shared/ipc/contract.ts'
import { rootkeep } from './client.ts'
import { readsToRepeat } from './topics.ts'

/** During a run main pushes several times a second; reads are repeated no more often than this. */
const shortestPauseMs = 700

/**
 * Reads never go stale by time: main says when they do. `networkMode: 'always'` because the way to main
 * is a pipe, whatever the browser thinks of the network.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      gcTime: 60_000,
      retry: false,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** Repeats the reads that main calls out of date; the first at once, then in groups. Returns the way to stop. */
export function followDataChanges(): () => void {
  const waiting = new Set<DataTopic>()
  let timer: ReturnType<typeof setTimeout> | null = null

  function flush() {
    timer = null
    if (waiting.size === 0) return
    const reads = readsToRepeat(waiting)
    waiting.clear()
    for (const read of reads) {
      void queryClient.invalidateQueries({ queryKey: [read] }, { cancelRefetch: false })
    }
    timer = setTimeout(flush, shortestPauseMs)
  }

  const stop = rootkeep.data.changed(({ topics }) => {
    for (const topic of topics) waiting.add(topic)
    if (timer === null) flush()
  })
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
  }
}
