import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countedOf, countOf, megabytesOf, shareOf } from './count.ts'

describe('countOf', () => {
  it('keeps thousands apart', () => expect(countOf(50_000)).toBe('50,000'))
})

describe('countedOf', () => {
  it('uses the singular for one only', () => {
    expect(countedOf(1, 'account')).toBe('1 account')
    expect(countedOf(0, 'account')).toBe('0 accounts')
  })
})

describe('shareOf', () => {
  it('never says none of some, nor all of nearly all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (whole, part) => {
          const some = Math.min(whole - 1, Math.max(1, Math.round(part * whole)))
          expect(['0 %', '0.0 %', '100 %', '100.0 %']).not.toContain(shareOf(some, whole))
        },
      ),
    )
  })
  it('says none and all where it is so', () => {
    expect(shareOf(0, 10)).toBe('0 %')
    expect(shareOf(10, 10)).toBe('100 %')
    expect(shareOf(0, 0)).toBe('0 %')
  })
})
it('a size is told to a tenth of a megabyte', () => {
  expect(megabytesOf(2_950_000)).toBe('3.0 MB')
  expect(megabytesOf(250_000)).toBe('0.3 MB')
})
