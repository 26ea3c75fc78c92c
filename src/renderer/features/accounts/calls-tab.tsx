import { useQuery } from '@tanstack/react-query'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './inspector-tab.module.css'

/** The AWS calls that were made about this account, newest first, each with its request ID for CloudTrail. */
export function CallsTab({ accountId }: { readonly accountId: AccountId }) {
  const { data, error, refetch } = useQuery(reads.calls(accountId))
  return (
    <div className={styles.tab}>
      {error ? <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 ? (
        <p className={styles.quiet}>No call about this account is in the ledger.</p>
      ) : null}
      <ul>
        {data?.map((entry) => (
          <li key={`${entry.at} ${entry.requestId} ${entry.operation}`} className={styles.item}>
            <p className={styles.head}>
              <span className={styles.strong}>
                {entry.service}:{entry.operation}
              </span>
              <span className={styles.quiet}>{entry.status ?? 'no answer'}</span>
              {entry.errorCode ? <span>{entry.errorCode}</span> : null}
              <span className={styles.quiet}>
                <RelativeTime at={entry.at} />
              </span>
            </p>
            <p className={styles.head}>
              {entry.requestId ? (
                <Copyable value={entry.requestId} what="request ID" />
              ) : (
                <span className={styles.quiet}>no request ID</span>
              )}
              <span className={styles.quiet}>
                {entry.region}, {Math.round(entry.durationMs)} ms
                {entry.attempt > 1 ? `, attempt ${entry.attempt}` : ''}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}
