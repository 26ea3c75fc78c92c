import type { Instant } from '../../../shared/domain/accounts.ts'

/** CloudTrail delivers events within about a quarter of an hour. */
const deliveryMs = 15 * 60_000

/** Where and when CloudTrail records a call. */
export type RecordedAt = {
  /** The account of the caller; inside a root session the member account. */
  readonly accountId: string
  readonly region: string
  readonly at: Instant
}

export type Coverage = ReturnType<typeof createCoverage>

/**
 * Which accounts, Regions and days the imported files speak of. That a call is missing can be said only there: a trail that was not imported, or does
 * not exist, lacks everything.
 */
export function createCoverage() {
  const days = new Set<string>()
  let from: Instant | null = null
  let until: Instant | null = null

  return {
    /** Takes notice of any event, also of those that do not concern us. */
    note({ eventTime, awsRegion, recipientAccountId }: Readonly<Record<string, unknown>>): void {
      const at = new Date(String(eventTime)).toISOString()
      if (from === null || at < from) from = at
      if (until === null || at > until) until = at
      if (typeof awsRegion !== 'string' || typeof recipientAccountId !== 'string') return
      days.add(dayKey({ accountId: recipientAccountId, region: awsRegion, at }))
    },

    /** Takes over what another one saw. */
    join(other: { span(): Span; days(): Iterable<string> }): void {
      const span = other.span()
      if (span.from !== null && (from === null || span.from < from)) from = span.from
      if (span.until !== null && (until === null || span.until > until)) until = span.until
      for (const day of other.days()) days.add(day)
    },

    /** True where the files have events of that account, Region and day, and reach beyond the call by the time that delivery takes. */
    covers(place: RecordedAt): boolean {
      if (from === null || until === null || !days.has(dayKey(place))) return false
      const at = Date.parse(place.at)
      return at >= Date.parse(from) && at <= Date.parse(until) - deliveryMs
    },

    span: (): Span => ({ from, until }),
    days: (): Iterable<string> => days,
  }
}

type Span = { readonly from: Instant | null; readonly until: Instant | null }

function dayKey({ accountId, region, at }: RecordedAt): string {
  return `${accountId} ${region} ${at.slice(0, 10)}`
}
