import { useQuery } from '@tanstack/react-query'
import type { Overview } from '../../../shared/domain/overview.ts'
import { failureFrom } from '../../state/client.ts'
import { useViewing } from '../../state/bundle-store.ts'
import { reads } from '../../state/reads.ts'
import { activeRunOf, useRun } from '../../state/run-store.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { RunStrip } from '../runs/run-strip.tsx'
import { ChangesPanel } from './changes-panel.tsx'
import { FindingsPanel } from './findings-panel.tsx'
import { FirstAudit } from './first-audit.tsx'
import { OpenWorkPanel } from './open-work-panel.tsx'
import { PosturePanel } from './posture-panel.tsx'
import { ReadinessLine } from './readiness-line.tsx'
import { RootCredentialCount } from './root-credential-count.tsx'
import { TrendPanel } from './trend-panel.tsx'
import { UnknownPanel } from './unknown-panel.tsx'
import { WorstPanel } from './worst-panel.tsx'
import styles from './overview-screen.module.css'

/** The answer to the first question: which accounts still have root credentials, and how sure is that. */
export function OverviewScreen() {
  const { data, error, refetch } = useQuery(reads.overview())
  const viewing = useViewing()
  return (
    <div className={styles.scroll}>
      <h1 className="visually-hidden">Overview</h1>
      {viewing ? null : <RunStrip />}
      {viewing ? null : <ReadinessLine />}
      {error ? (
        <FailurePanel
          title="The overview could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : data ? (
        <Answer overview={data} />
      ) : (
        <Loading />
      )}
    </div>
  )
}

function Answer({ overview }: { readonly overview: Overview }) {
  const running = useRun((store) => activeRunOf(store) !== null)
  const viewing = useViewing()
  const { completeness, trend } = overview
  const neverAudited = trend.length === 0 && completeness.observed === 0 && completeness.stale === 0
  if (neverAudited && viewing) {
    return (
      <EmptyState title="This organization had not been audited when the bundle was made">
        Every account in it is unknown: nothing is said of its root user.
      </EmptyState>
    )
  }
  if (neverAudited && !running) return <FirstAudit known={completeness.inOrganization} />
  return (
    <>
      <div className={styles.hero}>
        <RootCredentialCount overview={overview} />
        <PosturePanel postures={overview.postures} />
      </div>
      <div className={styles.columns}>
        <div className={styles.wide}>
          <TrendPanel trend={trend} />
          <WorstPanel worst={overview.worst} nonCompliant={overview.postures['non-compliant']} />
        </div>
        <div className={styles.narrow}>
          {viewing ? null : <OpenWorkPanel />}
          <FindingsPanel findings={overview.findings} />
          <UnknownPanel overview={overview} />
          <ChangesPanel overview={overview} />
        </div>
      </div>
    </>
  )
}

/** The places of the answer while it is read. */
function Loading() {
  return (
    <div className={styles.hero} aria-busy="true">
      <div className={styles.loading}>
        <Skeleton width={180} />
        <Skeleton width={140} height={64} />
        <Skeleton width={260} />
      </div>
      <div className={styles.loading}>
        <Skeleton width="100%" height={28} />
        <Skeleton width="80%" />
      </div>
      <p className="visually-hidden" role="status">
        Reading the overview
      </p>
    </div>
  )
}
