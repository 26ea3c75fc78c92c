import { clockOf, durationOf } from '../../../format/duration.ts'

/** Below this the clock runs by the second and says it is short. */
export const shortMs = 10 * 60_000

/** `expired`, by the second where it is short, else to the minute. */
export function expiryWords(leftMs: number): string {
  if (leftMs <= 0) return 'expired'
  return leftMs < shortMs ? clockOf(leftMs) : durationOf(Math.floor(leftMs / 60_000) * 60_000)
}
