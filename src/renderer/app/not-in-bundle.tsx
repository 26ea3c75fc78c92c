import { closeBundle } from '../features/bundle/bundle-work.ts'
import { goTo } from '../state/view-store.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import styles from './no-organization.module.css'

/** In place of a view that is about this workstation, while an evidence bundle is shown. */
export function NotInBundle() {
  return (
    <div className={styles.place}>
      <EmptyState
        title="Not in an evidence bundle"
        action={
          <>
            <Button look="primary" onClick={() => goTo('overview')}>
              Back to the bundle
            </Button>
            <Button onClick={closeBundle}>Close the bundle</Button>
          </>
        }
      >
        This view is about this workstation and what it can do. A bundle is only looked at: close it
        to come here.
      </EmptyState>
    </div>
  )
}
