import type { Exemption } from '../../../shared/domain/exemptions.ts'
import { stateOfExemption } from './exemption-state.ts'
import styles from './exemption-mark.module.css'

const words = { valid: 'Valid', expired: 'Expired', revoked: 'Revoked' } as const

/** The state of an exemption with its shape and word. */
export function ExemptionMark({
  exemption,
  now,
}: {
  readonly exemption: Exemption
  readonly now: string
}) {
  const state = stateOfExemption(exemption, now)
  return (
    <span className={styles.mark} data-state={state}>
      {words[state]}
    </span>
  )
}
