import type { ReactNode } from 'react'
import { countOf } from '../format/count.ts'
import styles from './chip.module.css'

type ChipProps = {
  readonly pressed: boolean
  readonly onToggle: () => void
  readonly count?: number | undefined
  readonly icon?: ReactNode
  readonly children: ReactNode
}

/** A filter value that is on or off, with how many it would show. */
export function Chip({ pressed, onToggle, count, icon, children }: ChipProps) {
  return (
    <button
      type="button"
      className={styles.chip}
      aria-pressed={pressed}
      data-none={count === 0 || undefined}
      onClick={onToggle}
    >
      {icon}
      {children}
      {count === undefined ? null : <span className={styles.count}>{countOf(count)}</span>}
    </button>
  )
}
