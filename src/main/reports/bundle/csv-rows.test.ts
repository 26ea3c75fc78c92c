import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from '../../csv.ts'
import { csvRows } from './csv-rows.ts'

/** A cell as RFC 4180 has it, with nothing disarmed. */
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

test('what is written as CSV is read back, cell by cell', () => {
  const cell = fc.stringMatching(/^[a"',\r\n é]{0,8}$/)
  const row = fc.array(cell, { minLength: 2, maxLength: 5 })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
      const text = rows.map((cells) => csvLine(cells.map(quoted))).join('')
      expect(csvRows(text)).toEqual(rows)
    }),
  )
})

test.each(['a,"b\r\n', 'a,b"c\r\n', 'a,"b"c\r\n', 'a\rb\r\n'])('%j is no CSV', (text) => {
  expect(csvRows(text)).toBeNull()
})

test('the last line may lack its end, and lines may end as they do on Unix', () => {
  expect(csvRows('a,b\nc,')).toEqual([
    ['a', 'b'],
    ['c', ''],
  ])
  expect(csvRows('')).toEqual([])
})
