import { ArrowDown, ArrowRight } from 'lucide-react'
import { useSession } from '../../state/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { OrganizationMark } from '../../ui/organization-mark.tsx'
import type { UnlockPlan } from './use-unlock-plan.ts'
import styles from './plan-bar.module.css'

type PlanBarProps = {
  /** What is chosen, in a few words; null while nothing is. */
  readonly chosen: string | null
  readonly plan: UnlockPlan
  /** Scrolls to what changes. */
  readonly onShowChange: () => void
}

/** The end of the screen, always in sight: what was chosen, what is still missing, and the way to the plan. */
export function PlanBar({ chosen, plan, onShowChange }: PlanBarProps) {
  const connected = useSession(({ session }) => session?.connectionState === 'connected')
  const { missing, whyMissing, tried, pending, failure } = plan
  const lacks = connected ? (missing ?? whyMissing) : 'Not connected.'
  return (
    <div className={styles.bar}>
      {failure ? <FailurePanel title="It did not begin." failure={failure} /> : null}
      <OrganizationMark />
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
