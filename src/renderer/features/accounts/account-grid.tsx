import { useTable, type SortingState } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type {
  AccountFilter,
  AccountRow,
  AccountSort,
} from '../../../shared/domain/account-query.ts'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { adjustAccounts } from '../../state/view-store.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { AccountHeader } from './account-header.tsx'
import { AccountLine, rowIdOf } from './account-row.tsx'
import { accountColumns, accountTableFeatures } from './columns.tsx'
import { accountGridId } from './focus-grid.ts'
import { useLayout } from './layout-store.ts'
import { pressInGrid } from './grid-keys.ts'
import { NoAccounts } from './no-accounts.tsx'
import { drawnRows, firstHeld, widened } from './page-window.ts'
import { rangeTo } from './selection.ts'
import { sayFailure } from '../../ui/say-failure.ts'
import { selectRange, toggleAccount, useSelection } from './selection-store.ts'
import { useAccountPages } from './use-account-pages.ts'
import { useFilledLines } from './use-filled-lines.ts'
import styles from './account-grid.module.css'

const rowHeight = 32
const headerHeight = 28
const pickWidth = 36
const linesWhilePending = 12

type AccountGridProps = {
  readonly filter: AccountFilter
  readonly sort: AccountSort
  readonly accountId: AccountId | null
}

/**
 * The table of accounts. Only the lines in sight exist; their rows come page by page from main. The
 * focus stays on the grid and the active line is named by aria-activedescendant.
 */
export function AccountGrid({ filter, sort, accountId }: AccountGridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const [range, setRange] = useState(firstHeld)
  const pages = useAccountPages(filter, sort, range.first, range.last)
  const { total, rows, positions } = pages

  const virtualizer = useVirtualizer({
    count: pages.pending ? linesWhilePending : total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    overscan: 2,
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
  }, [filter, sort])

  const hidden = useLayout((layout) => layout.hiddenColumns)
  const columnVisibility = useMemo(
    () => Object.fromEntries(Object.entries(hidden).map(([id, isHidden]) => [id, !isHidden])),
    [hidden],
  )
  const sorting = useMemo<SortingState>(() => [{ id: sort.key, desc: sort.descending }], [sort])
  const table = useTable({
    features: accountTableFeatures,
    columns: accountColumns,
    data: rows,
    getRowId: (row) => row.id,
    manualSorting: true,
    state: { columnVisibility, sorting },
  })
  const tableRows = table.getRowModel().rows
  const columns = table.getVisibleLeafColumns()
  const columnNames = columns.map((column) => column.id).join(' ')
  // The same list as long as the columns are the same: the lines are compared by it.
  const columnIds = useMemo(() => columnNames.split(' '), [columnNames])
  const template = columns
    .map((column) =>
      column.id === 'name' ? `minmax(${column.getSize()}px, 1fr)` : `${column.getSize()}px`,
    )
    .join(' ')
  const smallest = columns.reduce((sum, column) => sum + column.getSize(), pickWidth)

  const lines = virtualizer.getVirtualItems()
  const tableRowAt = (index: number) => tableRows[positions.get(index) ?? -1]
  const filled = useFilledLines(
    lines.map(({ index }) => tableRowAt(index)?.id).filter((id) => id !== undefined),
  )
  const rowAt = (index: number): AccountRow | undefined => rows[positions.get(index) ?? -1]
  function onClick(event: MouseEvent) {
    const target = event.target instanceof Element ? event.target : null
    const line = target?.closest<HTMLElement>('[data-index]')
    const index = Number(line?.dataset['index'])
    const account = line ? rowAt(index) : undefined
    if (!account) return
    setActive(index)
    const pick = event.ctrlKey || event.metaKey || target?.closest('[data-pick]')
    if (event.shiftKey) selectRange(index, filter, sort).catch(sayFailure)
    else if (pick) toggleAccount(account.id, index)
    else adjustAccounts({ accountId: account.id })
  }
  const onKeyDown = (event: KeyboardEvent) =>
    pressInGrid(event, {
      active,
      total,
      screenful: () =>
        Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2),
      filter,
      sort,
      accountId,
      rowAt,
      moveTo: (index) => {
        setActive(index)
        virtualizer.scrollToIndex(index)
      },
      extendTo: (index) => {
        // The first step of a range begins at the line it leaves.
        if (useSelection.getState().anchor === null) useSelection.setState({ anchor: active })
        const { from, to } = rangeTo(useSelection.getState().anchor, index)
        const ids = Array.from({ length: to - from + 1 }, (_, step) => rowAt(from + step)?.id)
        if (ids.every((id) => id !== undefined)) {
          useSelection.setState((held) => ({ ids: new Set([...held.ids, ...ids]) }))
        } else selectRange(index, filter, sort).catch(sayFailure)
      },
    })

  if (pages.failure) {
    return (
      <div className={styles.place}>
        <FailurePanel
          title="The accounts could not be read."
          failure={pages.failure}
          onRetry={pages.retry}
        />
      </div>
    )
  }
  if (total === 0 && !pages.pending) return <NoAccounts filter={filter} />

  return (
    <div
      id={accountGridId}
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label="Accounts"
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-busy={pages.pending || pages.outdated}
      aria-activedescendant={total > 0 ? rowIdOf(active) : undefined}
      className={styles.grid}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <div
        role="presentation"
        style={{ '--account-columns': `${pickWidth}px ${template}`, minWidth: smallest }}
      >
        <AccountHeader table={table} sort={sort} filter={filter} total={total} />
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {lines.map(({ index, start }) => {
            const slot = index % lines.length
            const arrived = tableRowAt(index)
            const row = arrived && filled.has(arrived.id) ? arrived : undefined
            const top = start - headerHeight
            return (
              <AccountLine
                key={slot}
                row={row}
                columnIds={columnIds}
                index={index}
                top={top}
                active={index === active}
                open={row !== undefined && row.original.id === accountId}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}
