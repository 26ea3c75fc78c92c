import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTooMuch, wavesOf, waveSizes } from './waves.ts'

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 })

test('every account is in exactly one wave, in the order of the plan', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), sizes, (count, planned) => {
      const positions = wavesOf(count, planned).flatMap(({ from, until }) =>
        Array.from({ length: until - from }, (_, index) => from + index),
      )
      expect(positions).toEqual(Array.from({ length: count }, (_, index) => index))
    }),
  )
})

test('no wave is larger than the plan says, and the last size repeats', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), sizes, (count, planned) => {
      const waves = wavesOf(count, planned)
      for (const [index, { from, until }] of waves.slice(0, -1).entries()) {
        expect(until - from).toBe(planned[Math.min(index, planned.length - 1)])
      }
      const last = waves.at(-1)
      const most = planned[Math.min(waves.length - 1, planned.length - 1)] ?? 0
      expect((last?.until ?? 0) - (last?.from ?? 0)).toBeLessThanOrEqual(most)
    }),
  )
})

test('one account goes first, alone', () => {
  expect(wavesOf(1000, waveSizes)[0]).toEqual({ from: 0, until: 1 })
})

test('sizes that make no sense still bring every account to its turn', () => {
  expect(wavesOf(3, [])).toHaveLength(3)
  expect(wavesOf(3, [0, -5])).toHaveLength(3)
})

test.each([
  ['nothing wrong is never too much', 0, 1, 0, false],
  ['the first that goes wrong is, where none may', 1, 500, 0, true],
  ['a failed canary is, whatever the percentage short of all', 1, 1, 99, true],
  ['as many as may go wrong are not', 10, 100, 10, false],
  ['one more is', 11, 100, 10, true],
  ['where all may go wrong nothing is', 100, 100, 100, false],
] as const)('%s', (_, wrong, ofWave, above, expected) => {
  expect(isTooMuch(wrong, ofWave, above)).toBe(expected)
})
