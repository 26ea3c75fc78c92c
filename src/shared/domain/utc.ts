import type { Instant } from './accounts.ts'

const minuteMs = 60_000

/** An instant for a reader in any time zone: `2026-11-22 12:00 UTC`. */
export function utc(instant: Instant): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`
}

/** How long something took, to the minute: `2 d 3 h 5 min`. */
export function timeBetween(from: Instant, until: Instant): string {
  const minutes = Math.max(0, Math.floor((Date.parse(until) - Date.parse(from)) / minuteMs))
  const parts = [
    { count: Math.floor(minutes / 1440), unit: 'd' },
    { count: Math.floor(minutes / 60) % 24, unit: 'h' },
    { count: minutes % 60, unit: 'min' },
  ]
  const said = parts.filter(({ count }) => count > 0).map(({ count, unit }) => `${count} ${unit}`)
  return said.length === 0 ? 'less than a minute' : said.join(' ')
}
