import {
  CircleAlert,
  CircleCheck,
  CircleDot,
  CirclePause,
  CircleSlash,
  Hourglass,
  Unplug,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { ProcedureState } from '../../../shared/domain/procedures.ts'
import { procedureStateLabel } from '../../format/labels.ts'
import styles from './procedure-mark.module.css'

/** The state of a procedure: shape, colour and word. */
export function ProcedureMark({ state }: { readonly state: ProcedureState }) {
  return (
    <span className={styles.mark} data-state={state}>
      {icons[state]}
      {procedureStateLabel[state]}
    </span>
  )
}

const icons = {
  working: <CircleDot aria-hidden />,
  waiting: <Hourglass aria-hidden />,
  paused: <CirclePause aria-hidden />,
  interrupted: <Unplug aria-hidden />,
  stopped: <CircleAlert aria-hidden />,
  completed: <CircleCheck aria-hidden />,
  cancelled: <CircleSlash aria-hidden />,
} as const satisfies Record<ProcedureState, ReactNode>
