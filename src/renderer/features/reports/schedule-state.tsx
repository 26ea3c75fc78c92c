import type { ReportSchedule } from '../../../shared/domain/report-jobs.ts'
import { exactOf } from '../../format/instant.ts'
import { useReports } from '../../state/report-store.ts'
import { showReports } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Fact, FactList } from '../../ui/fact-list.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './schedule-tab.module.css'

/** When it writes next, and how the last time came out. */
export function ScheduleState({ schedule }: { readonly schedule: ReportSchedule }) {
  const { nextAt, last } = schedule
  const writing = useReports(({ progress }) => progress !== null)
  // Kept as ended early from its beginning on, in case it does: until it is over that is no news.
  const unfinished = writing && last?.failure?.code === 'cancelled'
  return (
    <Panel
      title="How it stands"
      actions={
        <Button look="quiet" onClick={() => showReports('written')}>
          Show what was written
        </Button>
      }
    >
      <div className={styles.state}>
        <FactList>
          <Fact name="Next">
            {nextAt === null ? (
              'Not planned'
            ) : (
              <>
                {exactOf(nextAt)}, <RelativeTime at={nextAt} />
              </>
            )}
          </Fact>
          <Fact name="Last">
            {last === null ? (
              'Never yet'
            ) : (
              <>
                {exactOf(last.at)},{' '}
                {unfinished
                  ? 'not finished yet'
                  : last.failure === null
                    ? 'written'
                    : 'not written'}
              </>
            )}
          </Fact>
        </FactList>
        {last?.failure && !unfinished ? (
          <FailurePanel title="The last time came to nothing." failure={last.failure} />
        ) : null}
      </div>
    </Panel>
  )
}
