import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import type { Report, ReportAccount } from '../../../shared/domain/reports.ts'
import { sampleQuestion, sampleReport } from '../testing/sample-report.ts'
import { uuidOfName } from './name-uuid.ts'
import { ocsfReport, ocsfVersion } from './ocsf-report.ts'

/** The part of a line that the tests look at. */
type Line = {
  readonly time: number
  readonly severity: string
  readonly status: string
  readonly metadata: { readonly version: string; readonly uid: string }
  readonly finding_info: { readonly uid: string }
  readonly compliance: {
    readonly status: string
    readonly status_details: readonly string[]
    readonly checks: readonly { readonly uid: string; readonly status: string }[]
  }
  readonly remediation?: { readonly desc: string }
  readonly unmapped: { readonly present: unknown }
}

const published = `docs/schemas/ocsf-compliance-finding-${ocsfVersion}.schema.json`
const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false })
addFormats.default(ajv)
const isFinding = ajv.compile(JSON.parse(readFileSync(published, 'utf8')))
const report = sampleReport(
  { accounts: 600, seed: 11, hostileNames: true },
  { scope: { ...sampleQuestion.scope, includeLeft: true } },
)

test('every line is a Compliance Finding of the version it states, hostile names included', () => {
  const lines = linesOf(report)
  expect(lines).toHaveLength(report.accounts.length)
  for (const line of lines) {
    isFinding(line)
    expect(isFinding.errors, JSON.stringify(line)).toBeNull()
    expect(line.metadata.version).toBe(ocsfVersion)
  }
})

test.each<[string, (line: Line) => object]>([
  ['without its compliance', (line) => ({ ...line, compliance: undefined })],
  ['with a caption that is not of its number', (line) => ({ ...line, severity: 'Fine' })],
  [
    'of an unknown account that passes',
    (line) => ({ ...line, compliance: { ...line.compliance, status_id: 1, status: 'Pass' } }),
  ],
  ['with an attribute that the class does not have', (line) => ({ ...line, verdict: '' })],
  ['with a time in words', (line) => ({ ...line, time: '2026-11-22T12:00:00Z' })],
])('a line %s is not valid', (_, breakIt) => {
  expect(
    isFinding(JSON.parse(JSON.stringify(breakIt(lineOf(({ posture }) => posture === 'unknown'))))),
  ).toBe(false)
})

test('an account that is not known is Unknown with the reason and the remedy, never Pass', () => {
  const unseen = report.accounts.filter(({ posture }) => ['unknown', 'stale'].includes(posture))
  expect(unseen.length).toBeGreaterThan(0)
  for (const { compliance } of linesOf({ ...report, accounts: unseen })) {
    expect(compliance.status).toBe('Unknown')
  }
  const account = report.accounts.find(({ unknown }) => unknown !== null) ?? never()
  const line = lineOf(({ id }) => id === account.id)
  expect(line.compliance.status_details).toContain(account.unknown?.failure.message)
  expect(line.remediation?.desc).toBe(account.unknown?.failure.remedy)
  expect(line.unmapped).toMatchObject({
    present: null,
    unknown: { request_id: account.unknown?.failure.requestId, aws_code: 'AccessDenied' },
  })
})

test('an exempted account fails and is suppressed', () => {
  const line = lineOf(({ posture }) => posture === 'exempt')
  expect(line).toMatchObject({ compliance: { status: 'Fail' }, status: 'Suppressed' })
})

test('the management account is judged by its own root user, though it has no posture', () => {
  const management = report.accounts.find(({ isManagement }) => isManagement) ?? never()
  const told = (status: 'PASS' | 'FAIL' | 'UNKNOWN') => {
    const checks = { ...management.checks, mfa: { status, justification: '' } }
    const hardware = { status: 'PASS', justification: '' } as const
    const [line] = linesOf({
      ...report,
      accounts: [{ ...management, checks: { ...checks, 'hardware-mfa': hardware } }],
    })
    return [line?.compliance.status, line?.severity]
  }
  expect(told('PASS')).toEqual(['Pass', 'Informational'])
  expect(told('UNKNOWN')).toEqual(['Unknown', 'Unknown'])
  expect(told('FAIL')).toEqual(['Fail', 'Critical'])
})

test('an account that cannot be looked at does not apply', () => {
  const line = lineOf(({ posture, isManagement }) => posture === 'not-applicable' && !isManagement)
  expect(line).toMatchObject({
    compliance: { status: 'Not Applicable' },
    severity: 'Informational',
  })
})

test('a finding keeps its ID from report to report, and each line has one of its own', () => {
  const later = { ...report, question: { ...report.question, at: '2026-11-23T12:00:00.000Z' } }
  const [now, then] = [linesOf(report), linesOf(later)]
  expect(then.map(({ finding_info }) => finding_info.uid)).toEqual(
    now.map(({ finding_info }) => finding_info.uid),
  )
  const own = [...now, ...then].map(({ metadata }) => metadata.uid)
  expect(new Set(own).size).toBe(own.length)
})

test('an ID is the version 5 UUID of its name, which others can draw again', () => {
  // uuid.uuid5(uuid.NAMESPACE_URL, 'http://python.org/')
  expect(uuidOfName('http://python.org/')).toBe('4c565f0d-3f5a-5890-b41b-20cf47701c5e')
})

function linesOf(of: Report): Line[] {
  return Array.from(ocsfReport(of), (line) => {
    expect(line.endsWith('}\n')).toBe(true)
    expect(line.indexOf('\n')).toBe(line.length - 1)
    return JSON.parse(line) as Line
  })
}

function lineOf(fits: (account: ReportAccount) => boolean): Line {
  const account = report.accounts.find(fits) ?? never()
  const [line] = linesOf({ ...report, accounts: [account] })
  return line ?? never()
}

function never(): never {
  throw new Error('the sample has no such account')
}
