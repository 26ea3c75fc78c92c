import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineDifference, unifiedDifference, type DifferenceRow } from './line-difference.ts'

const text = fc
  .array(fc.constantFrom('{', '}', '  "a": 1,', '  "b": 2,', '', 'é “x”'), { maxLength: 12 })
  .map((lines) => lines.join('\n'))
const maybeText = fc.option(text)

/** The text of one side, put together from the rows. */
function sideOf(rows: readonly DifferenceRow[], side: 'before' | 'after'): string | null {
  const lines = rows.flatMap((row) => {
    if (!(side in row)) return []
    return row.kind === 'changed'
      ? [
          row.parts
            .filter(
              ({ kind }) => kind === 'same' || kind === (side === 'before' ? 'removed' : 'added'),
            )
            .map((part) => part.text)
            .join(''),
        ]
      : [row.text]
  })
  return rows.length === 0 || lines.length === 0 ? null : lines.join('\n')
}

describe('the rows of a difference', () => {
  test('make up both texts, in order and numbered', () => {
    fc.assert(
      fc.property(maybeText, maybeText, (before, after) => {
        const rows = lineDifference(before, after)
        expect(sideOf(rows, 'before')).toBe(before)
        expect(sideOf(rows, 'after')).toBe(after)
        const numbers = {
          before: rows.flatMap((row) => ('before' in row ? [row.before] : [])),
          after: rows.flatMap((row) => ('after' in row ? [row.after] : [])),
        }
        expect(numbers.before).toEqual(numbers.before.map((_, index) => index + 1))
        expect(numbers.after).toEqual(numbers.after.map((_, index) => index + 1))
      }),
      { numRuns: 500 },
    )
  })

  test('a text against itself is all the same', () => {
    fc.assert(
      fc.property(text, (same) => {
        expect(lineDifference(same, same).every(({ kind }) => kind === 'same')).toBe(true)
        expect(unifiedDifference('policy.json', same, same)).toBe('')
      }),
    )
  })

  test('within a changed line, what changed is marked', () => {
    expect(lineDifference('"Action": "s3:*",', '"NotAction": "s3:Get*",')).toMatchObject([
      { kind: 'changed', before: 1, after: 1 },
    ])
    const [row] = lineDifference('{"Effect":"Deny","Sid":"A"}', '{"Effect":"Allow","Sid":"A"}')
    expect(row).toEqual({
      kind: 'changed',
      before: 1,
      after: 1,
      parts: [
        { kind: 'same', text: '{"Effect":"' },
        { kind: 'removed', text: 'Deny' },
        { kind: 'added', text: 'Allow' },
        { kind: 'same', text: '","Sid":"A"}' },
      ],
    })
  })

  test('two texts of 20 KB with nothing in common are answered at once', { timeout: 2_000 }, () => {
    const words = (word: string, end: string) =>
      Array.from({ length: 3_000 }, (_, index) => `${word}${index}`).join(end)
    expect(lineDifference(words('a', ' '), words('b', ' '))).toHaveLength(1)
    expect(lineDifference(words('a', '\n'), words('b', '\n'))).toHaveLength(3_000)
  })
})

test('a unified difference names the policy, or nothing where there is none', () => {
  const before = '{\n  "a": 1\n}\n'
  expect(unifiedDifference('ledger.json', before, '{\n  "a": 2\n}\n')).toBe(
    [
      '--- ledger.json',
      '+++ ledger.json',
      '@@ -1,3 +1,3 @@',
      ' {',
      '-  "a": 1',
      '+  "a": 2',
      ' }',
      '',
    ].join('\n'),
  )
  expect(unifiedDifference('ledger.json', before, null)).toContain('+++ /dev/null')
})
