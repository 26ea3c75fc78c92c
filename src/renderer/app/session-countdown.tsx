import type { SessionSnapshot } from '../../shared/domain/connections.ts'
import { exactOf } from '../format/instant.ts'
import { useSession } from '../state/session-store.ts'
import { useEachSecond, useSecond } from '../state/use-now.ts'
import { Fact, FactList } from '../ui/fact-list.tsx'
import { Popover } from '../ui/popover.tsx'
import {
  announcedEnd,
  endedOf,
  renewalSentence,
  renewsBySignIn,
  sessionEndOf,
} from '../format/session-end.ts'
import styles from './status.module.css'

type Session = Pick<SessionSnapshot, 'connectionState' | 'caller' | 'renewal' | 'connectionFailure'>

/** Until when the credentials of this session hold, and what happens then; nothing while nobody is connected. */
export function SessionCountdown() {
  const session = useSession(({ session }) => session)
  if (session === null || session.caller === null) return null
  if (session.connectionState !== 'connected' && session.connectionState !== 'expired') return null
  return <Countdown session={session} />
}

function Countdown({ session }: { readonly session: Session }) {
  const { renewal, connectionState } = session
  const expiresAt = session.caller?.expiresAt ?? null
  const now = useSecond()
  const announced = useEachSecond((each) => announcedEnd(expiresAt, renewal, each))
  const { left, next, tone } =
    connectionState === 'expired'
      ? endedOf(renewsBySignIn(session))
      : sessionEndOf({ expiresAt, renewal }, now)
  return (
    <>
      <Popover
        title="This session"
        trigger={
          <button type="button" className={styles.status} data-tone={tone} data-numbers>
            <span className="visually-hidden">Session</span>
            <span className={styles.lines}>
              <span className={styles.first}>{left}</span>
              <span className={styles.second}>{next}</span>
            </span>
          </button>
        }
      >
        <FactList>
          <Fact name="Holds until">{expiresAt === null ? left : exactOf(expiresAt)}</Fact>
          {renewal === null ? null : <Fact name="Then">{renewalSentence[renewal]}</Fact>}
        </FactList>
      </Popover>
      <span className="visually-hidden" role="status">
        {announced}
      </span>
    </>
  )
}
