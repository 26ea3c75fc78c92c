/** Something the palette can find. */
export type Findable = { readonly title: string; readonly words?: string | undefined }

/**
 * How well a query fits, higher is better, 0 is not at all: the start of the title, the start of a word,
 * inside a word, letters in order; other words count less than the title.
 */
export function fitOf(query: string, { title, words = '' }: Findable): number {
  const asked = query.trim().toLowerCase()
  if (asked === '') return 1
  return Math.max(fitOfText(asked, title.toLowerCase()), fitOfText(asked, words.toLowerCase()) / 2)
}

/** What fits, best first; equals keep their order. */
export function ranked<Item extends Findable>(items: readonly Item[], query: string): Item[] {
  return items
    .map((item) => ({ item, fit: fitOf(query, item) }))
    .filter(({ fit }) => fit > 0)
    .toSorted((a, b) => b.fit - a.fit)
    .map(({ item }) => item)
}

/** From here on a query fits by the starts of words: somebody who types it means that. */
const meant = 60

/** True where a query fits one of the items so well that it must be meant. */
export function isMeant(items: readonly Findable[], query: string): boolean {
  return items.some((item) => fitOf(query, item) >= meant)
}

function fitOfText(asked: string, text: string): number {
  if (text === '') return 0
  if (text.startsWith(asked)) return 100
  if (` ${text}`.includes(` ${asked}`)) return 80
  const each = asked.split(/\s+/)
  if (each.every((word) => ` ${text}`.includes(` ${word}`))) return 60
  if (text.includes(asked)) return 40
  return each.length === 1 && hasInOrder(asked, text) ? 20 : 0
}

function hasInOrder(letters: string, text: string): boolean {
  let from = 0
  for (const letter of letters) {
    const found = text.indexOf(letter, from)
    if (found === -1) return false
    from = found + 1
  }
  return true
}
