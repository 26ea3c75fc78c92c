/** An instant in full, always in UTC as CloudTrail writes it: `2026-11-22 14:03:09 UTC`. */
export function exactOf(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`
}

/** The day of an instant in UTC: `2026-11-22`. */
export function dayOf(instant: string): string {
  return instant.slice(0, 10)
}

/** An instant to the minute in UTC: `2026-11-22 14:03`. */
export function minuteOf(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)}`
}
