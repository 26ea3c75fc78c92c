/**
 * The accounts still to be looked at: the listing puts them in as its pages come, a bounded number of
 * workers takes them out. Pausing holds the takers; closing lets them finish what is there and end.
 */
export type WorkQueue<T> = {
  put(items: readonly T[]): void
  /** The next item; waits while there is none or while paused; null when closed and empty, or stopped. */
  take(): Promise<T | null>
  /** No more will be put in. */
  close(): void
  /** Takers get null at once, whatever is left. */
  stop(): void
  pause(): void
  resume(): void
  /** Resolves at once, or when `resume` or `stop` is called. */
  whileNotPaused(): Promise<void>
  readonly size: number
}

export function createWorkQueue<T>(): WorkQueue<T> {
  let items: T[] = []
  let head = 0
  let closed = false
  let stopped = false
  let paused = false
  let takers: (() => void)[] = []
  let pausers: (() => void)[] = []

  function wake(): void {
    const waiting = takers
    takers = []
    for (const taker of waiting) taker()
  }
  function release(): void {
    const waiting = pausers
    pausers = []
    for (const pauser of waiting) pauser()
  }

  return {
    put(more) {
      for (const item of more) items.push(item)
      wake()
    },
    async take() {
      for (;;) {
        if (stopped) return null
        if (!paused && head < items.length) {
          const item = items[head] as T
          head += 1
          if (head > 1024 && head * 2 > items.length) {
            items = items.slice(head)
            head = 0
          }
          return item
        }
        if (closed && head >= items.length) return null
        await new Promise<void>((resolve) => takers.push(resolve))
      }
    },
    close() {
      closed = true
      wake()
    },
    stop() {
      stopped = true
      wake()
      release()
    },
    pause() {
      paused = true
    },
    resume() {
      paused = false
      wake()
      release()
    },
    async whileNotPaused() {
      while (paused && !stopped) await new Promise<void>((resolve) => pausers.push(resolve))
    },
    get size() {
      return items.length - head
    },
  }
}
