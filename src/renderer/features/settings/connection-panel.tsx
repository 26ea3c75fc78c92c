import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import type { Connection } from '../../../shared/domain/connections.ts'
import { failureFrom, rootkeep } from '../../state/client.ts'
import { connectionKindLabel } from '../../format/labels.ts'
import { reads } from '../../state/reads.ts'
import { acceptSession, useSession } from '../../state/session-store.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import styles from './connection-panel.module.css'

/** Where the credentials come from: the practice organization, the environment, or a profile. */
export function ConnectionPanel() {
  const { data, error, refetch, isFetching } = useQuery(reads.connections())
  const connect = useCommand(rootkeep.session.connect)
  return (
    <Panel
      title="Connection"
      note="Credentials stay in the main process; this window never sees them"
      padded={false}
      actions={
        <IconButton
          label="Look for connections again"
          icon={<RotateCw aria-hidden />}
          disabled={isFetching}
          onClick={() => void refetch()}
        />
      }
    >
      {connect.failure ? (
        <div className={styles.failure}>
          <FailurePanel title="Not connected" failure={connect.failure} />
        </div>
      ) : null}
      {error ? (
        <div className={styles.failure}>
          <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      <ul>
        {data?.map((connection) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            pending={connect.pending}
            onConnect={() => connect.send({ connectionId: connection.id }, acceptSession)}
          />
        ))}
      </ul>
    </Panel>
  )
}

type ConnectionRowProps = {
  readonly connection: Connection
  readonly pending: boolean
  readonly onConnect: () => void
}

function ConnectionRow({ connection, pending, onConnect }: ConnectionRowProps) {
  const current = useSession(({ session }) => session?.connection?.id === connection.id)
  const state = useSession(({ session }) => session?.connectionState)
  const connected = current && state === 'connected'
  return (
    <li className={styles.row} data-current={current || undefined}>
      <span className={styles.kind}>{connectionKindLabel[connection.kind]}</span>
      <span className={styles.name}>{connection.name}</span>
      <span className={styles.detail}>{connection.detail}</span>
      {connected ? (
        <span className={styles.connected}>Connected</span>
      ) : (
        <Button pending={pending} onClick={onConnect} aria-label={`Connect to ${connection.name}`}>
          {current && state === 'connecting' ? 'Connecting' : 'Connect'}
        </Button>
      )}
    </li>
  )
}
