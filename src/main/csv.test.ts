import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell, csvLine } from './csv.ts'
import { asWritten, readCsv } from './testing/csv-reading.ts'

/** Texts made of what breaks CSV and what begins formulas, between any others. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from('\t\r\n ,;|"\'=+-@＝＋－＠\u00a0\u200b\ufeff\u0000\u202e')),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
  )
  .map((parts) => parts.join(''))

test('texts come back from CSV as they were written', () => {
  fc.assert(
    fc.property(fc.array(fc.array(hostile, { minLength: 1 }), { minLength: 1 }), (rows) => {
      const text = rows.map((row) => csvLine(row.map(csvCell))).join('')
      const read = readCsv(text).map((row) => row.map(asWritten))
      expect(read).toEqual(rows.map((row) => row.map((cell) => cell.toWellFormed())))
    }),
    { numRuns: 500 },
  )
})

test('no formula begins in a cell, wherever a spreadsheet ends the cell', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const [[cell = ''] = []] = readCsv(csvLine([csvCell(text)]))
      for (const part of cell.split(/[\t\r\n,;|]/)) {
        expect(part).not.toMatch(/^[\s\p{C}"]*[=+\-@＝＋－＠]/u)
      }
      expect(cell).not.toMatch(/^[\t\r\n]/)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ["=cmd|' /C calc'!A0", "'=cmd|'' /C calc'!A0"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  ['\t=1', `'\t'=1`],
  [' =1', "' =1"],
  ['"=1"', `"'""=1"""`],
  ['Payments;=1', "Payments;'=1"],
  ['Payments\n=1', `"Payments\n'=1"`],
  ["'quoted'", "''quoted'"],
  ['', ''],
])('%j is written as %j', (text, written) => {
  expect(csvCell(text)).toBe(written)
})

test('an ordinary name is left alone', () => {
  for (const name of ["O'Brien & Söhne", 'a-b+c@d.example', 'Payments = prod', '支付 🏦', 'x, y']) {
    expect(asWritten(csvCell(name))).toBe(name.includes(',') ? `"${name}"` : name)
  }
})

test('a name made to be slow is not', () => {
  const started = performance.now()
  for (const slow of ['\t'.repeat(200_000), ' '.repeat(200_000), ',"'.repeat(100_000)]) {
    expect(asWritten(readCsv(csvLine([csvCell(slow)]))[0]?.[0] ?? '')).toBe(slow)
  }
  expect(performance.now() - started).toBeLessThan(5_000)
})
