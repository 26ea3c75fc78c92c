import { expect, it } from 'vitest'
import { completenessSentence } from './completeness.ts'

it('a completeness reads as a sentence with its thousands apart', () => {
  const completeness = {
    inOrganization: 50_000,
    observed: 47_152,
    unknown: 1007,
    stale: 0,
    notApplicable: 1269,
  }
  expect(completenessSentence(completeness)).toBe(
    'Observed 47,152 of 48,731, 1,007 unknown, 1,269 not applicable.',
  )
})
