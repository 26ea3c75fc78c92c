const minute = 60_000

/** What is said aloud as the time for a sign-in runs out: it changes at thresholds only. */
export function announcedLeft(until: string, now: number): string {
  const left = Date.parse(until) - now
  if (left <= 0) return 'The time for this sign-in is over.'
  const threshold = [minute, 2 * minute, 5 * minute].find((each) => left <= each)
  if (threshold === undefined) return ''
  return threshold === minute
    ? 'Less than a minute is left to sign in.'
    : `Less than ${threshold / minute} minutes are left to sign in.`
}
