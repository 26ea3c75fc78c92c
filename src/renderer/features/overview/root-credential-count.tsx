import type { Overview } from '../../../shared/domain/overview.ts'
import { completenessSentence } from '../../format/completeness.ts'
import { countOf } from '../../format/count.ts'
import { exactOf } from '../../format/instant.ts'
import { useBundleInstant } from '../../state/bundle-store.ts'
import { activeRunOf, useRun } from '../../state/run-store.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { useSession } from '../../state/session-store.ts'
import { answerOf } from './answer.ts'
import styles from './root-credential-count.module.css'

/** The one number, never without what it rests on. */
export function RootCredentialCount({ overview }: { readonly overview: Overview }) {
  const lastAuditAt = useSession(({ session }) => session?.lastAuditAt ?? null)
  const running = useRun((store) => activeRunOf(store)?.state === 'running')
  const instant = useBundleInstant()
  const { count, certain } = answerOf(overview)
  return (
    <section className={styles.place} aria-label="Accounts with root credentials">
      <h2 className={styles.label}>Accounts with root credentials</h2>
      <p className={styles.number} data-some={count > 0 || undefined}>
        {certain ? null : <span className={styles.atLeast}>at least </span>}
        {countOf(count)}
      </p>
      <p className={styles.sentence}>{completenessSentence(overview.completeness)}</p>
      <p className={styles.when}>
        {instant !== null ? (
          `As of ${exactOf(instant)}`
        ) : running ? (
          'Counting while the audit runs'
        ) : lastAuditAt === null ? (
          'No audit has completed yet'
        ) : (
          <>
            Audited <RelativeTime at={lastAuditAt} />
          </>
        )}
      </p>
    </section>
  )
}
