import type { Instant } from '../shared/domain/accounts.ts'

/** Where the services take the time from, so that tests can set it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number
  /** The same as ISO 8601 text. */
  instant(): Instant
}

export const systemClock: Clock = {
  now: () => Date.now(),
  instant: () => new Date().toISOString(),
}
