import type { JournalFilter } from '../../../shared/domain/journal.ts'
import { showJournal } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { isFiltered } from './journal-filter.ts'
import styles from './journal-grid.module.css'

/** Why the table is empty: nothing fits, or nothing was ever done. */
export function NoEntries({ filter }: { readonly filter: JournalFilter }) {
  return (
    <div className={styles.place}>
      {isFiltered(filter) ? (
        <EmptyState
          title="No entry fits the filter"
          action={<Button onClick={() => showJournal({})}>Clear the filter</Button>}
        />
      ) : (
        <EmptyState title="The journal is empty">
          Every act is written here before it is sent, and how it came out after. Nothing has been
          done with a root user from this workstation yet.
        </EmptyState>
      )}
    </div>
  )
}
