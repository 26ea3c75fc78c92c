import { countOf } from '../format/count.ts'
import { activeRunOf, useRun } from '../state/run-store.ts'
import { useSession } from '../state/session-store.ts'
import { goTo } from '../state/view-store.ts'
import { RelativeTime } from '../ui/relative-time.tsx'
import styles from './freshness.module.css'

/** How old the answer on screen is, or how far the run under way has come. */
export function Freshness() {
  const active = useRun(activeRunOf)
  const lastAuditAt = useSession(({ session }) => session?.lastAuditAt ?? null)
  const known = useSession(({ session }) => (session?.organization ?? null) !== null)
  if (active?.state === 'running') {
    return (
      <button type="button" className={styles.running} onClick={() => goTo('overview')}>
        <span className={styles.mark} aria-hidden />
        <span>
          Auditing {countOf(active.done)} of {countOf(active.targets)}
        </span>
      </button>
    )
  }
  if (!known) return null
  return (
    <span className={styles.freshness}>
      {lastAuditAt === null ? (
        'Never audited'
      ) : (
        <>
          Audited <RelativeTime at={lastAuditAt} />
        </>
      )}
    </span>
  )
}
