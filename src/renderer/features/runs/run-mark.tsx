import { CircleCheck, CirclePause, CirclePlay, CircleSlash, CircleX, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RunState } from '../../../shared/domain/runs.ts'
import { runStateLabel } from '../../format/labels.ts'
import styles from './run-mark.module.css'

/** The state of a run with its shape and word. */
export function RunMark({ state }: { readonly state: RunState }) {
  return (
    <span className={styles.mark} data-state={state}>
      {icons[state]}
      {runStateLabel[state]}
    </span>
  )
}

const icons = {
  running: <CirclePlay aria-hidden />,
  paused: <CirclePause aria-hidden />,
  interrupted: <Unplug aria-hidden />,
  completed: <CircleCheck aria-hidden />,
  cancelled: <CircleSlash aria-hidden />,
  failed: <CircleX aria-hidden />,
} as const satisfies Record<RunState, ReactNode>
