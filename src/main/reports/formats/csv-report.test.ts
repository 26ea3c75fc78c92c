import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Report } from '../../../shared/domain/reports.ts'
import { asWritten, readCsv } from '../../testing/csv-reading.ts'
import { sampleReport } from '../testing/sample-report.ts'
import { credentialReportColumns } from './csv-credential-report.ts'
import { csvColumns } from './csv-columns.ts'
import { csvReport } from './csv-report.ts'

const report = sampleReport({ accounts: 400, seed: 7, hostileNames: true })

test('every account in scope has one row, and every row every column', () => {
  const [head, ...rows] = readCsv([...csvReport(report)].join(''))
  expect(head).toEqual(csvColumns.map(([name]) => name))
  expect(new Set(head).size).toBe(head?.length)
  expect(rows.map(([id]) => id)).toEqual(report.accounts.map(({ id }) => id))
  for (const row of rows) expect(row).toHaveLength(csvColumns.length)
})

test('names come back as they were, whatever is in them', () => {
  const names = rowsOf(report).map((row) => asWritten(row['account_name'] ?? ''))
  expect(names).toEqual(report.accounts.map(({ name }) => name))
})

test('what is not known says so, and never reads as false or as nothing', () => {
  const credentialColumns = credentialReportColumns
    .map(([name]) => name)
    .filter((name) => !['user', 'arn'].includes(name) && !name.startsWith('password_'))
  const unseen = rowsOf(report).filter((_, index) => report.accounts[index]?.credentials === null)
  expect(unseen.map((row) => row['posture'])).toContain('unknown')
  for (const row of unseen) {
    for (const column of [...credentialColumns, 'password_enabled', 'password_last_used']) {
      expect(row[column], column).toBe('unknown')
    }
  }
  for (const row of rowsOf(report)) {
    if (row['posture'] === 'unknown') expect(row['findings']).toBe('unknown')
    for (const [column, cell] of Object.entries(row)) {
      if (column !== 'account_name') expect(cell, column).not.toBe('')
    }
  }
})

test('keys that are there and could not be listed are unknown, and those that are not there are false', () => {
  const known = report.accounts.find(
    ({ credentials }) => credentials?.present.accessKeys && credentials.details,
  )
  if (!known?.credentials?.details) throw new Error('the sample holds no access key')
  const { credentials } = known
  const cellsOf = (seen: typeof credentials) =>
    rowsOf({ ...report, accounts: [{ ...known, credentials: seen }] })[0]
  expect(cellsOf({ ...credentials, details: null, detailsMissing: true })).toMatchObject({
    access_key_1_active: 'unknown',
    access_key_1_last_rotated: 'unknown',
    access_key_2_active: 'unknown',
    access_key_ids: 'unknown',
  })
  expect(
    cellsOf({ ...credentials, present: { ...credentials.present, accessKeys: false } }),
  ).toMatchObject({
    access_key_1_active: 'false',
    access_key_1_last_rotated: 'N/A',
    access_key_1_last_used_date: 'N/A',
    access_key_ids: 'N/A',
  })
})

test('an attestation, which does not speak of signing certificates, leaves them unknown', () => {
  const [management] = rowsOf(report)
  expect(management).toMatchObject({
    attested: 'true',
    password_enabled: 'true',
    access_key_1_active: 'false',
    cert_1_active: 'unknown',
    cert_ids: 'unknown',
  })
})

test('why an account is unknown is told with the code of AWS and the request', () => {
  const index = report.accounts.findIndex(({ unknown }) => unknown !== null)
  const failure = report.accounts[index]?.unknown?.failure
  expect(rowsOf(report)[index]).toMatchObject({
    posture: 'unknown',
    unknown_code: failure?.code,
    unknown_aws_code: failure?.awsCode,
    unknown_request_id: failure?.requestId,
  })
})

test('the names of the IAM credential report stand together in its order', () => {
  expect(credentialReportColumns.map(([name]) => name)).toEqual(
    'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated'.split(
      ',',
    ),
  )
})

test('the file begins with the name of its first column and no byte order mark', () => {
  const [first = ''] = csvReport(report)
  expect(first.startsWith('account_id,')).toBe(true)
})

test('every column is documented, in its order', () => {
  const document = readFileSync('docs/report-formats.md', 'utf8')
  const section = document.slice(document.indexOf('### Columns'), document.indexOf('## JSON'))
  const documented = [...section.matchAll(/^\| `([a-z0-9_]+)` \|/gm)].map(([, name]) => name)
  expect(documented).toEqual(csvColumns.map(([name]) => name))
})

function rowsOf(of: Report): Record<string, string>[] {
  const [head = [], ...rows] = readCsv([...csvReport(of)].join(''))
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])))
}
