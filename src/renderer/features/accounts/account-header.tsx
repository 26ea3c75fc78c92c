import { FlexRender, type ReactTable } from '@tanstack/react-table'
import { ArrowDown, ArrowUp, Check, Minus } from 'lucide-react'
import {
  accountSortKeys,
  type AccountFilter,
  type AccountRow,
  type AccountSort,
} from '../../../shared/domain/account-query.ts'
import { adjustAccounts } from '../../state/view-store.ts'
import { endColumns, type accountTableFeatures } from './columns.tsx'
import { sayFailure } from '../../ui/say-failure.ts'
import { clearSelection, selectAll, useSelection } from './selection-store.ts'
import styles from './account-grid.module.css'

type AccountHeaderProps = {
  readonly table: ReactTable<typeof accountTableFeatures, AccountRow>
  readonly sort: AccountSort
  readonly filter: AccountFilter
  readonly total: number
}

/** The line of headers: sort by a click, select all by the box. */
export function AccountHeader({ table, sort, filter, total }: AccountHeaderProps) {
  const picked = useSelection(({ ids }) => ids.size)
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        <div role="columnheader" className={styles.pick}>
          <button
            type="button"
            className={styles.box}
            data-on={picked > 0 || undefined}
            aria-label={picked > 0 ? 'Clear the selection' : 'Select all that match'}
            onClick={() => {
              if (picked > 0) clearSelection()
              else selectAll(filter, sort).catch(sayFailure)
            }}
          >
            {picked === 0 ? null : picked >= total ? <Check aria-hidden /> : <Minus aria-hidden />}
          </button>
        </div>
        {table.getHeaderGroups()[0]?.headers.map((header) => {
          const key = accountSortKeys.find((candidate) => candidate === header.column.id)
          const sorted = header.column.getIsSorted()
          return (
            <div
              key={header.id}
              role="columnheader"
              className={styles.headCell}
              data-column={header.column.id}
              data-end={endColumns.has(header.column.id) || undefined}
              aria-sort={
                sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined
              }
            >
              <button
                type="button"
                className={styles.sort}
                onClick={() =>
                  key &&
                  adjustAccounts({
                    sort: { key, descending: sort.key === key && !sort.descending },
                  })
                }
              >
                <FlexRender header={header} />
                {sorted === 'asc' ? (
                  <ArrowUp aria-hidden />
                ) : sorted === 'desc' ? (
                  <ArrowDown aria-hidden />
                ) : null}
              </button>
            </div>
          )
        })}
      </div>
    </div>
  )
}
