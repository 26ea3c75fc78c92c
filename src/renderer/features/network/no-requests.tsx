import type { RequestFilter } from '../../../shared/domain/requests.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { showEveryRequest } from './network-place.ts'
import { isFiltered } from './request-filter.ts'
import styles from './request-grid.module.css'

/** Why the table is empty: nothing fits, or nothing was ever called. */
export function NoRequests({ filter }: { readonly filter: RequestFilter }) {
  return (
    <div className={styles.place}>
      {isFiltered(filter) ? (
        <EmptyState
          title="No call fits the filter"
          action={<Button onClick={showEveryRequest}>Clear the filter</Button>}
        />
      ) : (
        <EmptyState title="AWS has not been called yet">
          Every call to AWS is listed here as it is made, with how it came out and the request ID
          that finds it in CloudTrail.
        </EmptyState>
      )}
    </div>
  )
}
