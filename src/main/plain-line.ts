/**
 * A text that somebody else wrote, fit to stand in one line of a window of ours: nothing in it breaks the line, hides, or turns the direction of
 * writing, so that it cannot pass for words of Rootkeep.
 *
 * @param limit how many characters are shown; what is longer says so.
 */
export function plainLine(text: string, limit = 120): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2800\u3164\uffa0]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  const letters = Array.from(line)
  return letters.length <= limit ? line : `${letters.slice(0, limit).join('')}…`
}
