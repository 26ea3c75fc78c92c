import { useQuery } from '@tanstack/react-query'
import { Plus, RotateCw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Connection, SessionSnapshot } from '../../../shared/domain/connections.ts'
import { failureFrom } from '../../state/client.ts'
import { queryClient } from '../../state/query-client.ts'
import { reads } from '../../state/reads.ts'
import { useSession } from '../../state/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { showToast } from '../../ui/toast-manager.ts'
import { showSetting } from '../settings/show-setting.ts'
import { ConnectionForm } from './connection-form.tsx'
import { ConnectionRow } from './connection-row.tsx'
import { closeConnectionForm, useConnectionPlace } from './connection-place.ts'
import { ConfigProblems } from './config-problems.tsx'
import { newConnection } from './new-connection.ts'
import { TransferMenu } from './transfer-menu.tsx'
import { useConnect, type Connecting } from '../sign-in/connect.ts'
import styles from './connections-panel.module.css'

/** The ways to organizations: those that are kept, and those found on this computer; or the form of one of them. */
export function ConnectionsPanel() {
  const form = useConnectionPlace((place) => place.form)
  const connecting = useConnect()
  const open = form !== null
  const wasOpen = useRef(open)
  useEffect(() => {
    // The button that opened or closed the form goes with what it stood in, and the focus with it.
    if (wasOpen.current !== open) showSetting('connection')
    wasOpen.current = open
  }, [open])
  return form === null ? (
    <ConnectionList connecting={connecting} />
  ) : (
    <Panel
      title={form.id === null ? 'New connection' : 'Edit connection'}
      note="Secrets stay in the main process; this window never sees them again"
    >
      <ConnectionForm
        onCancel={closeConnectionForm}
        onSaved={(connection, connect) => {
          const { session } = useSession.getState()
          const inUse =
            session?.connection?.id === connection.id && session.connectionState === 'connected'
          showToast(
            `Saved: ${connection.name}`,
            inUse ? 'What was changed takes effect when you connect again.' : '',
          )
          if (connect) connecting.open(connection)
        }}
      />
    </Panel>
  )
}

function ConnectionList({ connecting }: { readonly connecting: Connecting }) {
  const { data, error, refetch, isFetching } = useQuery(reads.connections())
  // A sign-in that came or went, or a lock, changes what the list says.
  useEffect(
    () =>
      useSession.subscribe(({ session }, before) => {
        if (signInMarkOf(session) !== signInMarkOf(before.session)) void refetch()
      }),
    [refetch],
  )
  const kept = data?.filter((connection) => connection.kept) ?? []
  const found = data?.filter((connection) => !connection.kept) ?? []

  return (
    <Panel
      title="Connection"
      note="Credentials stay in the main process; this window never sees them"
      padded={false}
      actions={
        <>
          <Button icon={<Plus aria-hidden />} onClick={newConnection}>
            New connection
          </Button>
          <TransferMenu kept={kept.length} />
        </>
      }
    >
      {connecting.failure ? (
        <div className={styles.failure}>
          <FailurePanel title="Not connected" failure={connecting.failure} />
        </div>
      ) : null}
      {error ? (
        <div className={styles.failure}>
          <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {data && kept.length === 0 ? (
        <p className={styles.none}>
          No connection is kept yet. A kept one has a name and a colour, and remembers the
          organization that it led to.
        </p>
      ) : null}
      <Rows label="Kept connections" connections={kept} connecting={connecting} />
      {data ? (
        <div className={styles.heading}>
          <h3>Found on this computer</h3>
          <IconButton
            label="Look for connections again"
            icon={<RotateCw aria-hidden />}
            disabled={isFetching}
            onClick={() => void queryClient.invalidateQueries({ queryKey: ['connections'] })}
          />
        </div>
      ) : null}
      <Rows label="Found on this computer" connections={found} connecting={connecting} />
      <div className={styles.problems}>
        <ConfigProblems />
      </div>
    </Panel>
  )
}

function signInMarkOf(session: SessionSnapshot | null): string {
  return `${session?.connectionState} ${session?.signIn?.state} ${session?.lock.locked}`
}

type RowsProps = {
  readonly label: string
  readonly connections: readonly Connection[]
  readonly connecting: Connecting
}

function Rows({ label, connections, connecting }: RowsProps) {
  const { data: found } = useQuery(reads.foundProfiles())
  const problemOf = (id: string) =>
    found?.profiles.find(({ name }) => id === `profile:${name}`)?.problem ?? null
  if (connections.length === 0) return null
  return (
    <ul aria-label={label}>
      {connections.map((connection) => (
        <ConnectionRow
          key={connection.id}
          connection={connection}
          problem={problemOf(connection.id)}
          connecting={connecting}
        />
      ))}
    </ul>
  )
}
