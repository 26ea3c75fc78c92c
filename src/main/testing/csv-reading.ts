/** Reads CSV by the grammar of RFC 4180 and nothing else: written apart from what writes it, so that the two check each other. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedAt(text, at) : plainAt(text, at)
    row.push(cell.text)
    at = cell.end
    if (text[at] === ',') {
      at += 1
      continue
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`a cell does not end at ${at}`)
    at += 2
    rows.push(row)
    row = []
  }
  if (row.length > 0) throw new Error('the last line has no end')
  return rows
}

/** The text that was written, from a cell that was disarmed: as docs/report-formats.md says it. */
export function asWritten(cell: string): string {
  return cell.replaceAll(/(^|[\t\r\n,;|])'/g, '$1')
}

function quotedAt(text: string, start: number): { text: string; end: number } {
  let cell = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) throw new Error(`the quotes at ${start} do not end`)
    cell += text.slice(at, quote)
    if (text[quote + 1] !== '"') return { text: cell, end: quote + 1 }
    cell += '"'
    at = quote + 2
  }
}

function plainAt(text: string, start: number): { text: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== ',' && text[end] !== '\r') {
    if (text[end] === '"' || text[end] === '\n') throw new Error(`an open character at ${end}`)
    end += 1
  }
  return { text: text.slice(start, end), end }
}
