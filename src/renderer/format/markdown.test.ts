import fc from 'fast-check'
import { expect, it } from 'vitest'
import { markdownBlocks, markdownSpans, type MarkdownBlock } from './markdown.ts'

const text = (value: string) => [{ kind: 'text', text: value }]

it('headings, paragraphs and lists are told apart', () => {
  expect(
    markdownBlocks('# Report\n\nOne line\nand the next.\n\n- first\n- second\n\n1. a\n2. b'),
  ).toEqual([
    { kind: 'heading', level: 1, spans: text('Report') },
    { kind: 'paragraph', spans: text('One line and the next.') },
    { kind: 'list', ordered: false, items: [text('first'), text('second')] },
    { kind: 'list', ordered: true, items: [text('a'), text('b')] },
  ])
})
it('a table has a head and rows, and a bar can stand in a cell', () => {
  expect(markdownBlocks('| When | Who |\n| --- | --- |\n| now | a\\|b |')).toEqual([
    { kind: 'table', head: [text('When'), text('Who')], rows: [[text('now'), text('a|b')]] },
  ])
})
it('bars without a rule below them stay text', () => {
  expect(markdownBlocks('| not a table |')).toEqual([
    { kind: 'paragraph', spans: text('| not a table |') },
  ])
})
it('code is kept as it stands, blank lines included', () => {
  expect(markdownBlocks('```json\n{\n\n  "a": "**"\n}\n```\nafter')).toEqual([
    { kind: 'code', text: '{\n\n  "a": "**"\n}' },
    { kind: 'paragraph', spans: text('after') },
  ])
})
it('strong and code are set apart; what was escaped is text', () => {
  expect(markdownSpans('a **bold** and `code` and \\*not\\*')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'strong', text: 'bold' },
    { kind: 'text', text: ' and ' },
    { kind: 'code', text: 'code' },
    { kind: 'text', text: ' and *not*' },
  ])
})
it('HTML and links are text and nothing else', () => {
  const written = '<img src=x onerror=alert(1)> [a](https://example.com)'
  expect(markdownBlocks(written)).toEqual([{ kind: 'paragraph', spans: text(written) }])
})

const words = (block: MarkdownBlock): string => JSON.stringify(block)
it('any text comes to an end, and no word of it is lost', () => {
  const line = fc.oneof(
    fc.constantFrom('', '# ', '- ', '| a | b |', '|---|---|', '```', '1. x', '**b', '`c'),
    fc.stringMatching(/^[a-z ]{1,12}$/),
  )
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 20 }),
      fc.stringMatching(/^[a-z]{6}$/),
      (lines, word) => {
        // Without fences: the words after one name a language.
        const kept = lines.filter((each) => each !== '```')
        const all = markdownBlocks([...kept, '', word].join('\n'))
          .map(words)
          .join('')
        expect(all).toContain(word)
      },
    ),
  )
})
