import { useState } from 'react'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TargetTable } from './target-table.tsx'
import { useTargetPages } from './use-target-pages.ts'
import styles from './planned-accounts.module.css'

type PlannedAccountsProps = {
  readonly procedureId: string
  /** Whether the lines tell how they came out. */
  readonly outcomes: boolean
  /** `attention`: those that are not as wanted. */
  readonly only?: 'all' | 'attention'
}

/** The accounts of a procedure, read by page as they come into sight. */
export function PlannedAccounts({ procedureId, outcomes, only = 'all' }: PlannedAccountsProps) {
  const [range, setRange] = useState({ first: 0, last: 40 })
  const pages = useTargetPages(procedureId, only, range.first, range.last)
  if (pages.failure) {
    return (
      <FailurePanel
        title="The accounts of the plan could not be read."
        failure={pages.failure}
        onRetry={pages.retry}
      />
    )
  }
  if (pages.pending) {
    return (
      <div className={styles.reading} aria-busy="true">
        <Skeleton width="30%" />
        <Skeleton width="60%" />
      </div>
    )
  }
  if (pages.total === 0) {
    return (
      <p className={styles.none}>
        {only === 'attention' ? 'Every account came out as wanted so far.' : 'There is no account.'}
      </p>
    )
  }
  return (
    <TargetTable
      key={only}
      label="Accounts of the plan"
      total={pages.total}
      lineAt={pages.lineAt}
      outcomes={outcomes}
      onRange={(first, last) =>
        setRange((held) => (held.first === first && held.last === last ? held : { first, last }))
      }
    />
  )
}
