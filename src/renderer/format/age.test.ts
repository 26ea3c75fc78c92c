import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageOf, agoOf, spanOf } from './age.ts'

const second = 1000
const day = 86_400 * second

describe('spanOf', () => {
  it.each([
    [0, '0 s'],
    [59 * second, '59 s'],
    [60 * second, '1 min'],
    [3600 * second, '1 h'],
    [47 * 3600 * second, '47 h'],
    [2 * day, '2 d'],
    [60 * day, '60 d'],
    [61 * day, '2 mo'],
    [729 * day, '23 mo'],
    [731 * day, '2.0 y'],
    [2337 * day, '6.3 y'],
  ])('reads %d ms as %s', (span, words) => expect(spanOf(span)).toBe(words))

  it('never makes a longer span read as less', () => {
    const unit = ['s', 'min', 'h', 'd', 'mo', 'y']
    const rank = (words: string) => {
      const [count, name] = words.split(' ')
      return unit.indexOf(name ?? '') * 1e6 + Number(count)
    }
    fc.assert(
      fc.property(fc.nat(40 * 365 * day), fc.nat(40 * 365 * day), (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a]
        expect(rank(spanOf(less))).toBeLessThanOrEqual(rank(spanOf(more)))
      }),
    )
  })
})

describe('agoOf', () => {
  const now = Date.parse('2026-11-22T12:00:00.000Z')
  it('reads the last minute, and a clock slightly ahead, as just now', () => {
    expect(agoOf('2026-11-22T11:59:30.000Z', now)).toBe('just now')
    expect(agoOf('2026-11-22T12:00:30.000Z', now)).toBe('just now')
  })
  it('reads what is still to come as such', () =>
    expect(agoOf('2026-11-25T12:00:00.000Z', now)).toBe('in 3 d'))
  it('reads the past as ago', () => expect(agoOf('2026-11-22T10:00:00.000Z', now)).toBe('2 h ago'))
  it('leaves the word out of an age', () =>
    expect(ageOf('2026-11-20T11:00:00.000Z', now)).toBe('2 d'))
})
