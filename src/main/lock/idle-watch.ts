import type { Clock } from '../clock.ts'

const lookEveryMs = 5_000
const minuteMs = 60_000

export type IdleWatch = ReturnType<typeof createIdleWatch>

/**
 * Notices that nobody has been there for a while. By the clock and not by a timer of that length: a computer that slept meanwhile was left alone as
 * well.
 *
 * @param minutes after which `idle` is called; 0 for never.
 */
export function createIdleWatch(
  clock: Pick<Clock, 'now'>,
  minutes: () => number,
  idle: () => void,
) {
  let activeAt = clock.now()

  function look(): void {
    const limit = minutes()
    if (limit > 0 && clock.now() - activeAt >= limit * minuteMs) idle()
  }

  const timer = setInterval(look, lookEveryMs)
  timer.unref()

  return {
    look,
    /** Somebody is there. */
    active(): void {
      activeAt = clock.now()
    },
    close: (): void => clearInterval(timer),
  }
}
