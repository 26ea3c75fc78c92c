import { UserRound } from 'lucide-react'
import type { Caller, ConnectionState } from '../../shared/domain/connections.ts'
import { callerWordsOf } from '../format/caller.ts'
import { callerKindLabel } from '../format/labels.ts'
import { useSession } from '../state/session-store.ts'
import { Copyable } from '../ui/copyable.tsx'
import { Fact, FactList } from '../ui/fact-list.tsx'
import { Popover } from '../ui/popover.tsx'
import styles from './status.module.css'

const stateWords = {
  disconnected: 'Not connected',
  connecting: 'Connecting',
  connected: 'Connected',
  expired: 'Session ended',
  failed: 'Connection failed',
} as const satisfies Record<ConnectionState, string>

/** As whom calls are made, in words; who it is exactly on request. Without a caller, why there is none. */
export function CallerStatus() {
  const state = useSession(({ session }) => session?.connectionState ?? 'connecting')
  const caller = useSession(({ session }) => session?.caller ?? null)
  const chosen = useSession(({ session }) => (session?.connection ?? null) !== null)
  const notSignedIn = useSession(
    ({ session }) => session?.connectionFailure?.code === 'sign-in-needed',
  )
  // Before any connection was chosen, the place of its name says so already.
  if (!chosen && state === 'disconnected') return null
  if (caller === null || (state !== 'connected' && state !== 'expired')) {
    return (
      <span className={styles.status} data-state={notSignedIn ? 'disconnected' : state}>
        <span className={styles.mark} aria-hidden />
        <span className={styles.first}>{notSignedIn ? 'Not signed in' : stateWords[state]}</span>
      </span>
    )
  }
  const { name, who } = callerWordsOf(caller.arn)
  return (
    <Popover
      title={state === 'expired' ? 'Was calling as' : 'Calls are made as'}
      trigger={
        <button type="button" className={styles.status} data-state={state}>
          <span className="visually-hidden">Caller</span>
          <span className={styles.mark} aria-hidden />
          <span className={styles.lines}>
            <span className={styles.first}>{name}</span>
            <span className={styles.second}>
              {who === '' ? '' : `${who} · `}
              {callerKindLabel[caller.kind]}
            </span>
          </span>
        </button>
      }
    >
      <CallerFacts caller={caller} />
    </Popover>
  )
}

function CallerFacts({ caller }: { readonly caller: Caller }) {
  const { name, who } = callerWordsOf(caller.arn)
  return (
    <FactList>
      <Fact name="Name">{name}</Fact>
      {who === '' ? null : (
        <Fact name="Who">
          <UserRound aria-hidden className={styles.icon} /> {who}
        </Fact>
      )}
      <Fact name="Account">
        <Copyable value={caller.accountId} what="account ID" />
        <div>{callerKindLabel[caller.kind]}</div>
      </Fact>
      <Fact name="ARN">
        <Copyable value={caller.arn} what="caller ARN" />
      </Fact>
    </FactList>
  )
}
