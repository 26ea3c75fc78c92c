import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineDifference } from '../../../shared/policy/line-difference.ts'
import { sectionsOf } from './diff-sections.ts'

const texts = fc
  .array(fc.constantFrom('{', '}', '  "a": 1,', '  "b": [2, 3]', ''), { maxLength: 40 })
  .map((lines) => lines.join('\n'))

describe('a folded comparison', () => {
  it('loses no line and hides no change', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const rows = lineDifference(before, after)
        const sections = sectionsOf(rows)
        expect(sections.flatMap((section) => section.rows)).toEqual(rows)
        for (const { kind, rows: folded } of sections) {
          if (kind === 'folded') expect(folded.every((row) => row.kind === 'same')).toBe(true)
        }
      }),
    )
  })
  it('shows three lines on either side of a change and folds the rest', () => {
    const before = Array.from({ length: 30 }, (_, line) => `line ${line}`)
    const after = before.with(15, 'another')
    const shape = sectionsOf(lineDifference(before.join('\n'), after.join('\n'))).map(
      ({ kind, rows }) => [kind, rows.length],
    )
    expect(shape).toEqual([
      ['folded', 12],
      ['shown', 7],
      ['folded', 11],
    ])
  })
})
