import type { AccountFilter } from '../../../shared/domain/account-query.ts'
import { useViewing } from '../../state/bundle-store.ts'
import { openDialog } from '../../state/dialog-store.ts'
import { activeRunOf, useRun } from '../../state/run-store.ts'
import { showAccounts } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { isFiltered } from './filter-words.ts'
import styles from './account-grid.module.css'

/** Why the table is empty: a filter that fits nothing, a listing under way, or nothing listed yet. */
export function NoAccounts({ filter }: { readonly filter: AccountFilter }) {
  const running = useRun((store) => activeRunOf(store)?.state === 'running')
  const viewing = useViewing()
  if (isFiltered(filter)) {
    return (
      <div className={styles.place}>
        <EmptyState
          title="No account fits this filter"
          action={<Button onClick={() => showAccounts({})}>Clear the filter</Button>}
        />
      </div>
    )
  }
  if (viewing) {
    return (
      <div className={styles.place}>
        <EmptyState title="No account is in this bundle">
          Either its scope fits none, or none had been listed when it was made.
        </EmptyState>
      </div>
    )
  }
  return (
    <div className={styles.place}>
      {running ? (
        <EmptyState title="The accounts are being listed">
          They appear here as Organizations pages them.
        </EmptyState>
      ) : (
        <EmptyState
          title="No account has been listed yet"
          action={
            <Button
              look="primary"
              onClick={() => openDialog({ kind: 'start-run', accountIds: [] })}
            >
              Audit the organization
            </Button>
          }
        >
          An audit lists the members of the organization first, then looks at each of them.
        </EmptyState>
      )}
    </div>
  )
}
