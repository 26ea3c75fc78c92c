import { FlexRender, type Row } from '@tanstack/react-table'
import { Check } from 'lucide-react'
import { memo } from 'react'
import type { AccountRow } from '../../../shared/domain/account-query.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { endColumns, type accountTableFeatures } from './columns.tsx'
import { useSelection } from './selection-store.ts'
import styles from './account-grid.module.css'

type AccountLineProps = {
  readonly row: Row<typeof accountTableFeatures, AccountRow>
  readonly index: number
  readonly top: number
  readonly active: boolean
  readonly open: boolean
}

/** One account as a line of the table. */
export const AccountLine = memo(function AccountLine({
  row,
  index,
  top,
  active,
  open,
}: AccountLineProps) {
  const account = row.original
  const selected = useSelection(({ ids }) => ids.has(account.id))

  return (
    <div
      id={rowIdOf(index)}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      aria-selected={selected}
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
      {row.getVisibleCells().map((cell) => (
        <div
          key={cell.id}
          role="gridcell"
          className={styles.cell}
          data-column={cell.column.id}
          data-end={endColumns.has(cell.column.id) || undefined}
        >
          <FlexRender cell={cell} />
        </div>
      ))}
    </div>
  )
})

/** The place of a line that has not arrived. */
export function PlaceholderLine({ index, top }: { readonly index: number; readonly top: number }) {
  return (
    <div
      id={rowIdOf(index)}
      role="row"
      aria-rowindex={index + 2}
      aria-busy="true"
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className={styles.cell} data-column="name" style={{ gridColumn: 2 }}>
        <Skeleton width={90 + ((index * 37) % 80)} />
        <span className="visually-hidden">Loading</span>
      </div>
    </div>
  )
}

/** The ID of a line, for aria-activedescendant. */
export function rowIdOf(index: number): string {
  return `account-line-${index}`
}
