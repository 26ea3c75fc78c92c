import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { code, fenced, plain, table } from '../../main/markdown.ts'
import { markdownBlocks } from './markdown.ts'

describe('what main writes into a report', () => {
  test.each([
    '![x](https://evil.example.com/p.png)',
    '[click](javascript:alert(1))',
    '<img src=x onerror=alert(1)>',
    '# A heading',
    '- an item',
    '1. an item',
    '| a | b |',
    '**bold** `code` ~~gone~~',
    '--- ',
    'a & b &lt;',
    '<https://example.com>',
  ])('%j is shown as the text that it is', (text) => {
    expect(markdownBlocks(plain(text))).toEqual([
      { kind: 'paragraph', spans: [{ kind: 'text', text: text.trim() }] },
    ])
  })

  test('stays in its cell, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, id) => {
        const [block, ...more] = markdownBlocks(
          table(['Name', 'ID'], [[`x${plain(name)}`, `x${code(id)}`]]),
        )
        expect(more).toEqual([])
        expect(block?.kind === 'table' && block.rows.map((row) => row.length)).toEqual([2])
      }),
    )
  })

  test('keeps a policy as it is, line by line', () => {
    const policy = '{\n  "Version": "2012-10-17"\n}'
    expect(markdownBlocks(fenced(policy, 'json'))).toEqual([{ kind: 'code', text: policy }])
  })
})
