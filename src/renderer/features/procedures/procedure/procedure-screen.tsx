import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Procedure, ProcedureStep } from '../../../../shared/domain/procedures.ts'
import { procedureLabel } from '../../../format/labels.ts'
import { failureFrom } from '../../../state/client.ts'
import { reads } from '../../../state/reads.ts'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { BackToProcedures } from '../back-to-procedures.tsx'
import { announcementOf } from '../procedure-words.ts'
import { ApprovalStep } from './approval-step.tsx'
import { ConfirmStep } from './confirm-step.tsx'
import { ExecuteStep } from './execute-step.tsx'
import { HeldPanel } from './held-panel.tsx'
import { PlanStep } from './plan-step.tsx'
import { PreflightStep } from './preflight-step.tsx'
import { ProcedureHeader } from './procedure-header.tsx'
import { ReportStep } from './report-step.tsx'
import { SessionNote } from './session-note.tsx'
import { Stepper } from './stepper.tsx'
import { landingOn } from './steps.ts'
import { VerifyStep } from './verify-step.tsx'
import styles from '../procedures-screen.module.css'

/** One procedure, at whatever step it stands: also after the window was closed, or the process was killed. */
export function ProcedureScreen({ procedureId }: { readonly procedureId: string }) {
  const { data, error, refetch } = useQuery(reads.procedure(procedureId))
  const scroller = useRef<HTMLDivElement>(null)
  // Another step is read from its beginning.
  const toTop = useCallback(() => {
    // Its promise is nothing to wait for.
    scroller.current?.scrollTo({ top: 0 })
  }, [])
  return (
    <div ref={scroller} className={styles.scroll}>
      <BackToProcedures />
      {error ? (
        <FailurePanel
          title="The procedure could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : data ? (
        <Shown procedure={data} onStep={toTop} />
      ) : (
        <div aria-busy="true">
          <Skeleton width={260} height={16} />
        </div>
      )}
    </div>
  )
}

type ShownProps = {
  readonly procedure: Procedure
  /** Called whenever another step is on screen. */
  readonly onStep: (step: ProcedureStep) => void
}

function Shown({ procedure, onStep }: ShownProps) {
  const [at, setAt] = useState<{ step: ProcedureStep; chosen: ProcedureStep | null }>({
    step: procedure.step,
    chosen: null,
  })
  // It moved on: the new step is shown, unless the operator looks at another one, or there is something to read first.
  if (at.step !== procedure.step) {
    const chosen = at.chosen ?? landingOn(at.step, procedure.step)
    setAt({ step: procedure.step, chosen: chosen === procedure.step ? null : chosen })
  }
  const shown = at.chosen ?? procedure.step
  useEffect(() => onStep(shown), [onStep, shown])
  const show = (step: ProcedureStep | null) =>
    setAt({ step: procedure.step, chosen: step === procedure.step ? null : step })

  return (
    <>
      <ProcedureHeader procedure={procedure} />
      <div>
        <p className="visually-hidden" role="status">
          {procedureLabel[procedure.request.kind]}. {announcementOf(procedure)}
        </p>
        <Stepper procedure={procedure} shown={shown} onShow={show} />
      </div>
      <HeldPanel procedure={procedure} />
      <SessionNote procedure={procedure} />
      <StepOf key={shown} step={shown} procedure={procedure} onContinue={() => show(null)} />
    </>
  )
}

type StepOfProps = {
  readonly step: ProcedureStep
  readonly procedure: Procedure
  /** Goes to the step that the procedure is at. */
  readonly onContinue: () => void
}

function StepOf({ step, procedure, onContinue }: StepOfProps) {
  switch (step) {
    case 'preflight':
      return <PreflightStep procedure={procedure} />
    case 'plan':
      return <PlanStep procedure={procedure} onContinue={onContinue} />
    case 'approval':
      return <ApprovalStep procedure={procedure} />
    case 'confirm':
      return <ConfirmStep procedure={procedure} />
    case 'execute':
      return <ExecuteStep procedure={procedure} />
    case 'verify':
      return <VerifyStep procedure={procedure} />
    case 'report':
      return <ReportStep procedure={procedure} />
  }
}
