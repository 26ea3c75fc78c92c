import { BadgeCheck, ChevronRight } from 'lucide-react'
import { memo, useId } from 'react'
import type { AccountId } from '../../../../shared/domain/accounts.ts'
import type { PlanTarget } from '../../../../shared/domain/plans.ts'
import type { TargetOutcome } from '../../../../shared/domain/procedures.ts'
import { countedOf } from '../../../format/count.ts'
import { exactOf } from '../../../format/instant.ts'
import { OutcomeMark } from './outcome-mark.tsx'
import { acknowledgedCount, targetSummary } from './planned-words.ts'
import { TargetDetails } from './target-details.tsx'
import styles from './target-table.module.css'

type TargetLineProps = {
  readonly target: PlanTarget
  /** Null where the plan is shown, not what became of it. */
  readonly outcome: TargetOutcome | null
  readonly index: number
  readonly folded: boolean
  /** Whether Tab stops here. */
  readonly reachable: boolean
  readonly onToggle: (index: number, accountId: AccountId, fold: boolean) => void
  readonly onMove: (index: number, by: number) => void
}

/** How far a key moves between the lines. */
const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 12,
  PageUp: -12,
  Home: -Infinity,
  End: Infinity,
}

/** One account of a plan: folded it says what will be done or came of it, unfolded everything. */
export const TargetLine = memo(function TargetLine({
  target,
  outcome,
  index,
  folded,
  reachable,
  onToggle,
  onMove,
}: TargetLineProps) {
  const id = useId()
  const acknowledged = acknowledgedCount(target)
  return (
    <>
      <button
        type="button"
        className={styles.fold}
        data-line-button
        tabIndex={reachable ? 0 : -1}
        aria-expanded={!folded}
        aria-controls={folded ? undefined : id}
        onClick={() => onToggle(index, target.accountId, !folded)}
        onKeyDown={(event) => {
          const by = steps[event.key]
          if (by === undefined) return
          event.preventDefault()
          onMove(index, by)
        }}
      >
        <ChevronRight className={styles.chevron} aria-hidden />
        {outcome ? <OutcomeMark state={outcome.state} /> : null}
        <span className={styles.name} title={target.accountName}>
          {target.accountName || 'no name'}
        </span>
        <span className={styles.id}>{target.accountId}</span>
        <span className={styles.summary}>
          {outcome?.failure?.message ?? outcome?.note ?? targetSummary(target)}
        </span>
        {outcome ? (
          <ReadBack outcome={outcome} />
        ) : (
          <>
            <span className={acknowledged > 0 ? styles.recent : styles.quiet}>
              {acknowledged > 0 ? countedOf(acknowledged, 'item') : 'none'}
            </span>
            <WayBack wayBack={target.wayBack} />
          </>
        )}
      </button>
      {folded ? null : (
        <div id={id} className={styles.details}>
          <TargetDetails target={target} outcome={outcome} />
        </div>
      )}
    </>
  )
})

function WayBack({ wayBack }: Pick<PlanTarget, 'wayBack'>) {
  if (wayBack === null) return <span className={styles.quiet}>not needed</span>
  return (
    <span className={styles.proven} title={`Proven ${exactOf(wayBack.provenAt)}`}>
      <BadgeCheck aria-hidden />
      proven
    </span>
  )
}

/** Whether AWS was read back as wanted: only that is called gone. */
function ReadBack({ outcome }: { readonly outcome: TargetOutcome }) {
  if (outcome.verifiedAt === null) return <span className={styles.quiet}>not yet</span>
  return (
    <span className={styles.proven} title={`Read back ${exactOf(outcome.verifiedAt)}`}>
      <BadgeCheck aria-hidden />
      as wanted
    </span>
  )
}
