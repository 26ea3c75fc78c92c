import { CircleMinus, CircleCheck, KeyRound, Lock, ShieldHalf } from 'lucide-react'
import type { ReactNode } from 'react'
import type { StatementRole } from '../../../shared/policy/statement-reading.ts'
import { roleLabel } from './unlock-words.ts'
import styles from './statement-mark.module.css'

/** What a statement does: shape, colour and word. */
export function StatementMark({ role }: { readonly role: StatementRole }) {
  return (
    <span className={styles.mark} data-role={role}>
      {icons[role]}
      {roleLabel[role]}
    </span>
  )
}

const icons = {
  'locks-everyone': <Lock aria-hidden />,
  'locks-all-but-some': <KeyRound aria-hidden />,
  restricts: <ShieldHalf aria-hidden />,
  allows: <CircleCheck aria-hidden />,
  'no-effect-here': <CircleMinus aria-hidden />,
} as const satisfies Record<StatementRole, ReactNode>
