import type { Span } from '../../../shared/policy/json-tree.ts'
import { formatPolicy } from '../../../shared/policy/policy-format.ts'

/** A policy text as it is shown, and where things of the text as AWS holds it stand in it. */
export type ReadablePolicy = {
  readonly text: string
  /** False where the text is shown byte for byte. */
  readonly isLaidOut: boolean
  readonly spanOf: (held: Span) => Span
}

/** Lines longer than this are not read but scrolled over. */
const longestLine = 160

/** True for JSON that stands on lines too long to read, as tools write it. */
export function isCrammed(text: string): boolean {
  return isJson(text) && text.split('\n').some((line) => line.length > longestLine)
}

/** The text byte for byte. */
export function asHeld(text: string): ReadablePolicy {
  return { text, isLaidOut: false, spanOf: (span) => span }
}

/** The same JSON with white space of its own between the values: a member a line. What is not JSON stays as it is. */
export function laidOut(held: string): ReadablePolicy {
  const text = formatPolicy(held)
  if (text === held) return asHeld(held)
  // White space alone differs, so the signs that are none stand in both texts in the same order.
  const signs = { held: signsOf(held), shown: signsOf(text) }
  return {
    text,
    isLaidOut: true,
    spanOf: ({ offset, length }) => {
      const first = signs.held.findIndex((sign) => sign >= offset)
      const last = signs.held.findLastIndex((sign) => sign < offset + length)
      const start = signs.shown[first] ?? text.length
      return { offset: start, length: Math.max(0, (signs.shown[last] ?? -1) + 1 - start) }
    },
  }
}

/** The same JSON without white space between the values: the fewest bytes. What is not JSON stays as it is. */
export function compacted(text: string): string {
  if (!isJson(text)) return text
  let compact = ''
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|\s+|[^\s"]+/gs)) {
    if (token.trim() !== '') compact += token
  }
  return compact
}

/** Where everything stands that is not white space. */
function signsOf(text: string): number[] {
  return Array.from(text.matchAll(/\S/g), ({ index }) => index)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
