import { ArrowDown, ArrowRight } from 'lucide-react'
import type { Failure } from '../../../shared/domain/failure.ts'
import { useSession } from '../../state/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import styles from './plan-bar.module.css'

type PlanBarProps = {
  /** What is chosen, in a few words; null while nothing is. */
  readonly chosen: string | null
  /** Why no plan can be made of it yet; null where one can. */
  readonly missing: string | null
  /** What the fields above lack; null where nothing. */
  readonly whyMissing: string | null
  /** Whether it was tried already: only then what is missing is called a fault. */
  readonly tried: boolean
  readonly pending: boolean
  /** Scrolls to what changes. */
  readonly onShowChange: () => void
  readonly failure: Failure | null
}

/** The end of the screen, always in sight: what was chosen, what is still missing, and the way to the plan. */
export function PlanBar({
  chosen,
  missing,
  whyMissing,
  tried,
  pending,
  failure,
  onShowChange,
}: PlanBarProps) {
  const connected = useSession(({ session }) => session?.connectionState === 'connected')
  const lacks = connected ? (missing ?? (tried ? whyMissing : null)) : 'Not connected.'
  return (
    <div className={styles.bar}>
      {failure ? <FailurePanel title="It did not begin." failure={failure} /> : null}
      <div className={styles.line}>
        <div className={styles.words}>
          <p className={styles.chosen}>{chosen ?? 'Nothing is chosen yet.'}</p>
          <p className={lacks !== null && tried ? styles.fault : styles.quiet} role="status">
            {lacks ??
              'Nothing is written yet: checks come first, then the plan, then your confirmation.'}
          </p>
        </div>
        {chosen === null ? null : (
          <Button icon={<ArrowDown aria-hidden />} onClick={onShowChange}>
            What changes
          </Button>
        )}
        <Button
          look="primary"
          type="submit"
          icon={<ArrowRight aria-hidden />}
          disabled={!connected || missing !== null}
          pending={pending}
        >
          Make the plan
        </Button>
      </div>
    </div>
  )
}
