import type { Procedure } from '../../../../shared/domain/procedures.ts'
import { procedureStateLabel } from '../../../format/labels.ts'
import { useSecond } from '../../../state/use-now.ts'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { BackToPolicy } from '../../unlock/back-to-policy.tsx'
import { ProcedureMark } from '../procedure-mark.tsx'
import { stateMeaning } from '../procedure-words.ts'
import styles from './held-panel.module.css'

/** Why a procedure does not go on, what that means, and what to do: for everything that is paused, interrupted, stopped or expired. */
export function HeldPanel({ procedure }: { readonly procedure: Procedure }) {
  const { state, failure, expiresAt, confirmedAt } = procedure
  const now = useSecond()
  const expired =
    state === 'waiting' &&
    confirmedAt === null &&
    expiresAt !== null &&
    Date.parse(expiresAt) <= now
  const held = state === 'paused' || state === 'interrupted' || state === 'stopped'
  if (!held && !expired && failure === null) return null
  return (
    <div className={styles.held}>
      {held && failure === null ? (
        <p className={styles.meaning}>
          <ProcedureMark state={state} /> {stateMeaning[state]}
        </p>
      ) : null}
      {expired ? (
        <p className={styles.meaning} role="alert">
          <strong>The plan has expired.</strong> What it shows may no longer be so. Plan anew: the
          same is looked at again, and what changed is in the new plan.
        </p>
      ) : null}
      {failure ? (
        <FailurePanel
          failure={failure}
          {...(held ? { title: `${procedureStateLabel[state]}. ${stateMeaning[state]}` } : {})}
        >
          <BackToPolicy request={procedure.request} />
        </FailurePanel>
      ) : null}
    </div>
  )
}
