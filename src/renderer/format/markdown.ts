/** A piece of a line: text, or text that is set strong or in fixed width. */
export type MarkdownSpan = { readonly kind: 'text' | 'strong' | 'code'; readonly text: string }

/** The parts of a report, one after the other. */
export type MarkdownBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly spans: readonly MarkdownSpan[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly MarkdownSpan[] }
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly items: readonly (readonly MarkdownSpan[])[]
    }
  | {
      readonly kind: 'table'
      readonly head: readonly (readonly MarkdownSpan[])[]
      readonly rows: readonly (readonly (readonly MarkdownSpan[])[])[]
    }
  | { readonly kind: 'code'; readonly text: string }

const heading = /^(#{1,6})\s+(.*)$/
const listItem = /^\s*(?:([-*])|\d+\.)\s+(.*)$/
const tableLine = /^\s*\|.*\|\s*$/
const tableRule = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/
const fence = /^```/

/**
 * Reads the part of Markdown that reports are written in: headings, paragraphs, lists, tables, code. Whatever else stands there stays text; nothing
 * becomes a link, an image or HTML.
 */
export function markdownBlocks(markdown: string): MarkdownBlock[] {
  const lines = markdown.split(/\r?\n/)
  const blocks: MarkdownBlock[] = []
  let at = 0
  const takeWhile = (fits: (line: string) => boolean): string[] => {
    const from = at
    while (at < lines.length && fits(lines[at] ?? '')) at += 1
    return lines.slice(from, at)
  }
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const title = heading.exec(line)
    const item = listItem.exec(line)
    if (line.trim() === '') {
      at += 1
    } else if (fence.test(line)) {
      at += 1
      blocks.push({ kind: 'code', text: takeWhile((each) => !fence.test(each)).join('\n') })
      at += 1
    } else if (title) {
      at += 1
      blocks.push({
        kind: 'heading',
        level: (title[1] ?? '#').length,
        spans: markdownSpans(title[2] ?? ''),
      })
    } else if (tableLine.test(line) && tableRule.test(lines[at + 1] ?? '')) {
      const [head = '', , ...rows] = takeWhile((each) => tableLine.test(each))
      blocks.push({ kind: 'table', head: cellsOf(head), rows: rows.map(cellsOf) })
    } else if (item) {
      const ordered = item[1] === undefined
      const items = takeWhile((each) => listItem.test(each))
      blocks.push({
        kind: 'list',
        ordered,
        items: items.map((each) => markdownSpans(listItem.exec(each)?.[2] ?? '')),
      })
    } else {
      // The first line is taken whatever it is: each round must come further.
      at += 1
      const rest = takeWhile((each) => isPlain(each))
      blocks.push({ kind: 'paragraph', spans: markdownSpans([line, ...rest].join(' ')) })
    }
  }
  return blocks
}

function isPlain(line: string): boolean {
  const special = [heading, listItem, tableLine, fence]
  return line.trim() !== '' && !special.some((pattern) => pattern.test(line))
}

/** The cells of a line of a table; `\|` is a bar inside a cell. */
function cellsOf(line: string): MarkdownSpan[][] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => markdownSpans(cell.trim()))
}

/** Reads one line: `**strong**`, `` `code` ``, and backslashes before signs that are meant as such. */
export function markdownSpans(line: string): MarkdownSpan[] {
  const spans: MarkdownSpan[] = []
  for (const part of line.split(/((?<!\\)`[^`]+`|\*\*(?:\\.|[^*\\])+\*\*)/)) {
    if (part === '') continue
    if (/^`[^`]+`$/.test(part)) spans.push({ kind: 'code', text: part.slice(1, -1) })
    else if (/^\*\*.+\*\*$/.test(part)) {
      spans.push({ kind: 'strong', text: unescaped(part.slice(2, -2)) })
    } else spans.push({ kind: 'text', text: unescaped(part) })
  }
  return spans
}

function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}
