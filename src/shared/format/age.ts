const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const month = 30.44 * day
const year = 365.25 * day

/** The time between two instants, in its largest fitting unit: `40 s`, `12 min`, `5 h`, `3 d`, `8 mo`, `2.4 y`. */
export function spanOf(milliseconds: number): string {
  const span = Math.max(0, milliseconds)
  if (span < minute) return `${Math.floor(span / 1000)} s`
  if (span < hour) return `${Math.floor(span / minute)} min`
  if (span < 2 * day) return `${Math.floor(span / hour)} h`
  if (span < 2 * month) return `${Math.floor(span / day)} d`
  if (span < 2 * year) return `${Math.floor(span / month)} mo`
  return `${(Math.floor((span / year) * 10) / 10).toFixed(1)} y`
}

/** How long ago an instant was: `just now`, `12 min ago`; an instant still to come reads `in 3 d`. */
export function agoOf(instant: string, now: number): string {
  const elapsed = now - Date.parse(instant)
  if (elapsed < -minute) return `in ${spanOf(-elapsed)}`
  return elapsed < minute ? 'just now' : `${spanOf(elapsed)} ago`
}

/** The age of a thing that exists since an instant: `8 mo`. */
export function ageOf(instant: string, now: number): string {
  return spanOf(now - Date.parse(instant))
}
