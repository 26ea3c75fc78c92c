import type { Plan } from '../../shared/domain/plans.ts'
import { canonicalJson, sha256Hex } from '../journal/canonical-json.ts'

/** A plan as it is kept, shown, signed and run: its text is the truth, the value is read from it. */
export type SealedPlan = {
  readonly plan: Plan
  /** RFC 8785 canonical JSON of the plan. */
  readonly text: string
  /** SHA-256 of the text, hex. */
  readonly digest: string
}

/** Seals a plan. */
export function sealPlan(plan: Plan): SealedPlan {
  const text = canonicalJson(plan)
  return { plan, text, digest: sha256Hex(text) }
}
