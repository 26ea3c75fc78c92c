import type { Observation } from '../../../shared/domain/posture.ts'
import { dayOf, exactOf } from '../../format/instant.ts'
import { presenceWords } from './presence-words.ts'
import styles from './inspector-tab.module.css'

/** What was seen when: one line for each stretch of equal observations, newest first. */
export function HistoryTab({ history }: { readonly history: readonly Observation[] }) {
  if (history.length === 0) {
    return (
      <div className={styles.tab}>
        <p className={styles.quiet}>No look at this account has succeeded yet.</p>
      </div>
    )
  }
  return (
    <div className={styles.tab}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Seen</th>
          </tr>
        </thead>
        <tbody>
          {history.map((span) => (
            <tr key={span.firstSeenAt}>
              <th scope="row" title={exactOf(span.firstSeenAt)}>
                {dayOf(span.firstSeenAt)}
              </th>
              <td title={exactOf(span.lastSeenAt)}>{dayOf(span.lastSeenAt)}</td>
              <td>{presenceWords(span.credentials)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
