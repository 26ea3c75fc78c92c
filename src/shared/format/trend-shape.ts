import type { TrendPoint } from '../domain/overview.ts'

/** One run on the plane of the chart, in pixels. */
export type TrendMark = {
  readonly x: number
  /** Accounts with root credentials. */
  readonly y: number
  /** The same plus the unknown: where the truth may lie at worst. */
  readonly yWorst: number
  readonly withCredentials: number
  readonly unknown: number
  readonly at: string
}

/** The places of the runs, by time along and by count up; `top` is the count at the upper edge. */
export function marksOf(
  trend: readonly TrendPoint[],
  width: number,
  height: number,
  top: number,
): TrendMark[] {
  const start = Date.parse(trend[0]?.at ?? '')
  const length = Date.parse(trend.at(-1)?.at ?? '') - start
  return trend.map(({ at, nonCompliant, exempt, unknown }) => {
    const withCredentials = nonCompliant + exempt
    const up = (count: number) => height - (count / top) * height
    return {
      x: length > 0 ? ((Date.parse(at) - start) / length) * width : width / 2,
      y: up(withCredentials),
      yWorst: up(withCredentials + unknown),
      withCredentials,
      unknown,
      at,
    }
  })
}

/** The count at the upper edge: the least of 1, 2, 4, 6, 8 or 10 times a power of ten that holds every point. */
export function topOf(trend: readonly TrendPoint[]): number {
  const most = Math.max(
    1,
    ...trend.map((point) => point.nonCompliant + point.exempt + point.unknown),
  )
  const power = 10 ** Math.floor(Math.log10(most))
  const factor = [1, 2, 4, 6, 8, 10].find((candidate) => candidate * power >= most) ?? 10
  // A top of 1 would put the middle line between two counts.
  return Math.max(2, factor * power)
}

/** A path through points. */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): string {
  return points
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('')
}

/** The trend in one sentence, for those who do not see the chart. */
export function describeTrend(trend: readonly TrendPoint[]): string {
  const [first] = trend
  const last = trend.at(-1)
  if (first === undefined || last === undefined) return 'No run has completed yet.'
  const count = (point: TrendPoint) => point.nonCompliant + point.exempt
  const now = `${count(last)} accounts with root credentials on ${last.at.slice(0, 10)}, ${last.unknown} unknown`
  if (trend.length === 1) return `One run: ${now}.`
  const counts = trend.map(count)
  return `${trend.length} runs: from ${count(first)} on ${first.at.slice(0, 10)} to ${now}. Highest ${Math.max(...counts)}, lowest ${Math.min(...counts)}.`
}
