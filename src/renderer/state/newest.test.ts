import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newestOf } from './newest.ts'

it('whatever the order of arrival, the newest revision is what is held at the end', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ revision: fc.nat() }), { minLength: 1 }), (arrivals) => {
      const held = arrivals.reduce<{ revision: number } | null>(
        (state, arrived) => newestOf(state, arrived),
        null,
      )
      expect(held?.revision).toBe(Math.max(...arrivals.map((each) => each.revision)))
    }),
  )
})
