import { ArrowDown, ArrowUp, LogIn, LogOut, MoveHorizontal, type LucideIcon } from 'lucide-react'
import type { ChangeKind } from './compared-accounts.ts'
import styles from './change-mark.module.css'

const icons = {
  worse: ArrowDown,
  better: ArrowUp,
  joined: LogIn,
  left: LogOut,
  otherwise: MoveHorizontal,
} as const satisfies Record<ChangeKind, LucideIcon>

/** The shape of a change, told apart without colour. */
export function ChangeMark({ kind }: { readonly kind: ChangeKind }) {
  const Icon = icons[kind]
  return <Icon className={styles.mark} data-kind={kind} aria-hidden />
}
