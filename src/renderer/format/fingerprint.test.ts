import { expect, it } from 'vitest'
import { fingerprintGroups } from './fingerprint.ts'

it('a fingerprint is read in its groups', () => {
  expect(fingerprintGroups('7K3F-9QXM-0001')).toEqual(['7K3F', '9QXM', '0001'])
})
it('one without separators is cut into fours, nothing left out', () => {
  expect(fingerprintGroups('abcdefghij')).toEqual(['abcd', 'efgh', 'ij'])
  expect(fingerprintGroups('')).toEqual([])
})
