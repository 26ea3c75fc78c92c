import { expect, it } from 'vitest'
import { defaultSettings } from '../../../shared/domain/settings.ts'
import { readLimits, tryTicket, typedLimits } from './limits-draft.ts'

const typed = typedLimits(defaultSettings)

it('limits that were not touched read back as they are', () => {
  const { limits, faults } = readLimits(typed)
  expect(limits).toEqual({
    ticketPattern: defaultSettings.ticketPattern,
    recentUseDays: 90,
    stopAbovePercent: 10,
    planMinutes: 60,
    approvalHours: 24,
  })
  expect(Object.values(faults).every((fault) => fault === null)).toBe(true)
})
it('a number outside of its range is refused with the range', () => {
  for (const [field, text] of [
    ['recentUseDays', '0'],
    ['stopAbovePercent', '101'],
    ['planMinutes', '4'],
    ['approvalHours', '1.5'],
    ['planMinutes', ''],
  ] as const) {
    const { limits, faults } = readLimits({ ...typed, [field]: text })
    expect(limits).toBeNull()
    expect(faults[field]).toContain('whole number')
  }
})
it('a pattern that is no regular expression, or that is empty, is refused', () => {
  expect(readLimits({ ...typed, ticketPattern: '[' }).faults.ticketPattern).toContain('expression')
  expect(readLimits({ ...typed, ticketPattern: ' ' }).limits).toBeNull()
})
it('a ticket is tried out against the pattern as it is typed', () => {
  expect(tryTicket('[A-Z]+-[0-9]+', 'SEC-42')).toEqual({
    fits: true,
    words: 'It fits, and is kept as SEC-42',
  })
  expect(tryTicket('[A-Z]+-[0-9]+', 'asap')?.fits).toBe(false)
  expect(tryTicket('.*', 'https://example.slack.com/archives/C1/p2')?.fits).toBe(false)
  expect(tryTicket('[', 'SEC-42')).toBeNull()
  expect(tryTicket('.*', '')).toBeNull()
})
