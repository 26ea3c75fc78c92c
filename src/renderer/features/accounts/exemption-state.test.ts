import { expect, it } from 'vitest'
import { Exemption } from '../../../shared/domain/exemptions.ts'
import { stateOfExemption } from './exemption-state.ts'

const exemption = Exemption.parse({
  id: 'e',
  accountId: '111122223333',
  kinds: ['access-key'],
  owner: 'o',
  reason: 'r',
  ticket: 't',
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-02-01T00:00:00.000Z',
  revokedAt: null,
})

it('an exemption is valid until the instant it expires', () => {
  expect(stateOfExemption(exemption, '2026-01-31T23:59:59.999Z')).toBe('valid')
  expect(stateOfExemption(exemption, '2026-02-01T00:00:00.000Z')).toBe('expired')
})
it('a revoked exemption reads revoked, also after its end', () => {
  const revoked = { ...exemption, revokedAt: '2026-01-10T00:00:00.000Z' }
  expect(stateOfExemption(revoked, '2026-01-11T00:00:00.000Z')).toBe('revoked')
  expect(stateOfExemption(revoked, '2027-01-11T00:00:00.000Z')).toBe('revoked')
})
