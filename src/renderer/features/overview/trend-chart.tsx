import { useId, useMemo, useState } from 'react'
import type { TrendPoint } from '../../../shared/domain/overview.ts'
import { countOf } from '../../format/count.ts'
import { dayOf, minuteOf } from '../../format/instant.ts'
import { useElementWidth } from '../../ui/use-element-width.ts'
import {
  describeTrend,
  lineThrough,
  marksOf,
  nearestTo,
  topOf,
  type TrendMark,
} from './trend-shape.ts'
import styles from './trend-chart.module.css'

const height = 132
const left = 44
const right = 12
const above = 8
const below = 22

/** The chart: a line for what is known, a hatched band above it for what is not. */
export function TrendChart({ trend }: { readonly trend: readonly TrendPoint[] }) {
  const [measure, width] = useElementWidth()
  const [pointed, setPointed] = useState<TrendMark | null>(null)
  const hatch = useId()
  const plotWidth = Math.max(10, width - left - right)
  const top = topOf(trend)
  const marks = useMemo(() => marksOf(trend, plotWidth, height, top), [trend, plotWidth, top])
  const known = marks.map(({ x, y }) => [x, y] as const)
  const worst = marks.map(({ x, yWorst }) => [x, yWorst] as const)
  const last = marks.at(-1)
  const shown = pointed ?? last ?? null

  return (
    <figure ref={measure} className={styles.figure}>
      <svg
        className={styles.chart}
        width={width}
        height={above + height + below}
        role="img"
        aria-label={describeTrend(trend)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          setPointed(nearestTo(marks, event.clientX - box.left - left))
        }}
        onPointerLeave={() => setPointed(null)}
      >
        <defs>
          <pattern
            id={hatch}
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path d="M0 0V5" className={styles.hatchLine} />
          </pattern>
        </defs>
        <g transform={`translate(${left} ${above})`}>
          {[0, 0.5, 1].map((part) => (
            <g key={part} transform={`translate(0 ${height * (1 - part)})`}>
              <path d={`M0 0H${plotWidth}`} className={part === 0 ? styles.base : styles.grid} />
              <text x={-8} dy="0.32em" className={styles.tick} textAnchor="end">
                {countOf(top * part)}
              </text>
            </g>
          ))}
          <path d={`${lineThrough([...known, ...worst.toReversed()])}Z`} fill={`url(#${hatch})`} />
          <path
            d={`${lineThrough(known)}V${height}H${known[0]?.[0] ?? 0}Z`}
            className={styles.area}
          />
          <path d={lineThrough(known)} className={styles.line} />
          {trend.length === 1 && last ? (
            <path d={`M${last.x} ${last.yWorst}V${last.y}`} className={styles.whisker} />
          ) : null}
          {shown ? <MarkAt mark={shown} pointed={pointed !== null} /> : null}
          <DayLabels marks={marks} width={plotWidth} />
        </g>
      </svg>
      {pointed ? (
        <figcaption
          className={styles.caption}
          style={{ left: left + Math.min(pointed.x, plotWidth - 190), top: 0 }}
        >
          {minuteOf(pointed.at)}: <strong>{countOf(pointed.withCredentials)}</strong>
          {pointed.unknown > 0 ? `, ${countOf(pointed.unknown)} unknown` : ''}
        </figcaption>
      ) : null}
    </figure>
  )
}

function MarkAt({ mark, pointed }: { readonly mark: TrendMark; readonly pointed: boolean }) {
  return (
    <g>
      {pointed ? <path d={`M${mark.x} 0V${height}`} className={styles.cursor} /> : null}
      <circle cx={mark.x} cy={mark.y} r="3.5" className={styles.dot} />
    </g>
  )
}

/** The first and the last day; one in the middle where there is a single run. */
function DayLabels({
  marks,
  width,
}: {
  readonly marks: readonly TrendMark[]
  readonly width: number
}) {
  const [first] = marks
  const last = marks.at(-1)
  if (first === undefined || last === undefined) return null
  if (marks.length === 1) {
    return (
      <text x={first.x} y={height + 16} className={styles.tick} textAnchor="middle">
        {dayOf(first.at)}
      </text>
    )
  }
  // Runs of one day are told apart by the time.
  const labelOf = dayOf(first.at) === dayOf(last.at) ? minuteOf : dayOf
  return (
    <>
      <text x={0} y={height + 16} className={styles.tick}>
        {labelOf(first.at)}
      </text>
      <text x={width} y={height + 16} className={styles.tick} textAnchor="end">
        {labelOf(last.at)}
      </text>
    </>
  )
}
