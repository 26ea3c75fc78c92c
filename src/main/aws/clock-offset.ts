/** How far AWS's clock may be from ours before signatures are in danger; AWS accepts five minutes. */
const toleranceMs = 4 * 60_000

/**
 * The difference between AWS's clock and this computer's, learned from the `Date` header of answers.
 *
 * The SDK does this inside its own signer and retry; with the SDK's retries off and our own signer, it is done here, for
 * all clients at once.
 */
export type ClockOffset = {
  /** AWS's time, milliseconds since the epoch. */
  now(): number
  /** Milliseconds that AWS's clock is ahead of ours; 0 while the two are close enough. */
  offset(): number
  /** Takes in the `Date` header of an answer that refused a signature. */
  observe(date: string | null): void
}

export function createClockOffset(clock: () => number): ClockOffset {
  let offset = 0
  return {
    now: () => clock() + offset,
    offset: () => offset,
    observe(date) {
      const server = date === null ? Number.NaN : Date.parse(date)
      if (Number.isNaN(server) || Math.abs(server - (clock() + offset)) < toleranceMs) return
      offset = server - clock()
    },
  }
}
