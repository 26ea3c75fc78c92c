import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawnRows, movedTo, pagesOf } from './page-window.ts'

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

it('every row in sight is drawn, and each line has a place of its own', () => {
  fc.assert(
    fc.property(
      fc.nat(60_000),
      fc.nat(80),
      fc.nat(20),
      fc.integer({ min: 1, max: 60_000 }),
      (start, length, overscan, total) => {
        const first = Math.min(start, total - 1)
        const last = Math.min(total - 1, first + length)
        const rows = drawnRows(first, last, overscan, total)
        expect(rows[0]).toBeLessThanOrEqual(first)
        expect(rows.at(-1)).toBeGreaterThanOrEqual(last)
        expect(rows[0]).toBeGreaterThanOrEqual(0)
        expect(rows.at(-1)).toBeLessThan(total)
        expect(new Set(rows.map((row) => row % rows.length)).size).toBe(rows.length)
      },
    ),
  )
})
