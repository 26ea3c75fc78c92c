import { FileCheck2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConnectionState } from '../../shared/domain/connections.ts'
import { FirstRunGuide } from '../features/first-run/first-run-guide.tsx'
import { openBundle } from '../features/bundle/bundle-work.ts'
import { useSession } from '../state/session-store.ts'
import { showSetting } from '../features/settings/show-setting.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import styles from './no-organization.module.css'

type NoOrganizationProps = {
  readonly title: string
  /** What can be done here all the same. */
  readonly besides?: ReactNode
}

/**
 * What a view shows before any organization is known: nothing is broken, nothing is known yet. At the very beginning it is the guide that leads
 * to a first connection. Why a connection failed stands in the banner above.
 */
export function NoOrganization({ title, besides }: NoOrganizationProps) {
  const state = useSession(({ session }) => session?.connectionState ?? 'connecting')
  const firstRun = useSession(({ session }) => session?.firstRun === true)
  if (firstRun) return <FirstRunGuide />
  return (
    <div className={styles.place}>
      <h1 className="visually-hidden">{title}</h1>
      <EmptyState
        title={titles[state]}
        action={
          <>
            {state === 'connecting' || state === 'connected' ? null : (
              <Button look="primary" onClick={() => showSetting('connection')}>
                Choose a connection
              </Button>
            )}
            {besides}
            <Button icon={<FileCheck2 aria-hidden />} onClick={openBundle}>
              Open an evidence bundle…
            </Button>
          </>
        }
      >
        {state === 'connecting'
          ? 'Rootkeep is learning who is calling, and in which organization.'
          : 'Nothing is stored on this computer for this connection, so nothing is known of its accounts. An evidence bundle is looked at without any connection.'}
      </EmptyState>
    </div>
  )
}

const titles: Record<ConnectionState, string> = {
  connecting: 'Connecting',
  connected: 'No organization is known yet',
  failed: 'No organization is known yet',
  expired: 'No organization is known yet',
  disconnected: 'No organization is known yet',
}
