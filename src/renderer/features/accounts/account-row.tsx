import { FlexRender, type Row } from '@tanstack/react-table'
import { Check } from 'lucide-react'
import { memo } from 'react'
import type { AccountRow } from '../../../shared/domain/account-query.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { endColumns, type accountTableFeatures } from './columns.tsx'
import { useSelection } from './selection-store.ts'
import styles from './account-grid.module.css'

type AccountLineProps = {
  /** Undefined while it has not arrived: the line then holds its place. */
  readonly row: Row<typeof accountTableFeatures, AccountRow> | undefined
  readonly columnIds: readonly string[]
  readonly index: number
  readonly top: number
  readonly active: boolean
  readonly open: boolean
}

/**
 * One account as a line of the table. Lines and cells are keyed by their place, so that scrolling refills
 * what exists instead of building it anew.
 */
export const AccountLine = memo(function AccountLine({
  row,
  columnIds,
  index,
  top,
  active,
  open,
}: AccountLineProps) {
  const id = row?.original.id
  const selected = useSelection(({ ids }) => id !== undefined && ids.has(id))
  const cells = row?.getVisibleCells()

  return (
    <div
      id={rowIdOf(index)}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      aria-selected={selected}
      aria-busy={row === undefined || undefined}
      className={styles.row}
      data-active={active || undefined}
      data-open={open || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className={styles.pick} data-pick>
        <span className={styles.box} data-on={selected || undefined}>
          {selected ? <Check aria-hidden /> : null}
          <span className="visually-hidden">{selected ? 'selected' : ''}</span>
        </span>
      </div>
      {columnIds.map((columnId, place) => {
        const cell = cells?.[place]
        return (
          <div
            key={columnId}
            role="gridcell"
            className={styles.cell}
            data-column={columnId}
            data-end={endColumns.has(columnId) || undefined}
          >
            {cell ? <FlexRender cell={cell} /> : place === 0 ? <Arriving index={index} /> : null}
          </div>
        )
      })}
    </div>
  )
})

/** In the place of a name that has not arrived. */
function Arriving({ index }: { readonly index: number }) {
  return (
    <>
      <Skeleton width={90 + ((index * 37) % 80)} />
      <span className="visually-hidden">Loading</span>
    </>
  )
}

/** The ID of a line, for aria-activedescendant. */
export function rowIdOf(index: number): string {
  return `account-line-${index}`
}
