import { endOf, type JsonNode, type Span } from './json-tree.ts'

/** One stretch of a text and what takes its place. */
export type TextEdit = { readonly span: Span; readonly text: string }

/** The text with edits that do not overlap; all else stays byte for byte. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.span.offset - a.span.offset)
    .reduce(
      (edited, { span, text: put }) =>
        `${edited.slice(0, span.offset)}${put}${edited.slice(endOf(span))}`,
      text,
    )
}

/**
 * Takes items out of a list, each with one comma and the white space that set it apart from the item before
 * it (or after it, at the head of the list). At least one item must stay.
 */
export function dropItems(
  { items }: Extract<JsonNode, { type: 'array' }>,
  drops: (index: number) => boolean,
): TextEdit[] {
  const edits: TextEdit[] = []
  const cut = (from: number, to: number) =>
    edits.push({ span: { offset: from, length: to - from }, text: '' })
  let head: number | null = null
  let lastEnd: number | null = null
  for (const [index, { span }] of items.entries()) {
    if (!drops(index)) {
      if (head !== null) cut(head, span.offset)
      head = null
      lastEnd = endOf(span)
    } else if (lastEnd === null) {
      head ??= span.offset
    } else {
      // The comma before it goes along; the one behind it stays for the next.
      cut(lastEnd, endOf(span))
      lastEnd = endOf(span)
    }
  }
  if (lastEnd === null) throw new Error('a list keeps at least one item')
  return edits
}

/** A list of texts in place of a value, laid out as the value was: on one line, or an item a line. */
export function listInPlaceOf(text: string, node: JsonNode, items: readonly string[]): TextEdit {
  const quoted = items.map((item) => JSON.stringify(item))
  const [head, tail, between] = layoutOf(text, node)
  return { span: node.span, text: `[${head}${quoted.join(`,${between}`)}${tail}]` }
}

/** More texts behind a value: behind the items of a list, or the value becomes the first of a list. */
export function appendItems(text: string, node: JsonNode, items: readonly string[]): TextEdit {
  const quoted = items.map((item) => JSON.stringify(item))
  const [, , between] = layoutOf(text, node)
  const last = node.type === 'array' ? node.items.at(-1) : undefined
  const more = quoted.map((item) => `,${between}${item}`).join('')
  if (last) return { span: { offset: endOf(last.span), length: 0 }, text: more }
  const value = text.slice(node.span.offset, endOf(node.span))
  return { span: node.span, text: `[${value}${more}]` }
}

/** The white space at the head and the tail of a list, and between its items. */
function layoutOf(text: string, node: JsonNode): readonly [string, string, string] {
  const isSpaced = /\s/.test(text.charAt(node.span.offset - 1))
  const [first, second] = node.type === 'array' ? node.items : []
  const last = node.type === 'array' ? node.items.at(-1) : undefined
  if (!first || !last) return ['', '', isSpaced ? ' ' : '']
  const head = text.slice(node.span.offset + 1, first.span.offset)
  const tail = text.slice(endOf(last.span), endOf(node.span) - 1)
  const between = second ? text.slice(endOf(first.span), second.span.offset).replace(',', '') : null
  return [head, tail, between ?? (head.includes('\n') || !isSpaced ? head : ' ')]
}
