import type { ConnectionState } from '../../shared/domain/connections.ts'
import { shortCallerOf } from '../format/caller.ts'
import { callerKindLabel } from '../format/labels.ts'
import { useSession } from '../state/session-store.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { goTo } from '../state/view-store.ts'
import styles from './caller-status.module.css'

const stateWords = {
  disconnected: 'Not connected',
  connecting: 'Connecting',
  connected: 'Connected',
  failed: 'Connection failed',
} as const satisfies Record<ConnectionState, string>

/** The connection and who calls through it; leads to the connections in Settings. */
export function CallerStatus() {
  const state = useSession(({ session }) => session?.connectionState ?? 'connecting')
  const connection = useSession(({ session }) => session?.connection ?? null)
  const caller = useSession(({ session }) => session?.caller ?? null)
  return (
    <Tooltip
      text={
        caller
          ? `${caller.arn} in ${callerKindLabel[caller.kind].toLowerCase()}`
          : stateWords[state]
      }
    >
      <button
        type="button"
        className={styles.status}
        data-state={state}
        onClick={() => goTo('settings')}
      >
        <span className={styles.mark} aria-hidden />
        <span className={styles.state}>
          {state === 'connected' ? (connection?.name ?? stateWords[state]) : stateWords[state]}
        </span>
        {caller && state === 'connected' ? (
          <>
            <span className={styles.caller}>{shortCallerOf(caller.arn)}</span>
            <span className={styles.kind}>{callerKindLabel[caller.kind]}</span>
          </>
        ) : null}
      </button>
    </Tooltip>
  )
}
