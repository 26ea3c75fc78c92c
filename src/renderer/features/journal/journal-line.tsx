import { memo } from 'react'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import { shortCallerOf } from '../../format/caller.ts'
import { countOf } from '../../format/count.ts'
import { exactOf } from '../../format/instant.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { summaryOf, toneOf } from './entry-words.ts'
import { journalKindLabel } from './kind-words.ts'
import styles from './journal-grid.module.css'

type JournalLineProps = {
  /** Undefined while it has not arrived: the line then holds its place. */
  readonly entry: JournalEntry | undefined
  readonly index: number
  readonly top: number
  readonly active: boolean
  readonly open: boolean
}

/** One entry as a line of the table. */
export const JournalLine = memo(function JournalLine({
  entry,
  index,
  top,
  active,
  open,
}: JournalLineProps) {
  return (
    <div
      id={lineIdOf(index)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={open}
      aria-busy={entry === undefined || undefined}
      data-index={index}
      data-active={active || undefined}
      data-open={open || undefined}
      data-tone={entry ? toneOf(entry) : undefined}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      {entry ? <Cells entry={entry} /> : <Arriving index={index} />}
    </div>
  )
})

function Cells({ entry }: { readonly entry: JournalEntry }) {
  return (
    <>
      <div role="gridcell" className={styles.cell} data-column="sequence">
        {countOf(entry.sequence)}
      </div>
      <div role="gridcell" className={styles.cell} data-column="at">
        {exactOf(entry.at).slice(0, -4)}
      </div>
      <div role="gridcell" className={styles.cell} data-column="kind">
        {journalKindLabel[entry.kind]}
      </div>
      <div role="gridcell" className={styles.cell} data-column="account">
        {entry.accountId}
      </div>
      <div role="gridcell" className={styles.cell}>
        {summaryOf(entry)}
      </div>
      <div role="gridcell" className={styles.cell} data-column="actor" title={entry.actor}>
        {shortCallerOf(entry.actor)}
      </div>
    </>
  )
}

function Arriving({ index }: { readonly index: number }) {
  return (
    <div role="gridcell" className={styles.cell} aria-colspan={6}>
      <Skeleton width={160 + ((index * 37) % 120)} />
      <span className="visually-hidden">Loading</span>
    </div>
  )
}

/** The ID of a line, for aria-activedescendant. */
export function lineIdOf(index: number): string {
  return `journal-line-${index}`
}
