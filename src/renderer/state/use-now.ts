import { useSyncExternalStore } from 'react'
import { useBundleInstant } from './bundle-store.ts'

type Clock = {
  readonly subscribe: (listener: () => void) => () => void
  readonly read: () => number
}

/** One clock for all who ask for it: everything that shows it ticks together; it stands still while nothing does. */
function createClock(tickMs: number): Clock {
  const listeners = new Set<() => void>()
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | null = null
  return {
    read: () => now,
    subscribe(listener) {
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
    },
  }
}

const ages = createClock(30_000)
const countdowns = createClock(1000)

/**
 * The time in milliseconds, fresh to half a minute: enough for ages, too coarse for countdowns. In an evidence bundle it stands still at the instant
 * at which its contents were judged: what was valid then is shown as valid, and ages are those of then.
 */
export function useNow(): number {
  const instant = useBundleInstant()
  const now = useSyncExternalStore(ages.subscribe, ages.read)
  return instant === null ? now : Date.parse(instant)
}

/** The time in milliseconds, fresh to a second: for countdowns. */
export function useSecond(): number {
  return useSyncExternalStore(countdowns.subscribe, countdowns.read)
}

/** What follows from the time, looked at each second; the component is drawn anew only when that changes. */
export function useEachSecond<Value extends string | boolean>(of: (now: number) => Value): Value {
  return useSyncExternalStore(countdowns.subscribe, () => of(countdowns.read()))
}
