import { ArrowRight } from 'lucide-react'
import type { PlanHead } from '../../../../shared/domain/plans.ts'
import type { Procedure } from '../../../../shared/domain/procedures.ts'
import { countedOf, countOf } from '../../../format/count.ts'
import { rootkeep } from '../../../state/client.ts'
import { useCommand } from '../../../state/use-command.ts'
import { Button } from '../../../ui/button.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { showToast } from '../../../ui/toast-manager.ts'
import { targetsTitle } from '../consequence.ts'
import { reads } from '../../../state/reads.ts'
import { CourtesyNotePanel } from '../../courtesy-note/courtesy-note.tsx'
import { LeftOutList } from '../plan/left-out.tsx'
import { PlanFacts } from '../plan/plan-facts.tsx'
import { PlannedAccounts } from '../plan/planned-accounts.tsx'
import { StepEnd, StepPanel } from './step-panel.tsx'
import { usePlan } from './use-plan.ts'
import styles from './plan-step.module.css'

type PlanStepProps = { readonly procedure: Procedure; readonly onContinue: () => void }

/** The plan in full: every account, every item with its evidence, every call with its arguments. */
export function PlanStep({ procedure, onContinue }: PlanStepProps) {
  const { plan, digest, failure, retry } = usePlan(procedure)
  if (failure) {
    return (
      <StepPanel title="Plan">
        <FailurePanel title="The plan could not be read." failure={failure} onRetry={retry} />
      </StepPanel>
    )
  }
  if (plan === null || digest === null) return <Making procedure={procedure} />
  const waits = procedure.state === 'waiting'
  return (
    <StepPanel
      title="Plan"
      note={targetsTitle(plan.targetCount, plan.itemCount)}
      actions={<PlanTextButtons procedureId={procedure.id} />}
    >
      <PlanFacts
        plan={plan}
        digest={digest}
        targetCount={plan.targetCount}
        itemCount={plan.itemCount}
      />
      <PlannedAccounts key={digest} procedureId={procedure.id} outcomes={false} />
      <LeftOutList leftOut={plan.leftOut} />
      <CourtesyNotePanel read={reads.courtesyNote(procedure.id, digest)} />
      {waits && procedure.step !== 'plan' ? (
        <Onward procedure={procedure} plan={plan} onContinue={onContinue} />
      ) : null}
    </StepPanel>
  )
}

/** While the plan is made, each account is looked at. */
function Making({ procedure }: { readonly procedure: Procedure }) {
  const { request, state, step, looking } = procedure
  const making = state === 'working' && (step === 'plan' || step === 'preflight')
  const many = request.kind === 'delete-root-credentials'
  return (
    <StepPanel title="Plan">
      {making ? (
        <div className={styles.making} aria-busy="true">
          <p role="status">
            {many
              ? 'Looking at each account, and proving its way back.'
              : 'Looking at what is there now.'}
          </p>
          {looking === null ? (
            <Skeleton width="40%" />
          ) : (
            <>
              <ProgressBar label="Accounts looked at" value={looking.done} max={looking.total} />
              <p>
                {countOf(looking.done)} of {countedOf(looking.total, 'account')}
              </p>
            </>
          )}
        </div>
      ) : (
        <p className={styles.none}>There is no plan.</p>
      )}
    </StepPanel>
  )
}

function Onward({ procedure, plan, onContinue }: PlanStepProps & { readonly plan: PlanHead }) {
  const approval = procedure.step === 'approval'
  return (
    <StepEnd>
      <Button look="primary" icon={<ArrowRight aria-hidden />} onClick={onContinue}>
        {approval ? 'Continue: ask for approval' : 'Continue: confirm'}
      </Button>
      {plan.acknowledgements.length > 0 ? (
        <span>{countOf(plan.acknowledgements.length)} to acknowledge, each by itself.</span>
      ) : null}
    </StepEnd>
  )
}

/** The canonical text that the digest is taken of: read only when it is asked for, it may be large. */
function PlanTextButtons({ procedureId }: { readonly procedureId: string }) {
  const read = useCommand(rootkeep.procedures.planText)
  const save = useCommand(rootkeep.files.save)
  const failure = read.failure ?? save.failure
  return (
    <>
      <Button
        look="quiet"
        pending={read.pending}
        title="The canonical JSON that the digest is taken of"
        onClick={() =>
          read.send(
            { procedureId },
            ({ text }) =>
              void copyText(text).then(
                (done) => done && showToast('The text of the plan is copied'),
              ),
          )
        }
      >
        Copy the text
      </Button>
      <Button
        look="quiet"
        pending={read.pending || save.pending}
        title="The canonical JSON that the digest is taken of"
        onClick={() =>
          read.send({ procedureId }, (file) =>
            save.send(file, ({ path }) => path && showToast('The plan is saved', path)),
          )
        }
      >
        Save the text…
      </Button>
      {failure ? <FailurePanel failure={failure} /> : null}
    </>
  )
}
