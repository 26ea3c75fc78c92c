import { expect, test } from 'vitest'
import { checks } from '../../../shared/domain/controls.ts'
import { findingKinds } from '../../../shared/domain/findings.ts'
import { postures } from '../../../shared/domain/posture.ts'
import { Report } from '../../../shared/domain/reports.ts'
import { findingLabel, postureLabel } from '../../../shared/format/labels.ts'
import { readCsv } from '../../testing/csv-reading.ts'
import { sampleQuestion, sampleReport } from '../testing/sample-report.ts'
import { renderReport, type TextFormat } from './render.ts'

/** What a format says, counted over its own text. */
type Told = {
  readonly postures: Readonly<Record<string, number>>
  readonly findings: Readonly<Record<string, number>>
}

const report = sampleReport(
  { accounts: 700, seed: 21, hostileNames: true },
  { scope: { ...sampleQuestion.scope, includeLeft: true } },
)
const model: Told = { postures: report.postures, findings: report.findings }

test('the sample holds every posture, every finding and accounts that left', () => {
  for (const posture of postures) expect(report.postures[posture], posture).toBeGreaterThan(0)
  for (const kind of findingKinds) expect(report.findings[kind], kind).toBeGreaterThan(0)
  expect(report.accounts.some(({ leftAt }) => leftAt !== null)).toBe(true)
})

test('JSON says what the model says, in its totals and in its accounts', () => {
  const read = Report.parse(JSON.parse(textOf('json')))
  expect({ postures: read.postures, findings: read.findings }).toEqual(model)
  const members = read.accounts.filter(({ leftAt }) => leftAt === null)
  expect(
    toldBy(
      members,
      ({ posture }) => posture,
      ({ findings }) => findings.map(({ kind }) => kind),
    ),
  ).toEqual(model)
})

test('CSV says what the model says, and of every check what the controls say', () => {
  const rows = csvRows().filter((row) => row['left_at'] === 'N/A')
  expect(
    toldBy(
      rows,
      (row) => row['posture'] ?? '',
      (row) => (row['findings'] ?? '').split(' '),
    ),
  ).toEqual(model)
  for (const check of checks) {
    const counts = report.controls.find((control) => control.check === check)?.counts
    const column = `check_${check.replaceAll('-', '_')}`
    for (const [status, count] of Object.entries(counts ?? {})) {
      expect(
        rows.filter((row) => row[column] === status),
        `${check} ${status}`,
      ).toHaveLength(count)
    }
  }
})

test('OCSF says what the model says, and fails as many as hold root credentials', () => {
  const lines = textOf('ocsf').trimEnd().split('\n').map(ocsfLine)
  const members = lines.filter(({ unmapped }) => unmapped.left_at === null)
  expect(
    toldBy(
      members,
      ({ unmapped }) => unmapped.posture,
      ({ unmapped }) => unmapped.findings.map(({ kind }) => kind),
    ),
  ).toEqual(model)
  const failing = members.filter(
    ({ unmapped, compliance }) => !unmapped.is_management && compliance.status_id === 3,
  )
  expect(failing).toHaveLength(report.holding)
})

test('Markdown says what the model says', () => {
  const text = textOf('md')
  for (const posture of postures) {
    expect(text).toContain(`\n| ${postureLabel[posture]} | ${report.postures[posture]} |`)
  }
  for (const kind of findingKinds) {
    expect(text).toMatch(
      new RegExp(`\n\\| ${findingLabel[kind]} \\| \\w+ \\| ${report.findings[kind]} \\|`),
    )
  }
  expect(text).toContain(`**${report.holding} of ${report.completeness.observed} observed accounts`)
})

test('the same report gives the same bytes in every format', () => {
  const again = sampleReport({ accounts: 700, seed: 21, hostileNames: true }, report.question)
  for (const format of ['csv', 'json', 'ocsf', 'md', 'html'] as const) {
    expect(textOf(format, again) === textOf(format), format).toBe(true)
  }
})

function textOf(format: TextFormat, of: Report = report): string {
  return [...renderReport(of, format)].join('')
}

/** Counts as the model does: a stale account may have findings, and is not said to hold credentials now. */
function toldBy<T>(
  items: readonly T[],
  postureOf: (item: T) => string,
  findingsOf: (item: T) => readonly string[],
): Told {
  const holding = items.filter((item) => ['non-compliant', 'exempt'].includes(postureOf(item)))
  const findings = holding.flatMap(findingsOf)
  return {
    postures: countsOf(postures, items.map(postureOf)),
    findings: countsOf(findingKinds, findings),
  }
}

function countsOf(kinds: readonly string[], found: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    kinds.map((kind) => [kind, found.filter((each) => each === kind).length]),
  )
}

function csvRows(): Record<string, string>[] {
  const [head = [], ...rows] = readCsv(textOf('csv'))
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])))
}

type OcsfLine = {
  readonly compliance: { readonly status_id: number }
  readonly unmapped: {
    readonly posture: string
    readonly left_at: string | null
    readonly is_management: boolean
    readonly findings: readonly { readonly kind: string }[]
  }
}

function ocsfLine(line: string): OcsfLine {
  return JSON.parse(line) as OcsfLine
}
