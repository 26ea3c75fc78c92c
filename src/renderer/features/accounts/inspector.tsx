import { useQuery } from '@tanstack/react-query'
import { ScanSearch, X } from 'lucide-react'
import type { AccountDetail } from '../../../shared/domain/account-detail.ts'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { adjustAccounts } from '../../state/view-store.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { PostureBadge } from '../../ui/posture-badge.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AccountFacts } from './account-facts.tsx'
import { AuditButtons } from './audit-buttons.tsx'
import { CallsTab } from './calls-tab.tsx'
import { ControlsTab } from './controls-tab.tsx'
import { CredentialsTab } from './credentials-tab.tsx'
import { ExemptionsTab } from './exemptions-tab.tsx'
import { FittingTasks } from './fitting-tasks.tsx'
import { focusGrid } from './focus-grid.ts'
import { HistoryTab } from './history-tab.tsx'
import styles from './inspector.module.css'

/** One account in full. */
export function Inspector({
  accountId,
  width,
}: {
  readonly accountId: AccountId
  readonly width: number
}) {
  const { data, error, refetch } = useQuery(reads.account(accountId))
  return (
    <aside
      ref={closeOnEscape}
      className={styles.inspector}
      style={{ width }}
      aria-label="Inspector"
    >
      {error ? (
        <div className={styles.failure}>
          <FailurePanel
            title="The account could not be read."
            failure={failureFrom(error)}
            onRetry={() => void refetch()}
          />
        </div>
      ) : data ? (
        <Shown detail={data} />
      ) : (
        <div className={styles.failure} aria-busy="true">
          <Skeleton width={180} />
        </div>
      )}
      <div className={styles.close}>
        <IconButton
          label="Close the inspector"
          keys="Escape"
          icon={<X aria-hidden />}
          onClick={close}
        />
      </div>
    </aside>
  )
}

/** A listener in the DOM, not in React: a dialog opened from here is a child in React only, and its Esc is its own. */
function closeOnEscape(element: HTMLElement | null) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
  }
  element?.addEventListener('keydown', onKeyDown)
  return () => element?.removeEventListener('keydown', onKeyDown)
}

function close(): void {
  adjustAccounts({ accountId: null })
  focusGrid()
}

function Shown({ detail }: { readonly detail: AccountDetail }) {
  const { account } = detail
  return (
    <>
      <header className={styles.header}>
        <h2 className={styles.name}>{account.name}</h2>
        <Copyable value={account.id} what="account ID" />
        <div className={styles.verdict} data-posture={detail.posture}>
          <PostureBadge posture={detail.posture} />
          <p>{detail.verdict}</p>
        </div>
        <AuditButtons account={account} icon={<ScanSearch aria-hidden />} />
        <FittingTasks detail={detail} />
        <AccountFacts detail={detail} />
      </header>
      <Tabs
        label="Account"
        tabs={[
          {
            value: 'credentials',
            label: 'Credentials',
            content: <CredentialsTab detail={detail} />,
          },
          {
            value: 'exemptions',
            label: 'Exemptions',
            count: detail.exemptions.length,
            content: <ExemptionsTab detail={detail} />,
          },
          {
            value: 'controls',
            label: 'Controls',
            content: <ControlsTab controls={detail.controls} />,
          },
          { value: 'history', label: 'History', content: <HistoryTab history={detail.history} /> },
          { value: 'calls', label: 'Calls', content: <CallsTab accountId={account.id} /> },
        ]}
      />
    </>
  )
}
