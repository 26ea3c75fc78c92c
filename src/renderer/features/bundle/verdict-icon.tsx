import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  FileSearch,
  ShieldAlert,
  ShieldCheck,
  ShieldQuestionMark,
  ShieldX,
} from 'lucide-react'
import type { CheckState, VerdictState } from './bundle-words.ts'

const verdictIcons = {
  checking: FileSearch,
  verified: ShieldCheck,
  'signer-unknown': ShieldQuestionMark,
  contradicted: ShieldX,
  'not-judged': ShieldAlert,
} as const satisfies Record<VerdictState, typeof ShieldCheck>

const checkIcons = {
  fits: CircleCheck,
  differs: CircleAlert,
  unknown: CircleDashed,
  'not-made': CircleMinus,
} as const satisfies Record<CheckState, typeof ShieldCheck>

/** The shape of a verdict, told apart without colour. */
export function VerdictIcon({ state }: { readonly state: VerdictState }) {
  const Icon = verdictIcons[state]
  return <Icon aria-hidden />
}

/** The shape of how a check came out. */
export function CheckIcon({ state }: { readonly state: CheckState }) {
  const Icon = checkIcons[state]
  return <Icon aria-hidden />
}
