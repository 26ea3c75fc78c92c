import { expect, test } from 'vitest'
import { expectedMs, lastingCheck, outlives } from './lasting-check.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const inMinutes = (minutes: number) => new Date(now + minutes * 60_000).toISOString()

test('a procedure takes as long as its waves, one after the other', () => {
  // The canary; five; then twenty-four at once.
  expect([1, 6, 31].map(expectedMs)).toEqual([15_000, 30_000, 60_000])
  expect(expectedMs(600)).toBeGreaterThan(expectedMs(599 - 24))
})

test('credentials that end before it is done are warned of, and only they', () => {
  expect(lastingCheck(600, inMinutes(5), now)).toMatchObject({
    id: 'credentials-last',
    state: 'warning',
    evidence: expect.stringContaining(inMinutes(5)) as string,
  })
  expect(lastingCheck(600, inMinutes(60), now)).toMatchObject({ state: 'passed', remedy: null })
  // Where they are renewed by themselves there is nothing to say.
  expect(lastingCheck(600, null, now)).toBeNull()
  expect(outlives(1, inMinutes(1), now)).toBe(false)
  expect(outlives(1, inMinutes(-1), now)).toBe(true)
})
