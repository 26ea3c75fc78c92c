import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Failure } from '../../shared/domain/failure.ts'
import { Button } from './button.tsx'
import { Copyable } from './copyable.tsx'
import styles from './failure-panel.module.css'

type FailurePanelProps = {
  readonly failure: Failure
  /** What could not be done, as a heading; the message alone says enough in small places. */
  readonly title?: string
  /** Tries again, where that makes sense here. */
  readonly onRetry?: (() => void) | undefined
  readonly children?: ReactNode
}

/** A failure in full: what happened, what to do, and what to quote when asking for help. */
export function FailurePanel({ failure, title, onRetry, children }: FailurePanelProps) {
  return (
    <div className={styles.panel} role="alert">
      <TriangleAlert className={styles.icon} aria-hidden />
      <div className={styles.body}>
        {title === undefined ? null : <p className={styles.title}>{title}</p>}
        <p>{failure.message}</p>
        <p className={styles.remedy}>{failure.remedy}</p>
        <FailureReferences failure={failure} />
        {onRetry || children ? (
          <div className={styles.actions}>
            {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
            {children}
          </div>
        ) : null}
      </div>
    </div>
  )
}

/** The code of AWS, the request ID and the log ID, each to copy; nothing where there is none. */
function FailureReferences({ failure }: { readonly failure: Failure }) {
  const { awsCode, requestId, logId } = failure
  if (!awsCode && !requestId && !logId) return null
  return (
    <dl className={styles.references}>
      {awsCode ? (
        <div>
          <dt>AWS code</dt>
          <dd>
            <Copyable value={awsCode} what="AWS error code" />
          </dd>
        </div>
      ) : null}
      {requestId ? (
        <div>
          <dt>Request ID</dt>
          <dd>
            <Copyable value={requestId} what="request ID" />
          </dd>
        </div>
      ) : null}
      {logId ? (
        <div>
          <dt>Log ID</dt>
          <dd>
            <Copyable value={logId} what="log ID" />
          </dd>
        </div>
      ) : null}
    </dl>
  )
}
