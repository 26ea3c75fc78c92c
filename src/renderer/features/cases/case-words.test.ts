import { expect, it } from 'vitest'
import { timeLeftOf } from './case-words.ts'

const until = '2026-11-22T12:00:00.000Z'
const before = (milliseconds: number) => Date.parse(until) - milliseconds

it('the time left is told to the minute, and by the second in the last hour', () => {
  expect(timeLeftOf(until, before(2 * 3600_000 + 5 * 60_000))).toBe('2 h 5 min left')
  expect(timeLeftOf(until, before(3599_000))).toBe('59:59 left')
  expect(timeLeftOf(until, before(1000))).toBe('0:01 left')
})
it('after the end it tells by how much, never a negative time left', () => {
  expect(timeLeftOf(until, before(0))).toBe('over by 0 s')
  expect(timeLeftOf(until, before(-12 * 60_000))).toBe('over by 12 min')
})
