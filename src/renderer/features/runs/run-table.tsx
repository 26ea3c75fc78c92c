import { memo } from 'react'
import type { Run } from '../../../shared/domain/runs.ts'
import { shortCallerOf } from '../../format/caller.ts'
import { countOf } from '../../format/count.ts'
import { durationOf } from '../../format/duration.ts'
import { showRun } from '../../state/view-store.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { RunMark } from './run-mark.tsx'
import { callTotalOf, scopeWords } from './run-words.ts'
import styles from './run-table.module.css'

type RunTableProps = { readonly runs: readonly Run[]; readonly chosenId: string }

/** The runs as a table; a row opens the run beside it. */
export const RunTable = memo(function RunTable({ runs, chosenId }: RunTableProps) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Started</th>
            <th scope="col">Scope</th>
            <th scope="col" className={styles.end}>
              Duration
            </th>
            <th scope="col" className={styles.end}>
              Observed
            </th>
            <th scope="col" className={styles.end}>
              Unknown
            </th>
            <th scope="col" className={styles.end}>
              Non-compliant
            </th>
            <th scope="col" className={styles.end}>
              Calls
            </th>
            <th scope="col">Caller</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} chosen={run.id === chosenId} />
          ))}
        </tbody>
      </table>
    </div>
  )
})

function RunRow({ run, chosen }: { readonly run: Run; readonly chosen: boolean }) {
  const { completeness } = run
  return (
    <tr className={styles.row} data-chosen={chosen || undefined} onClick={() => showRun(run.id)}>
      <td>
        <RunMark state={run.state} />
      </td>
      <td>
        <button type="button" className={styles.open} aria-current={chosen || undefined}>
          <RelativeTime at={run.startedAt} />
        </button>
      </td>
      <td>
        {scopeWords(run.scope)}
        {run.deep ? ', deep' : ''}
      </td>
      <td className={styles.end}>
        {run.endedAt === null
          ? '–'
          : durationOf(Date.parse(run.endedAt) - Date.parse(run.startedAt))}
      </td>
      <td className={styles.end}>
        {countOf(completeness.observed)} of{' '}
        {countOf(completeness.inOrganization - completeness.notApplicable)}
      </td>
      <td className={styles.end}>{countOf(completeness.unknown)}</td>
      <td className={styles.end}>{countOf(run.nonCompliant)}</td>
      <td className={styles.end}>{countOf(callTotalOf(run).calls)}</td>
      <td className={styles.caller} title={run.callerArn}>
        {shortCallerOf(run.callerArn)}
      </td>
    </tr>
  )
}
