import { expect, test } from 'vitest'
import type { Report } from '../../../shared/domain/reports.ts'
import { sampleReport } from '../testing/sample-report.ts'
import { headlineOf } from './headline.ts'
import { markdownReport } from './markdown-report.ts'

const report = sampleReport({ accounts: 400, seed: 7, hostileNames: true })

test('the answer and what is missing from it come first', () => {
  const [title = '', answer = '', ...rest] = textOf(report).split('\n\n')
  expect(title).toMatch(/^# Root credentials of .+, `o-exampleorgid`, at 2026-11-22 12:00 UTC$/)
  expect(answer).toContain(`${report.holding} of ${report.completeness.observed} observed accounts`)
  expect(answer).toContain(`${report.completeness.unknown} unknown`)
  const section = rest.find((part) => part.startsWith('## '))
  expect(section).toBe('## What keeps this from being the whole truth')
})

test('nothing reads as clean where anything is missing', () => {
  const clean = {
    ...report,
    holding: 0,
    postures: { ...report.postures, exempt: 0, 'non-compliant': 0 },
  }
  const complete = { ...clean.completeness, unknown: 0, stale: 0 }
  expect(headlineOf({ ...clean, completeness: complete })).toMatch(
    /^None of .* holds root credentials\.$/,
  )
  for (const missing of [
    { unknown: 1 },
    { stale: 1 },
    { observed: 0 },
    { observed: 0, unknown: 3 },
  ]) {
    const told = headlineOf({ ...clean, completeness: { ...complete, ...missing } })
    expect(told).toMatch(/not a clean result|nothing can be said/)
  }
  for (const listedAt of [null, '2026-11-01T12:00:00.000Z']) {
    const unlisted = { ...clean, organization: { ...clean.organization, listedAt } }
    expect(headlineOf({ ...unlisted, completeness: complete })).toMatch(
      /but accounts may be missing: this is not a clean result\.$/,
    )
  }
  expect(headlineOf(sampleReport({ accounts: 0, seed: 1 }))).toMatch(/nothing can be said/)
  expect(headlineOf(sampleReport({ accounts: 1, seed: 1 }))).toMatch(/nothing can be said/)
})

test('a table that is cut says of how many', () => {
  expect(textOf(report)).toMatch(/^20 of \d+ are shown\.$/m)
})

test('no name becomes a link, an image, HTML or a row of its own', () => {
  const text = textOf(report)
  expect(text).not.toMatch(/(?<!\\)<script|(?<!\\)\]\(|(?<!\\)!\[/)
  const rows = text.split('\n').filter((line) => line.startsWith('|'))
  for (const row of rows) expect(row.endsWith(' |')).toBe(true)
  expect(text).not.toContain('\u202e')
})

test('it stays short for a large organization', () => {
  const large = textOf(sampleReport({ accounts: 5000, seed: 2 }))
  expect(large.length).toBeLessThan(25_000)
})

function textOf(of: Report): string {
  return [...markdownReport(of)].join('')
}
