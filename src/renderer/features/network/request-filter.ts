import type { ListedRequest, RequestFilter } from '../../../shared/domain/requests.ts'

/** How far back the calls are shown. */
export const spans = [
  { value: 'any', label: 'Any time', milliseconds: null },
  { value: 'quarter', label: 'Last 15 minutes', milliseconds: 15 * 60_000 },
  { value: 'hour', label: 'Last hour', milliseconds: 60 * 60_000 },
  { value: 'day', label: 'Last 24 hours', milliseconds: 24 * 60 * 60_000 },
  { value: 'week', label: 'Last 7 days', milliseconds: 7 * 24 * 60 * 60_000 },
] as const
export type Span = (typeof spans)[number]['value']

/** The instant at which a span before `now` begins; null where it has no beginning. */
export function sinceOf(span: Span, now: number): string | null {
  const back = spans.find(({ value }) => value === span)?.milliseconds ?? null
  return back === null ? null : new Date(now - back).toISOString()
}

/** True where a filter leaves calls out. */
export function isFiltered({ services, outcome, text, since }: RequestFilter): boolean {
  return services.length > 0 || outcome !== 'all' || text !== '' || since !== null
}

/** The outcomes that are worth a chip; `answered` is what is left. */
export const outcomes = [
  { value: 'answered', label: 'Answered' },
  { value: 'refused', label: 'Refused' },
  { value: 'throttled', label: 'Throttled' },
  { value: 'failed', label: 'Failed' },
] as const satisfies readonly { value: RequestFilter['outcome']; label: string }[]

/** How a call came out, for its colour; the words stand in its line. */
export function toneOf(request: ListedRequest): 'plain' | 'warning' | 'danger' {
  const { operation, status, errorCode } = request
  // A root user without a password is an answer to the question whether it has one.
  if (operation === 'GetLoginProfile' && errorCode?.startsWith('NoSuchEntity')) return 'plain'
  if (status === null || status >= 500) return 'danger'
  return status >= 400 || errorCode !== null ? 'warning' : 'plain'
}
