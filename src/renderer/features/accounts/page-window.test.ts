import fc from 'fast-check'
import { expect, it } from 'vitest'
import { movedTo, pagesOf } from './page-window.ts'

it('every row in sight is on page 0 or on a page that is read, and no page lies outside the table', () => {
  fc.assert(
    fc.property(fc.nat(60_000), fc.nat(120), fc.nat(60_000), (first, length, total) => {
      const pages = pagesOf(first, first + length, 200, total)
      for (let row = first; row <= Math.min(first + length, total - 1); row += 1) {
        const page = Math.floor(row / 200)
        if (page > 0) expect(pages).toContain(page)
      }
      for (const page of pages) expect(page * 200).toBeLessThan(total)
      expect(pages.length).toBeLessThanOrEqual(2)
    }),
  )
})

it('page 0 is never asked for twice', () => {
  expect(pagesOf(0, 60, 200, 5000)).toEqual([])
  expect(pagesOf(150, 210, 200, 5000)).toEqual([1])
})

it('a move stays inside the table', () => {
  expect(movedTo(0, -1, 10)).toBe(0)
  expect(movedTo(3, Infinity, 10)).toBe(9)
  expect(movedTo(3, -Infinity, 10)).toBe(0)
})
