/**
 * CSV as RFC 4180 has it, in UTF-8 without a byte order mark: with one, the first column would have another name to whatever reads the file by name.
 * `docs/report-formats.md` says how a text is read back as it was.
 */

/** One line with its end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`
}

/**
 * A text that somebody else wrote, as a cell. Half a surrogate pair, which UTF-8 cannot carry, becomes U+FFFD.
 *
 * SECURITY: nothing in it is run as a formula by a spreadsheet, not even by one that splits the line elsewhere than RFC 4180 does: an apostrophe is set
 * wherever a formula could begin.
 */
export function csvCell(text: string): string {
  const safe = disarmed(text.toWellFormed())
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * An apostrophe is set at the start, and after each character that some program takes for the end of a cell, where a formula could begin: where its first
 * character comes next, but for spaces, invisible characters and quotes. A tab or the end of a line at the start counts too, as some programs drop it.
 * An apostrophe that was there is doubled, so that taking one away at these places gives the text back.
 */
function disarmed(text: string): string {
  if (!cellEnd.test(text)) return formulaAtStart.test(text) ? `'${text}` : text
  const letters = Array.from(text)
  let armed = false
  // From the end, so that each letter is looked at once, however many of them a formula hides behind.
  for (let at = letters.length - 1; at >= 0; at -= 1) {
    const letter = letters[at] ?? ''
    const before = letters[at - 1]
    armed = formula.test(letter) || (armed && passedOver.test(letter))
    const dropped = before === undefined && lineEnd.test(letter)
    const begins = before === undefined || cellEnd.test(before)
    if (begins && (armed || dropped || letter === "'")) letters[at] = `'${letter}`
  }
  return letters.join('')
}

const cellEnd = /[\t\r\n,;|]/
const lineEnd = /[\t\r\n]/
const passedOver = /[\s\p{C}"]/u
const formula = /[=+\-@＝＋－＠﹢﹣﹦﹫]/
const formulaAtStart = /^(?:'|[\s\p{C}"]*[=+\-@＝＋－＠﹢﹣﹦﹫])/u
