import { Circle, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { RecoveryStep, RecoveryStepDone } from '../../../shared/domain/cases.ts'
import { minuteOf } from '../../format/instant.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { recoveryStepLabel } from '../../../shared/domain/case-words.ts'
import styles from './reopened-account-panel.module.css'

type RecoveryStepRowProps = {
  readonly caseId: string
  readonly accountId: AccountId
  readonly step: RecoveryStep
  readonly done: RecoveryStepDone | null
  /** Whether this is the step that is asked for now. */
  readonly asks: boolean
  readonly suggestedName: string
  /** Asks for this step instead; null where nothing is asked any more. */
  readonly onAsk: (() => void) | null
}

/** One human step: who did it and when, or the way to say so. */
export function RecoveryStepRow({
  caseId,
  accountId,
  step,
  done,
  asks,
  suggestedName,
  onAsk,
}: RecoveryStepRowProps) {
  return (
    <li className={styles.step} data-done={done !== null || undefined}>
      {done ? <CircleCheck aria-hidden /> : <Circle aria-hidden />}
      <span className={styles.stepLabel}>{recoveryStepLabel[step]}</span>
      {done ? (
        <span className={styles.quiet}>
          {done.by}, {minuteOf(done.at)} UTC
        </span>
      ) : asks ? null : onAsk ? (
        <Button look="quiet" onClick={onAsk} aria-label={`Done: ${recoveryStepLabel[step]}`}>
          Done…
        </Button>
      ) : (
        <span className={styles.quiet}>Not said</span>
      )}
      {asks && !done ? (
        <StepDoneForm
          caseId={caseId}
          accountId={accountId}
          step={step}
          suggestedName={suggestedName}
        />
      ) : null}
    </li>
  )
}

type StepDoneFormProps = Pick<
  RecoveryStepRowProps,
  'caseId' | 'accountId' | 'step' | 'suggestedName'
>

function StepDoneForm({ caseId, accountId, step, suggestedName }: StepDoneFormProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const by = typed ?? suggestedName
  const say = useCommand(rootkeep.cases.stepDone)
  return (
    <form
      className={styles.stepForm}
      onSubmit={(event) => {
        event.preventDefault()
        if (by.trim() !== '') say.send({ caseId, accountId, step, by })
      }}
    >
      <TextField label="Who did it" value={by} onChange={setTyped} />
      <Button type="submit" disabled={by.trim() === ''} pending={say.pending}>
        Done
      </Button>
      {say.failure ? <FailurePanel failure={say.failure} /> : null}
    </form>
  )
}
