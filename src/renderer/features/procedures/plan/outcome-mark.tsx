import {
  CheckCheck,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleMinus,
  CircleQuestionMark,
  CircleSlash,
  CircleX,
  Hourglass,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { OutcomeState } from '../../../../shared/domain/procedures.ts'
import { outcomeLabel } from '../../../format/labels.ts'
import styles from './outcome-mark.module.css'

/** How an account or an item came out: shape, colour and word. */
export function OutcomeMark({ state }: { readonly state: OutcomeState }) {
  return (
    <span className={styles.mark} data-outcome={state}>
      {icons[state]}
      {outcomeLabel[state]}
    </span>
  )
}

const icons = {
  pending: <CircleDashed aria-hidden />,
  working: <CircleDot aria-hidden />,
  waiting: <Hourglass aria-hidden />,
  done: <CircleCheck aria-hidden />,
  'already-so': <CheckCheck aria-hidden />,
  skipped: <CircleMinus aria-hidden />,
  failed: <CircleX aria-hidden />,
  changed: <CircleAlert aria-hidden />,
  'in-doubt': <CircleQuestionMark aria-hidden />,
  'not-run': <CircleSlash aria-hidden />,
} as const satisfies Record<OutcomeState, ReactNode>
