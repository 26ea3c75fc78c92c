import { describe, expect, it } from 'vitest'
import { draftFrom, lastDayOf, type TypedExemption } from './exemption-draft.ts'

const now = Date.parse('2026-11-22T12:00:00.000Z')
const whole: TypedExemption = {
  kinds: ['access-key'],
  owner: 'M. Okafor',
  reason: 'vendor',
  ticket: 'SEC-1',
  lastDay: '2026-12-31',
}

describe('draftFrom', () => {
  it('lets the last day count whole', () => {
    expect(draftFrom('111122223333', whole, now).draft?.expiresAt).toBe('2027-01-01T00:00:00.000Z')
  })
  it('reads back as the day that was typed', () => {
    const { draft } = draftFrom('111122223333', whole, now)
    expect(draft && lastDayOf(draft)).toBe('2026-12-31')
  })
  it('still takes today', () => {
    expect(draftFrom('111122223333', { ...whole, lastDay: '2026-11-22' }, now).draft).not.toBeNull()
  })
  it('never makes an exemption that is over already', () => {
    const { draft, faults } = draftFrom('111122223333', { ...whole, lastDay: '2026-11-21' }, now)
    expect(draft).toBeNull()
    expect(faults.expiresAt).toBeDefined()
  })
  it.each(['owner', 'reason', 'ticket'] as const)('asks for the %s', (field) => {
    const { draft, faults } = draftFrom('111122223333', { ...whole, [field]: '  ' }, now)
    expect(draft).toBeNull()
    expect(faults[field]).toBeDefined()
  })
  it('asks for at least one kind of finding, and for a day', () => {
    expect(draftFrom('111122223333', { ...whole, kinds: [] }, now).faults.kinds).toBeDefined()
    expect(draftFrom('111122223333', { ...whole, lastDay: '' }, now).faults.expiresAt).toBe(
      'give the last day',
    )
  })
})
