import type { Run } from '../../../shared/domain/runs.ts'
import { completenessSentence } from '../../format/completeness.ts'
import { countOf } from '../../format/count.ts'
import { durationOf } from '../../format/duration.ts'
import { exactOf } from '../../format/instant.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { Fact, FactList } from '../../ui/fact-list.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RunMark } from './run-mark.tsx'
import { scopeWords } from './run-words.ts'
import styles from './run-detail.module.css'

/** One run in full: what it covered, who called, every kind of call it made. */
export function RunDetail({ run }: { readonly run: Run }) {
  return (
    <Panel title="Run" actions={<RunMark state={run.state} />}>
      <div className={styles.body}>
        {run.failure ? <FailurePanel title="Why it stopped" failure={run.failure} /> : null}
        <FactList>
          <Fact name="Scope">
            {scopeWords(run.scope)}
            {run.deep ? ', deep' : ''}
          </Fact>
          <Fact name="Started">{exactOf(run.startedAt)}</Fact>
          <Fact name="Ended">
            {run.endedAt === null
              ? 'Not yet'
              : `${exactOf(run.endedAt)}, after ${durationOf(Date.parse(run.endedAt) - Date.parse(run.startedAt))}`}
          </Fact>
          <Fact name="Completeness">{completenessSentence(run.completeness)}</Fact>
          <Fact name="Non-compliant">{countOf(run.nonCompliant)}</Fact>
          <Fact name="Organization">
            <Copyable value={run.organizationId} what="organization ID" />
          </Fact>
          <Fact name="Caller">
            <Copyable value={run.callerArn} what="caller ARN" />
          </Fact>
          <Fact name="Run ID">
            <Copyable value={run.id} what="run ID" />
          </Fact>
        </FactList>
        <CallTable run={run} />
      </div>
    </Panel>
  )
}

function CallTable({ run }: { readonly run: Run }) {
  const operations = Object.entries(run.calls).toSorted(([, a], [, b]) => b.calls - a.calls)
  if (operations.length === 0) {
    return <p className={styles.none}>No AWS call has been counted yet.</p>
  }
  return (
    <table className={styles.calls}>
      <thead>
        <tr>
          <th scope="col">AWS call</th>
          <th scope="col">Calls</th>
          <th scope="col">Throttled</th>
          <th scope="col">Failed</th>
        </tr>
      </thead>
      <tbody>
        {operations.map(([operation, count]) => (
          <tr key={operation}>
            <th scope="row">{operation}</th>
            <td>{countOf(count.calls)}</td>
            <td data-none={count.throttled === 0 || undefined}>{countOf(count.throttled)}</td>
            <td data-none={count.failed === 0 || undefined}>{countOf(count.failed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
