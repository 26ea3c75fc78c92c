import { useQuery } from '@tanstack/react-query'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ScheduleForm } from './schedule-form.tsx'
import { ScheduleState } from './schedule-state.tsx'
import styles from './schedule-tab.module.css'

/** Reports that are written by themselves while Rootkeep runs. */
export function ScheduleTab() {
  const { data, error, refetch } = useQuery(reads.reportSchedule())
  return (
    <div className={styles.tab}>
      <p className={styles.lead}>
        While Rootkeep runs, the report of what is stored then is written into a folder. A time at
        which it did not run is made up for once, at the next start. Nothing is audited by it.
      </p>
      {error ? (
        <FailurePanel
          title="The schedule could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : null}
      {data ? (
        <div className={styles.columns}>
          <ScheduleForm schedule={data} />
          <ScheduleState schedule={data} />
        </div>
      ) : null}
    </div>
  )
}
