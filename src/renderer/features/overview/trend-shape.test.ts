import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeTrend, lineThrough, marksOf, nearestTo, topOf } from './trend-shape.ts'

const point = fc
  .record({
    day: fc.integer({ min: 0, max: 3000 }),
    nonCompliant: fc.nat(50_000),
    exempt: fc.nat(50),
    unknown: fc.nat(50_000),
  })
  .map(({ day, ...counts }) => ({
    runId: `run-${day}`,
    at: new Date(Date.UTC(2020, 0, 1) + day * 86_400_000).toISOString(),
    compliant: 0,
    ...counts,
  }))
const trends = fc
  .array(point, { minLength: 1, maxLength: 365 })
  .map((points) => points.toSorted((a, b) => (a.at < b.at ? -1 : 1)))

describe('the shape of a trend', () => {
  it('every mark lies inside the chart, and the worst case never below the known', () => {
    fc.assert(
      fc.property(trends, (trend) => {
        for (const mark of marksOf(trend, 640, 132, topOf(trend))) {
          expect(mark.x).toBeGreaterThanOrEqual(0)
          expect(mark.x).toBeLessThanOrEqual(640)
          expect(mark.yWorst).toBeGreaterThanOrEqual(-1e-9)
          expect(mark.y).toBeLessThanOrEqual(132)
          expect(mark.yWorst).toBeLessThanOrEqual(mark.y)
        }
      }),
    )
  })
  it('a single run stands in the middle', () => {
    const trend = [
      {
        runId: 'r',
        at: '2026-11-22T00:00:00.000Z',
        nonCompliant: 1,
        exempt: 0,
        compliant: 0,
        unknown: 0,
      },
    ]
    expect(marksOf(trend, 640, 132, 2)[0]?.x).toBe(320)
  })
  it('the upper edge is round and its half is whole', () => {
    fc.assert(
      fc.property(trends, (trend) => {
        expect(Number.isInteger(topOf(trend) / 2)).toBe(true)
      }),
    )
  })
})

it('a line starts where its first point is', () => {
  expect(
    lineThrough([
      [0, 1],
      [2.25, 3],
    ]),
  ).toBe('M0.0 1.0L2.3 3.0')
})

it('the nearest mark is found, and none among none', () => {
  expect(nearestTo([], 5)).toBeNull()
})

it('the words for the chart name first, last, highest and lowest', () => {
  const at = (day: number, nonCompliant: number) => ({
    runId: `r${day}`,
    at: `2026-11-${day}T00:00:00.000Z`,
    nonCompliant,
    exempt: 0,
    compliant: 0,
    unknown: 2,
  })
  expect(describeTrend([at(20, 9), at(21, 12), at(22, 4)])).toBe(
    '3 runs: from 9 on 2026-11-20 to 4 accounts with root credentials on 2026-11-22, 2 unknown. Highest 12, lowest 4.',
  )
})
