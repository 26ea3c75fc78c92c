import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AccountId } from '../../../shared/domain/accounts.ts'
import type { BreakGlassCase, ReopenedAccount } from '../../../shared/domain/cases.ts'
import { byUrgency, urgencyOf } from './case-urgency.ts'

const openedAt = '2026-11-22T10:00:00.000Z'
const minute = 60_000
const at = (minutes: number) => new Date(Date.parse(openedAt) + minutes * minute).toISOString()
const now = (minutes: number) => Date.parse(at(minutes))

const account = (closedAt: string | null): ReopenedAccount => ({
  accountId: AccountId.parse('111122223333'),
  accountName: 'Payments',
  procedureId: 'p',
  reopenedAt: openedAt,
  steps: [],
  closedAt,
  closedByProcedureId: null,
})

type Judged = Pick<BreakGlassCase, 'state' | 'openedAt' | 'until' | 'reopened'>
const judged = (change: Partial<Judged> = {}): Judged => ({
  state: 'open',
  openedAt,
  until: at(60),
  reopened: [],
  ...change,
})

it('a case is calm, then near its end, then over', () => {
  expect(urgencyOf(judged(), now(44))).toBe('calm')
  expect(urgencyOf(judged(), now(45))).toBe('near')
  expect(urgencyOf(judged(), now(59))).toBe('near')
  expect(urgencyOf(judged(), now(60))).toBe('over')
})
it('the shortest case is not near its end at once, and the longest only in its last quarter of an hour', () => {
  expect(urgencyOf(judged({ until: at(15) }), now(7))).toBe('calm')
  expect(urgencyOf(judged({ until: at(15) }), now(8))).toBe('near')
  expect(urgencyOf(judged({ until: at(10_080) }), now(10_064))).toBe('calm')
})
it('an account that is still open after the end is the loudest there is', () => {
  expect(urgencyOf(judged({ reopened: [account(null)] }), now(61))).toBe('left-open')
  expect(urgencyOf(judged({ reopened: [account(at(30))] }), now(61))).toBe('over')
  expect(urgencyOf(judged({ reopened: [account(at(30)), account(null)] }), now(61))).toBe(
    'left-open',
  )
})
it('a closed case is never loud', () => {
  expect(urgencyOf(judged({ state: 'closed' }), now(10_000))).toBe('closed')
})

const anyCase = fc.record({
  state: fc.constantFrom('open', 'closed'),
  openedAt: fc.integer({ min: 0, max: 5000 }).map((minutes) => at(minutes)),
  until: fc.integer({ min: 0, max: 9000 }).map((minutes) => at(minutes)),
  reopened: fc.array(fc.constantFrom(account(null), account(at(1))), { maxLength: 2 }),
})
it('no case is lost by ordering, and no closed one stands before an open one', () => {
  fc.assert(
    fc.property(fc.array(anyCase), fc.integer({ min: 0, max: 9000 }), (cases, minutes) => {
      const ordered = byUrgency(cases, now(minutes))
      expect(new Set(ordered)).toEqual(new Set(cases))
      expect(ordered).toHaveLength(cases.length)
      const firstClosed = ordered.findIndex(({ state }) => state === 'closed')
      const lastOpen = ordered.findLastIndex(({ state }) => state === 'open')
      expect(firstClosed === -1 || lastOpen < firstClosed).toBe(true)
    }),
  )
})
it('of open cases that are equally loud the one that ends first comes first', () => {
  const early = judged({ until: at(90) })
  const late = judged({ until: at(120) })
  expect(byUrgency([late, early], now(0))).toEqual([early, late])
})
