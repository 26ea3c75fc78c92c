import { expect, it } from 'vitest'
import { faultOfRegion, faultOfRegions, regionsFrom } from './regions.ts'

it('Regions are read apart by spaces, commas and lines, each once', () => {
  expect(regionsFrom(' eu-west-1, us-east-1\neu-west-1 ')).toEqual(['eu-west-1', 'us-east-1'])
})
it('a Region that is not well-formed is named', () => {
  expect(faultOfRegion('us-gov-west-1')).toBeNull()
  expect(faultOfRegions(['eu-west-1', 'europe'])).toContain('europe')
})
it('more than sixty Regions are refused', () => {
  expect(faultOfRegions(Array.from({ length: 61 }, () => 'eu-west-1'))).not.toBeNull()
})
