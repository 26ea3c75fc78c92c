import { isValidAt, type Exemption } from '../../../shared/domain/exemptions.ts'

export type ExemptionState = 'valid' | 'expired' | 'revoked'

/** Where an exemption stands at an instant. */
export function stateOfExemption(exemption: Exemption, now: string): ExemptionState {
  if (exemption.revokedAt !== null) return 'revoked'
  // One that begins in the future cannot be made; a clock set back reads as valid from its start on.
  return isValidAt(exemption, now) || now < exemption.createdAt ? 'valid' : 'expired'
}
