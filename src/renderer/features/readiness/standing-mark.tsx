import {
  Circle,
  CircleCheck,
  CircleHelp,
  CircleMinus,
  LoaderCircle,
  OctagonX,
  TriangleAlert,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { standingLabel, type CheckStanding } from './check-words.ts'
import styles from './standing-mark.module.css'

/** How a check stands: shape, colour and word. */
export function StandingMark({ standing }: { readonly standing: CheckStanding }) {
  return (
    <span className={styles.mark} data-standing={standing}>
      {icons[standing]}
      {standingLabel[standing]}
    </span>
  )
}

/** The shape alone, beside words that say the same. */
export function StandingIcon({ standing }: { readonly standing: CheckStanding }) {
  return (
    <span className={styles.mark} data-standing={standing}>
      {icons[standing]}
    </span>
  )
}

const icons = {
  ok: <CircleCheck aria-hidden />,
  warning: <TriangleAlert aria-hidden />,
  failed: <OctagonX aria-hidden />,
  unknown: <CircleHelp aria-hidden />,
  skipped: <CircleMinus aria-hidden />,
  running: <LoaderCircle aria-hidden />,
  'not-run': <Circle aria-hidden />,
} as const satisfies Record<CheckStanding, ReactNode>
