import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowUp } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { RequestFilter } from '../../../shared/domain/requests.ts'
import { countOf } from '../../format/count.ts'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { showToast } from '../../ui/toast-manager.ts'
import { drawnRows, firstHeld, movedTo, widened } from '../accounts/page-window.ts'
import { NoRequests } from './no-requests.tsx'
import { requestColumns, RequestLine, requestLineIdOf } from './request-line.tsx'
import { useRequestPages } from './use-request-pages.ts'
import styles from './request-grid.module.css'

const rowHeight = 28
const headerHeight = 28
const linesWhilePending = 12

/** For whatever moves the keyboard into the table. */
export const requestGridId = 'request-grid'

/**
 * The calls as a table, newest first. Only the lines in sight exist; what they show comes page by page from main. At the top, new calls come in as
 * they are made; further down the table stands still and says how many came.
 */
export function RequestGrid({ filter }: { readonly filter: RequestFilter }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const [range, setRange] = useState(firstHeld)
  const [upTo, setUpTo] = useState<number | null>(null)
  const { total, requests, arrived, pending, outdated, failure, retry, hold } = useRequestPages(
    filter,
    upTo,
    range.first,
    range.last,
  )

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
    setUpTo(null)
    scroller.current?.scrollTo({ top: 0 })
  }, [filter])

  /** Stands still while somebody reads further down, and goes along again at the top. */
  function settle(line: number) {
    const away = line > 0 || (scroller.current?.scrollTop ?? 0) > rowHeight
    if (away && upTo === null) setUpTo(hold())
    if (!away && upTo !== null) setUpTo(null)
  }

  function moveBy(by: number) {
    if (total === 0) return
    const index = movedTo(active, by, total)
    setActive(index)
    settle(index)
    virtualizer.scrollToIndex(index)
  }

  function showNewest() {
    setActive(0)
    setUpTo(null)
    scroller.current?.scrollTo({ top: 0 })
    scroller.current?.focus()
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
      Enter: () => copyRequestId(requests.get(active)?.requestId),
    }
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  function onClick(event: MouseEvent) {
    const target = event.target instanceof Element ? event.target : null
    const index = Number(target?.closest<HTMLElement>('[role="row"]')?.dataset['index'])
    if (!requests.has(index)) return
    const copied = target?.closest<HTMLElement>('[data-copy]')?.dataset['copy']
    if (copied !== undefined) copyRequestId(copied)
    else {
      setActive(index)
      settle(index)
    }
  }

  if (failure) {
    return (
      <div className={styles.place}>
        <FailurePanel title="The calls could not be read." failure={failure} onRetry={retry} />
      </div>
    )
  }
  if (total === 0 && upTo === null && !pending) return <NoRequests filter={filter} />

  return (
    <div className={styles.frame}>
      {arrived > 0 ? (
        <Button className={styles.arrived} icon={<ArrowUp aria-hidden />} onClick={showNewest}>
          {countOf(arrived)} new
        </Button>
      ) : null}
      <div
        id={requestGridId}
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label="Calls to AWS"
        aria-rowcount={total + 1}
        aria-colcount={requestColumns.length}
        aria-busy={pending || outdated}
        aria-activedescendant={total > 0 ? requestLineIdOf(active) : undefined}
        className={styles.grid}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onScroll={() => settle(active)}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.headRow}>
            {requestColumns.map((column) => (
              <div key={column} role="columnheader" className={styles.cell} data-column={column}>
                {column}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }, _place, drawn) => (
            <RequestLine
              key={index % drawn.length}
              request={requests.get(index)}
              index={index}
              top={start - headerHeight}
              active={index === active}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

function copyRequestId(requestId: string | null | undefined): void {
  if (requestId === undefined) return
  if (requestId === null) showToast('This call has no request ID.', 'No answer of AWS came.')
  else void copyText(requestId).then((done) => done && showToast('Copied: request ID', requestId))
}
