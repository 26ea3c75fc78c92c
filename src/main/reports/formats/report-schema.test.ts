import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import type { Report } from '../../../shared/domain/reports.ts'
import { sampleReport } from '../testing/sample-report.ts'
import { jsonReport } from './json-report.ts'
import { reportSchema } from './report-schema.ts'

const ajv = new Ajv2020({ allErrors: true, strictTypes: false })
addFormats.default(ajv)
const isReport = ajv.compile(JSON.parse(reportSchema()))
const report = sampleReport({ accounts: 150, seed: 5, hostileNames: true })

test('the published schema is what the type says (vitest -u writes it anew)', async () => {
  await expect(reportSchema()).toMatchFileSnapshot('../../../../docs/schemas/report.schema.json')
})

test.each<[string, Report]>([
  ['of an organization with hostile names', report],
  ['of an empty organization', sampleReport({ accounts: 0, seed: 5 })],
  ['of the management account alone', sampleReport({ accounts: 1, seed: 5 })],
  ['without a period', sampleReport({ accounts: 50, seed: 5 }, { since: null })],
])('a report %s is valid', (_, valid) => {
  isReport(JSON.parse([...jsonReport(valid)].join('')))
  expect(isReport.errors).toBeNull()
})

test.each<[string, (broken: Report) => unknown]>([
  ['a member that the version does not know', (broken) => ({ ...broken, extra: true })],
  ['another version', (broken) => ({ ...broken, version: 2 })],
  ['a count that is missing', (broken) => ({ ...broken, completeness: undefined })],
  ['a posture that does not exist', (broken) => withAccount(broken, { posture: 'fine' })],
  ['an account ID of eleven digits', (broken) => withAccount(broken, { id: '11112222333' })],
  ['an account without its posture', (broken) => withAccount(broken, { posture: undefined })],
  [
    'an instant without a time zone',
    (broken) => ({ ...broken, question: { ...broken.question, at: '2026-11-22T12:00:00' } }),
  ],
])('a report with %s is not valid', (_, breakIt) => {
  expect(isReport(JSON.parse(JSON.stringify(breakIt(report))))).toBe(false)
})

function withAccount(broken: Report, change: object): unknown {
  const [first, ...others] = broken.accounts
  return { ...broken, accounts: [{ ...first, ...change }, ...others] }
}
