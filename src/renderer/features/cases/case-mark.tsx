import { CircleCheck, CircleDot, Clock, ClockAlert, LockOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CaseUrgency } from './case-urgency.ts'
import { urgencyLabel } from './case-words.ts'
import styles from './case-mark.module.css'

/** How a case stands, with its shape, colour and word. */
export function CaseMark({ urgency }: { readonly urgency: CaseUrgency }) {
  return (
    <span className={styles.mark} data-urgency={urgency}>
      {icons[urgency]}
      {urgencyLabel[urgency]}
    </span>
  )
}

const icons = {
  'left-open': <LockOpen aria-hidden />,
  over: <ClockAlert aria-hidden />,
  near: <Clock aria-hidden />,
  calm: <CircleDot aria-hidden />,
  closed: <CircleCheck aria-hidden />,
} as const satisfies Record<CaseUrgency, ReactNode>
