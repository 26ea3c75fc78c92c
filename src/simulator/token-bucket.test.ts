import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

test('no window of time passes more than its burst and what flowed in', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      gaps,
      (rate, burst, steps) => {
        const bucket = createTokenBucket({ rate, burst }, 0)
        const passed: number[] = []
        let now = 0
        for (const step of steps) {
          now += step
          if (bucket.take(now)) passed.push(now)
        }
        for (const [index, from] of passed.entries()) {
          const last = passed.at(-1) ?? from
          const count = passed.length - index
          expect(count).toBeLessThanOrEqual(burst + ((last - from) / 1000) * rate + 1e-6)
        }
      },
    ),
  )
})

test('a caller who keeps to the rate is never turned away', () => {
  const bucket = createTokenBucket({ rate: 20, burst: 1 }, 0)
  for (let call = 0; call < 1000; call += 1) expect(bucket.take(call * 50)).toBe(true)
})

test('looking does not take', () => {
  const bucket = createTokenBucket({ rate: 0, burst: 1 }, 0)
  expect([bucket.hasToken(0), bucket.hasToken(1), bucket.take(2), bucket.take(3)]).toEqual([
    true,
    true,
    true,
    false,
  ])
})
