import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { countOf } from '../../format/count.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { adjustFilter } from '../../state/view-store.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { flipUnit, useLayout } from './layout-store.ts'
import { parentRowOf, unitRowsOf, type UnitRow } from './unit-rows.ts'
import styles from './unit-tree.module.css'

/** The organizational units with what lies below each; choosing one filters the table. */
export function UnitTree({ unitId }: { readonly unitId: string | null }) {
  const { data, error, refetch } = useQuery(reads.units())
  const flipped = useLayout((layout) => layout.flippedUnits)
  const rows = useMemo(() => unitRowsOf(data ?? [], flipped), [data, flipped])
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const focused = Math.max(
    0,
    rows.findIndex((row) => row.unit.id === (focusedId ?? unitId)),
  )

  function focusRow(index: number) {
    const row = rows[index]
    if (!row) return
    setFocusedId(row.unit.id)
    document.getElementById(rowId(row.unit.id))?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    const row = rows[focused]
    if (!row) return
    const moves: Record<string, () => void> = {
      ArrowDown: () => focusRow(focused + 1),
      ArrowUp: () => focusRow(focused - 1),
      Home: () => focusRow(0),
      End: () => focusRow(rows.length - 1),
      ArrowRight: () =>
        row.hasChildren && !row.open ? flipUnit(row.unit.id) : focusRow(focused + 1),
      ArrowLeft: () =>
        row.open ? flipUnit(row.unit.id) : focusRow(parentRowOf(rows, focused) ?? focused),
      Enter: () => choose(row, unitId),
      ' ': () => choose(row, unitId),
    }
    const move = moves[event.key]
    if (move) {
      event.preventDefault()
      move()
    }
  }

  return (
    <nav className={styles.panel} aria-label="Organizational units">
      <h2 className={styles.title}>Organizational units</h2>
      {error ? (
        <div className={styles.failure}>
          <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {data || error ? null : (
        <div className={styles.loading} aria-hidden="true">
          <Skeleton width={96} />
          <Skeleton width={128} />
          <Skeleton width={112} />
        </div>
      )}
      {data?.length === 0 ? <p className={styles.none}>Not listed yet.</p> : null}
      {rows.length > 0 ? (
        <div role="tree" aria-label="Organizational units" className={styles.tree}>
          {rows.map((row, index) => (
            <UnitLine
              key={row.unit.id}
              row={row}
              chosen={row.unit.id === unitId}
              reachable={index === focused}
              onKeyDown={onKeyDown}
              onClick={(event) => {
                setFocusedId(row.unit.id)
                const onFold =
                  event.target instanceof Element && event.target.closest('[data-fold]')
                if (onFold && row.hasChildren) flipUnit(row.unit.id)
                else choose(row, unitId)
              }}
            />
          ))}
        </div>
      ) : null}
    </nav>
  )
}

type UnitLineProps = {
  readonly row: UnitRow
  readonly chosen: boolean
  readonly reachable: boolean
  readonly onClick: (event: MouseEvent) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function UnitLine({ row, chosen, reachable, onClick, onKeyDown }: UnitLineProps) {
  const { unit, level, hasChildren, open } = row
  return (
    <div
      id={rowId(unit.id)}
      role="treeitem"
      aria-level={level}
      aria-selected={chosen}
      aria-expanded={hasChildren ? open : undefined}
      tabIndex={reachable ? 0 : -1}
      className={styles.row}
      style={{ paddingInlineStart: 4 + (level - 1) * 12 }}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <span className={styles.fold} data-fold data-open={open || undefined}>
        {hasChildren ? <ChevronRight aria-hidden /> : null}
      </span>
      <span className={styles.name} title={unit.name}>
        {unit.name}
      </span>
      {unit.nonCompliant > 0 ? (
        <span className={styles.bad} title={`${countOf(unit.nonCompliant)} non-compliant`}>
          {countOf(unit.nonCompliant)}
          <span className="visually-hidden"> non-compliant</span>
        </span>
      ) : null}
      <span className={styles.count}>
        {countOf(unit.accounts)}
        <span className="visually-hidden"> accounts</span>
      </span>
    </div>
  )
}

function choose(row: UnitRow, chosenId: string | null): void {
  adjustFilter({ unitId: row.unit.id === chosenId ? null : row.unit.id })
}

function rowId(unitId: string): string {
  return `unit-${unitId}`
}
