import { expect, it } from 'vitest'
import { everyRequest, type ListedRequest } from '../../../shared/domain/requests.ts'
import { isFiltered, sinceOf, spans, toneOf } from './request-filter.ts'

it('each part of the filter by itself leaves calls out, and none of them does not', () => {
  expect(isFiltered(everyRequest)).toBe(false)
  for (const change of [
    { services: ['sts'] },
    { outcome: 'refused' as const },
    { text: 'a' },
    { since: '2026-11-20T12:00:00.000Z' },
  ]) {
    expect(isFiltered({ ...everyRequest, ...change })).toBe(true)
  }
})
it('a span begins before now, a longer one earlier, and any time has no beginning', () => {
  const now = Date.parse('2026-11-20T12:00:00.000Z')
  expect(sinceOf('any', now)).toBeNull()
  expect(sinceOf('hour', now)).toBe('2026-11-20T11:00:00.000Z')
  const begins = spans.slice(1).map(({ value }) => sinceOf(value, now) ?? '')
  expect(begins.toSorted().toReversed()).toEqual(begins)
})
it('a call without an answer is worse than one that AWS refused', () => {
  const call = { operation: 'AssumeRoot', status: 200, errorCode: null } as ListedRequest
  expect(toneOf(call)).toBe('plain')
  expect(toneOf({ ...call, status: 403, errorCode: 'AccessDenied' })).toBe('warning')
  expect(toneOf({ ...call, status: null })).toBe('danger')
  expect(toneOf({ ...call, status: 503 })).toBe('danger')
  const absent = { ...call, operation: 'GetLoginProfile', status: 404, errorCode: 'NoSuchEntity' }
  expect(toneOf(absent)).toBe('plain')
})
