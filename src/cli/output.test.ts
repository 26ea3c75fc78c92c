import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainJson, printAccounts, writeData } from './output.ts'
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

test('JSON for a terminal reads as the same value, and holds nothing that steers one', () => {
  fc.assert(
    fc.property(fc.record({ name: fc.string({ unit: 'binary' }) }), (value) => {
      const text = plainJson(value)
      expect(JSON.parse(text)).toEqual(value)
      expect(text.replaceAll('\n', '')).not.toMatch(/\p{C}|\p{Zl}|\p{Zp}/u)
    }),
  )
  expect(plainJson('\u009b2J\u202e')).toBe('"\\u009b2J\\u202e"\n')
})

test('data is written whole, over what was there, or not at all', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rootkeep-output-'))
  writeFileSync(join(folder, 'data'), 'before')
  expect(await writeData('after', join(folder, 'data'))).toBe(true)
  expect(readFileSync(join(folder, 'data'), 'utf8')).toBe('after')
  expect(await writeData('lost', join(folder, 'missing', 'data'))).toBe(false)
  expect(await writeData('lost', folder)).toBe(false)
  expect(await writeData('gone', '/dev/null')).toBe(true)
  expect(readdirSync(folder)).toEqual(['data'])
  expect(readFileSync('/dev/null', 'utf8')).toBe('')
  rmSync(folder, { recursive: true })
})
