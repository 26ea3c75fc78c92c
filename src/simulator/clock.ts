/**
 * Two times. The *simulated* time is that of the practice organization: it starts at a given time, ticks like
 * any clock, and can be advanced; session expiry and every date in an answer hang on it. The *signing* time is what
 * signatures are compared with: clients sign with their real clock, so it is the real time plus a settable skew.
 */
export interface SimulatedClock {
  /** Milliseconds since 1970 in the simulated world. */
  now(): number
  /** Milliseconds since 1970 that signatures are compared with, and that the `Date` header shows. */
  signingNow(): number
  /** Moves the simulated time forward; adds up. */
  advance(seconds: number): void
  /** Makes the server's own clock run ahead of (negative: behind) the real one; replaces the earlier skew. */
  setSkew(seconds: number): void
  /** Takes back every advance and the skew; the simulated time is then what it would have been without them. */
  restart(): void
  /** Seconds advanced so far. */
  advancedSeconds(): number
  /** Seconds of skew now in force. */
  skewSeconds(): number
}

/** Whole seconds, as AWS' wire protocols and records carry them. */
export const iso = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

/** A clock that shows `startTime` (milliseconds) at the moment of the call. */
export function createClock(startTime: number, realNow: () => number = Date.now): SimulatedClock {
  const startedAt = realNow()
  let advanced = 0
  let skew = 0
  return {
    now: () => startTime + (realNow() - startedAt) + advanced * 1000,
    signingNow: () => realNow() + skew * 1000,
    advance: (seconds) => {
      advanced += seconds
    },
    setSkew: (seconds) => {
      skew = seconds
    },
    restart: () => {
      advanced = 0
      skew = 0
    },
    advancedSeconds: () => advanced,
    skewSeconds: () => skew,
  }
}
