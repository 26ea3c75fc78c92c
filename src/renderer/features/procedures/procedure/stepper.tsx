import { Check, Circle, CircleDot, Minus } from 'lucide-react'
import type { Procedure, ProcedureStep } from '../../../../shared/domain/procedures.ts'
import { procedureStepLabel } from '../../../format/labels.ts'
import { stepPlaces, type StepPlace } from './steps.ts'
import styles from './stepper.module.css'

type StepperProps = {
  readonly procedure: Procedure
  readonly shown: ProcedureStep
  readonly onShow: (step: ProcedureStep) => void
}

const placeWords = {
  done: 'done',
  current: 'current step',
  ahead: 'still to come',
  'not-needed': 'not needed',
} as const satisfies Record<StepPlace, string>

/** The seven steps with their places; a step that was reached can be looked at. */
export function Stepper({ procedure, shown, onShow }: StepperProps) {
  return (
    <nav aria-label="Steps">
      <ol className={styles.steps}>
        {stepPlaces(procedure).map(({ step, place }, index) => (
          <li key={step} className={styles.step} data-place={place}>
            <button
              type="button"
              className={styles.button}
              aria-current={place === 'current' ? 'step' : undefined}
              aria-pressed={step === shown}
              disabled={place === 'ahead'}
              onClick={() => onShow(step)}
            >
              <span className={styles.mark} aria-hidden>
                {icons[place]}
              </span>
              <span className={styles.number} aria-hidden>
                {index + 1}
              </span>
              {procedureStepLabel[step]}
              <span className="visually-hidden">, {placeWords[place]}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

const icons = {
  done: <Check />,
  current: <CircleDot />,
  ahead: <Circle />,
  'not-needed': <Minus />,
} as const satisfies Record<StepPlace, React.ReactNode>
