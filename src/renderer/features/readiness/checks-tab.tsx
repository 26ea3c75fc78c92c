import {
  readinessGroups,
  type Readiness,
  type ReadinessGroup,
} from '../../../shared/domain/readiness.ts'
import { isChecking, readReadiness, useReadiness } from '../../state/readiness-store.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CheckRow } from './check-row.tsx'
import { groupLabel, groupsWithoutConnection } from './check-words.ts'
import { ProbeAccount } from './probe-account.tsx'
import { standingWords } from './verdict.ts'
import { VerdictStrip } from './verdict-strip.tsx'
import styles from './checks-tab.module.css'

/** Whether all is ready, check by check, in the order of the way: from this computer to the organization. */
export function ChecksTab() {
  const readiness = useReadiness((store) => store.readiness)
  const failure = useReadiness((store) => store.failure)
  if (readiness === null) {
    return (
      <div className={styles.tab} aria-busy={failure === null}>
        {failure ? (
          <FailurePanel
            title="The checks could not be read."
            failure={failure}
            onRetry={readReadiness}
          />
        ) : (
          <>
            <Skeleton width={240} height={20} />
            <Skeleton width="60%" />
            <Skeleton width="70%" />
          </>
        )}
      </div>
    )
  }
  return (
    <div className={styles.ground}>
      <div className={styles.tab}>
        <VerdictStrip readiness={readiness} />
        {failure ? <FailurePanel title="The checks were not run." failure={failure} /> : null}
        {readinessGroups.map((group) => (
          <CheckGroup key={group} group={group} readiness={readiness} />
        ))}
      </div>
    </div>
  )
}

type CheckGroupProps = { readonly group: ReadinessGroup; readonly readiness: Readiness }

function CheckGroup({ group, readiness }: CheckGroupProps) {
  const checking = useReadiness(isChecking)
  const checks = readiness.checks.filter((check) => check.group === group)
  const possible = readiness.connectionId !== null || groupsWithoutConnection.has(group)
  return (
    <Panel title={groupLabel[group]} note={possible ? standingWords(checks) : null} padded={false}>
      {possible ? (
        <>
          {group === 'permissions' ? <ProbeAccount /> : null}
          <ul className={styles.checks}>
            {checks.map((check) => (
              <CheckRow key={check.id} check={check} checking={checking} />
            ))}
          </ul>
        </>
      ) : (
        <p className={styles.closed}>
          Looked at once a connection is chosen: {checks.map(({ title }) => title).join(', ')}.
        </p>
      )}
    </Panel>
  )
}
