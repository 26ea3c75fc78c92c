import fc from 'fast-check'
import { expect, it } from 'vitest'
import { answerOf } from './answer.ts'

const postures = {
  'non-compliant': 3,
  exempt: 2,
  unknown: 0,
  stale: 0,
  compliant: 5,
  'not-applicable': 1,
}

it('exempt accounts still hold root credentials', () => {
  const completeness = { inOrganization: 11, observed: 10, unknown: 0, stale: 0, notApplicable: 1 }
  expect(answerOf({ postures, completeness })).toEqual({ count: 5, certain: true })
})

it('the number is never certain while an account is unknown or stale, or none was observed', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), fc.nat(9), (observed, unknown, stale) => {
      const completeness = { inOrganization: 30, observed, unknown, stale, notApplicable: 1 }
      const { certain } = answerOf({ postures, completeness })
      expect(certain).toBe(unknown === 0 && stale === 0 && observed > 0)
    }),
  )
})
