import { useQuery } from '@tanstack/react-query'
import { stillOpen, type CaseDetail } from '../../../shared/domain/cases.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CaseAlert } from './case-alert.tsx'
import { CaseFacts } from './case-facts.tsx'
import { CaseHeader } from './case-header.tsx'
import { CaseProcedures } from './case-procedures.tsx'
import { CaseTimeline } from './case-timeline.tsx'
import { ReopenedAccountPanel } from './reopened-account-panel.tsx'
import { useUrgency } from './use-urgency.ts'
import styles from './case-view.module.css'

/** One case: how long it may take, what it left open, what was done in it. */
export function CaseView({ caseId }: { readonly caseId: string }) {
  const { data, error, refetch } = useQuery(reads.case(caseId))
  if (error) {
    return (
      <div className={styles.view}>
        <FailurePanel
          title="The case could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      </div>
    )
  }
  return <div className={styles.view}>{data ? <Read detail={data} /> : <Loading />}</div>
}

function Read({ detail }: { readonly detail: CaseDetail }) {
  const subject = detail.case
  const urgency = useUrgency(subject)
  const open = stillOpen(subject)
  // What is open comes first; what was closed again is history.
  const reopened = [...open, ...subject.reopened.filter(({ closedAt }) => closedAt !== null)]
  return (
    <>
      <CaseHeader detail={detail} urgency={urgency} />
      <CaseAlert subject={subject} urgency={urgency} />
      {reopened.map((account) => (
        <ReopenedAccountPanel key={account.procedureId} subject={subject} account={account} />
      ))}
      <CaseProcedures subject={subject} urgency={urgency} />
      <div className={styles.columns}>
        <CaseTimeline detail={detail} />
        <CaseFacts subject={subject} />
      </div>
    </>
  )
}

function Loading() {
  return (
    <Panel title="Case">
      <div className={styles.loading} aria-busy="true">
        <Skeleton width={220} />
        <Skeleton width={320} />
        <Skeleton width={180} />
        <p className="visually-hidden" role="status">
          Reading the case
        </p>
      </div>
    </Panel>
  )
}
