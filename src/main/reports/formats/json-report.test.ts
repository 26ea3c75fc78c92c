import { expect, test } from 'vitest'
import { Report } from '../../../shared/domain/reports.ts'
import { sampleReport } from '../testing/sample-report.ts'
import { jsonReport } from './json-report.ts'

const report = sampleReport({ accounts: 200, seed: 3, hostileNames: true })

test('a report comes back from JSON as it was', () => {
  expect(Report.parse(JSON.parse(textOf(report)))).toEqual(report)
})

test('a report without accounts is JSON too', () => {
  const empty = sampleReport({ accounts: 0, seed: 3 })
  expect(JSON.parse(textOf(empty))).toEqual(empty)
})

test('a report that was read back is written in the same bytes', () => {
  expect(textOf(Report.parse(JSON.parse(textOf(report))))).toBe(textOf(report))
})

test('every account stands on a line of its own, and is a piece of its own', () => {
  const lines = new Set(
    textOf(report)
      .split('\n')
      .map((line) => line.replace(/,$/, '')),
  )
  const pieces = new Set(
    Array.from(jsonReport(report), (piece) => piece.slice(piece.indexOf('\n') + 1)),
  )
  for (const account of report.accounts) {
    const written = JSON.stringify(account)
    expect(lines.has(written) && pieces.has(written), account.id).toBe(true)
  }
})

function textOf(of: Report): string {
  return [...jsonReport(of)].join('')
}
