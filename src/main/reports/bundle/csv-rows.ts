/** The rows of a CSV file (RFC 4180) with their cells; null where a quote is left open, or stands where none may. */
export function csvRows(text: string): string[][] | null {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const quoted = text[at] === '"'
    const end = quoted ? closingQuote(text, at) : nextOf(text, at)
    if (end === -1) return null
    const cell = quoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end)
    if (!quoted && cell.includes('"')) return null
    row.push(cell)
    at = quoted ? end + 1 : end
    if (text[at] === ',') {
      at += 1
      if (at === text.length) row.push('')
      continue
    }
    const ending = /^(\r?\n|$)/.exec(text.slice(at, at + 2))?.[0]
    if (ending === undefined) return null
    rows.push(row)
    row = []
    at += ending.length
  }
  if (row.length > 0) rows.push(row)
  return rows
}

/** Where the quote that opens at `from` closes; -1 where it does not. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] !== '"') return at
    at += 1
  }
  return -1
}

/** Where an unquoted cell ends. */
function nextOf(text: string, from: number): number {
  let at = from
  while (at < text.length && !',\r\n'.includes(text[at] ?? '')) at += 1
  return at
}
