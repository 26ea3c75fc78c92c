import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell, printAccounts } from './output.ts'
import type { PrintedAccount } from './listing.ts'

const account: PrintedAccount = {
  id: '111122223333' as PrintedAccount['id'],
  name: 'Payments',
  email: 'payments@example.com',
  state: 'ACTIVE',
  path: 'o-a/r-b/111122223333/',
  posture: 'unknown',
  findings: [],
  credentials: null,
  reason: {
    code: 'throttled',
    awsCode: 'Throttling',
    message: 'AWS kept throttling.',
    requestId: 'r-1',
  },
}

test('a cell comes back from CSV as it went in, but for a formula that is disarmed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const cell = csvCell(text)
      const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
      expect(read === text || read === `'${text}`).toBe(true)
      expect(/^[=+\-@\t\r]/.test(read)).toBe(false)
      if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",\r\n]/)
    }),
  )
})

test('an unknown account prints no counts, and its reason with the request', () => {
  const csv = printAccounts({ run: null, accounts: [account] }, 'csv')
  expect(csv.split('\r\n')[1]).toBe(
    '111122223333,Payments,payments@example.com,ACTIVE,unknown,,,,,,,throttled,AWS kept throttling.,r-1',
  )
})

test('control characters in a name do not reach the terminal', () => {
  const table = printAccounts(
    { run: null, accounts: [{ ...account, name: '\u001b[2Jgone\u0007' }] },
    'table',
  )
  expect(table).not.toContain('\u001b')
  expect(table).toContain('gone')
})
