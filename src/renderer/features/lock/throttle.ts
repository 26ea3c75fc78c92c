/** Lets something happen at once, and then no more often than every so many milliseconds. */
export function createThrottle(pauseMs: number, act: () => void): (now: number) => void {
  let last = Number.NEGATIVE_INFINITY
  return (now) => {
    if (now - last < pauseMs) return
    last = now
    act()
  }
}
