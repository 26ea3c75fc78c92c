import type { TrendMark } from '../../../shared/format/trend-shape.ts'

export {
  describeTrend,
  lineThrough,
  marksOf,
  topOf,
  type TrendMark,
} from '../../../shared/format/trend-shape.ts'

/** The mark nearest to a place along the chart; null where there is none. */
export function nearestTo(marks: readonly TrendMark[], x: number): TrendMark | null {
  return marks.reduce<TrendMark | null>(
    (best, mark) => (best === null || Math.abs(mark.x - x) < Math.abs(best.x - x) ? mark : best),
    null,
  )
}
