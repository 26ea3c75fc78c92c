import { describe, expect, it } from 'vitest'
import { clockOf, durationOf } from './duration.ts'

describe('durationOf', () => {
  it.each([
    [0, '0.0 s'],
    [420, '0.4 s'],
    [9_949, '9.9 s'],
    [12_000, '12 s'],
    [59_600, '1 min'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
    [3_600_000, '1 h'],
  ])('reads %d ms as %s', (span, words) => expect(durationOf(span)).toBe(words))
})

describe('clockOf', () => {
  it('counts down as a clock', () => {
    expect(clockOf(247_000)).toBe('4:07')
    expect(clockOf(3_729_000)).toBe('1:02:09')
  })
  it('stops at zero', () => expect(clockOf(-5000)).toBe('0:00'))
})
