import type { Clock } from '../clock.ts'

/** So many wrong passphrases are free; after each further one there is a pause, twice as long every time. */
const freeAttempts = 3
const firstPauseMs = 2_000
const longestPauseMs = 60_000

/**
 * Slows down whoever tries passphrases through the window. Who has the files can try them without us: against that stands scrypt.
 */
export function createAttemptPause(clock: Pick<Clock, 'now'>) {
  let wrong = 0
  let endsAt = 0

  return {
    /** How long nothing is tried yet, milliseconds; 0 where the next attempt may come. */
    remainingMs: (): number => Math.max(0, endsAt - clock.now()),
    wrong(): void {
      wrong += 1
      if (wrong <= freeAttempts) return
      const pauseMs = firstPauseMs * 2 ** (wrong - freeAttempts - 1)
      endsAt = clock.now() + Math.min(pauseMs, longestPauseMs)
    },
    right(): void {
      wrong = 0
      endsAt = 0
    },
  }
}
