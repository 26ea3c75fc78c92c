import { useSyncExternalStore } from 'react'

/** One clock for all: everything that tells an age ticks together, each half minute. */
const tickMs = 30_000
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | null = null

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) {
    now = Date.now()
    timer = setInterval(() => {
      now = Date.now()
      for (const each of listeners) each()
    }, tickMs)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer)
      timer = null
    }
  }
}

/** The time in milliseconds, fresh to half a minute: enough for ages, too coarse for countdowns. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
