import { QueryClient } from '@tanstack/react-query'
import type { DataTopic } from '../../shared/ipc/contract.ts'
import { rootkeep } from './client.ts'
import { readsToRepeat } from './topics.ts'

/** During a run main pushes several times a second; reads are repeated no more often than this. */
const shortestPauseMs = 700

/** A pause is at least so many times as long as the reads before it took: main has better things to do. */
const restFactor = 3

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
  let resting = false
  let timer: ReturnType<typeof setTimeout> | null = null

  async function flush(): Promise<void> {
    resting = true
    const began = performance.now()
    const reads = readsToRepeat(waiting)
    waiting.clear()
    await Promise.all(
      Array.from(reads, (read) =>
        queryClient.invalidateQueries({ queryKey: [read] }, { cancelRefetch: false }),
      ),
    )
    const rest = Math.max(shortestPauseMs, (performance.now() - began) * restFactor)
    timer = setTimeout(() => {
      resting = false
      if (waiting.size > 0) void flush()
    }, rest)
  }

  const stop = rootkeep.data.changed(({ topics }) => {
    for (const topic of topics) waiting.add(topic)
    if (!resting) void flush()
  })
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
  }
}
