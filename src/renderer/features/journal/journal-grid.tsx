import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { JournalFilter } from '../../../shared/domain/journal.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { drawnRows, firstHeld, movedTo, widened } from '../accounts/page-window.ts'
import { JournalLine, lineIdOf } from './journal-line.tsx'
import { openEntry, useJournalPlace } from './journal-place.ts'
import { NoEntries } from './no-entries.tsx'
import { useJournalPages } from './use-journal-pages.ts'
import styles from './journal-grid.module.css'

const rowHeight = 28
const headerHeight = 28
const linesWhilePending = 12
const columns = ['Entry', 'Time (UTC)', 'Kind', 'Account', 'What', 'Who'] as const

/** For whatever moves the keyboard into the table. */
export const journalGridId = 'journal-grid'

/** The entries as a table, newest first. Only the lines in sight exist; what they show comes page by page from main. */
export function JournalGrid({ filter }: { readonly filter: JournalFilter }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const [range, setRange] = useState(firstHeld)
  const { total, entries, pending, outdated, failure, retry } = useJournalPages(
    filter,
    range.first,
    range.last,
  )
  const open = useJournalPlace(({ entry }) => entry?.sequence ?? null)

  const virtualizer = useVirtualizer({
    count: pending ? linesWhilePending : total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    overscan: 4,
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) =>
      drawnRows(startIndex, endIndex, overscan, count),
    useFlushSync: false,
    onChange: ({ range: seen }) => {
      if (seen) setRange((held) => widened(held, seen.startIndex, seen.endIndex))
    },
  })

  // Another question begins at the top.
  useEffect(() => {
    setActive(0)
    scroller.current?.scrollTo({ top: 0 })
  }, [filter])

  function moveBy(by: number) {
    if (total === 0) return
    const index = movedTo(active, by, total)
    setActive(index)
    virtualizer.scrollToIndex(index)
    // What is shown in full goes along.
    if (open !== null) openEntry(entries.get(index) ?? null)
  }

  function onKeyDown(event: KeyboardEvent) {
    const screenful = Math.max(
      1,
      Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2,
    )
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveBy(1),
      ArrowUp: () => moveBy(-1),
      PageDown: () => moveBy(screenful),
      PageUp: () => moveBy(-screenful),
      Home: () => moveBy(-Infinity),
      End: () => moveBy(Infinity),
      Enter: () => openEntry(entries.get(active) ?? null),
      Escape: () => openEntry(null),
    }
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  function onClick(event: MouseEvent) {
    const target = event.target instanceof Element ? event.target : null
    const index = Number(target?.closest<HTMLElement>('[role="row"]')?.dataset['index'])
    const entry = entries.get(index)
    if (!entry) return
    setActive(index)
    openEntry(entry)
  }

  if (failure) {
    return (
      <div className={styles.place}>
        <FailurePanel title="The journal could not be read." failure={failure} onRetry={retry} />
      </div>
    )
  }
  if (total === 0 && !pending) return <NoEntries filter={filter} />

  return (
    <div
      id={journalGridId}
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label="Entries"
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-busy={pending || outdated}
      aria-activedescendant={total > 0 ? lineIdOf(active) : undefined}
      className={styles.grid}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.headRow}>
          {columns.map((column) => (
            <div key={column} role="columnheader" className={styles.cell}>
              {column}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }, _place, drawn) => {
          const entry = entries.get(index)
          return (
            <JournalLine
              key={index % drawn.length}
              entry={entry}
              index={index}
              top={start - headerHeight}
              active={index === active}
              open={entry !== undefined && entry.sequence === open}
            />
          )
        })}
      </div>
    </div>
  )
}
