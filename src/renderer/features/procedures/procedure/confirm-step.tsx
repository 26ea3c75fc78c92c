import type { PlanHead } from '../../../../shared/domain/plans.ts'
import type { Procedure } from '../../../../shared/domain/procedures.ts'
import { exactOf } from '../../../format/instant.ts'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { consequenceOf, targetsTitle } from '../consequence.ts'
import { Expiry } from '../plan/expiry.tsx'
import { LeftOutList } from '../plan/left-out.tsx'
import { PlannedAccounts } from '../plan/planned-accounts.tsx'
import { ConfirmForm } from './confirm-form.tsx'
import { StepPanel } from './step-panel.tsx'
import { usePlan } from './use-plan.ts'
import styles from './confirm-step.module.css'

/** The last step before anything happens: what will be done once more, and what it takes to let it run. */
export function ConfirmStep({ procedure }: { readonly procedure: Procedure }) {
  const { plan, digest, failure, retry } = usePlan(procedure)
  const { confirmedAt, step } = procedure
  if (failure) {
    return (
      <StepPanel title="Confirm">
        <FailurePanel title="The plan could not be read." failure={failure} onRetry={retry} />
      </StepPanel>
    )
  }
  if (plan === null || digest === null) return <StepPanel title="Confirm">{null}</StepPanel>
  return (
    <StepPanel
      title="Confirm"
      note={
        confirmedAt ? (
          `Confirmed ${exactOf(confirmedAt)}`
        ) : (
          <>
            The plan holds for <Expiry at={plan.expiresAt} />
          </>
        )
      }
    >
      <Consequence procedure={procedure} plan={plan} />
      <div className={styles.accounts}>
        <PlannedAccounts
          key={`${digest} ${procedure.rehearsedAt}`}
          procedureId={procedure.id}
          outcomes={procedure.rehearsedAt !== null}
        />
      </div>
      <LeftOutList leftOut={plan.leftOut} />
      {step === 'confirm' && confirmedAt === null ? (
        <ConfirmForm key={digest} procedure={procedure} plan={plan} digest={digest} />
      ) : null}
    </StepPanel>
  )
}

function Consequence({
  procedure,
  plan,
}: {
  readonly procedure: Procedure
  readonly plan: PlanHead
}) {
  const counts = { targets: plan.targetCount, items: plan.itemCount }
  return (
    <div className={styles.consequence}>
      <p className={styles.sentence}>{consequenceOf(procedure.request, counts)}</p>
      <p className={styles.counts}>
        {targetsTitle(plan.targetCount, plan.itemCount)}
        {procedure.rehearsedAt
          ? `. Rehearsed ${exactOf(procedure.rehearsedAt)}: the lines say what would have been called.`
          : '. Not rehearsed.'}
      </p>
    </div>
  )
}
