import { TriangleAlert } from 'lucide-react'
import { sessionEndOf } from '../../../format/session-end.ts'
import { useSession } from '../../../state/session-store.ts'
import { useSecond } from '../../../state/use-now.ts'
import styles from './session-note.module.css'

/** Warns before something is begun that the session may not outlive; nothing while there is time, or where it renews by itself. */
export function SessionEndNote() {
  const renewal = useSession(({ session }) => session?.renewal ?? null)
  const expiresAt = useSession(({ session }) => session?.caller?.expiresAt ?? null)
  const now = useSecond()
  const { left, tone } = sessionEndOf({ expiresAt, renewal }, now)
  if (tone === 'calm' || expiresAt === null || Date.parse(expiresAt) <= now) return null
  return (
    <div className={styles.note} data-tone="warning">
      <TriangleAlert aria-hidden />
      <p>
        The session ends in {left} and does not renew by itself. What is not done by then waits
        until {renewal === 'sign-in' ? 'you have signed in again' : 'it is renewed'}, and then goes
        on.
      </p>
    </div>
  )
}
