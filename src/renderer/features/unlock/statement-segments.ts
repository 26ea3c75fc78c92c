import { endOf, type Span } from '../../../shared/policy/json-tree.ts'

/** A policy text cut into its statements and what stands around them; joined in order they are the text. */
export type StatementSegments = {
  /** What stands before the first statement. */
  readonly head: string
  readonly statements: readonly string[]
  /** What stands behind the last one. */
  readonly tail: string
}

/** Cuts a text at its statements: each with its indentation before it and its comma behind it. Spans are in the order of the text. */
export function statementSegments(text: string, spans: readonly Span[]): StatementSegments {
  const ends = spans.map((span, index) => {
    const next = spans[index + 1]
    const until = next ? lineStart(text, next.offset, endOf(span)) : endOf(span)
    return until
  })
  const first = spans[0]
  const from = first ? lineStart(text, first.offset, 0) : text.length
  return {
    head: text.slice(0, from),
    statements: ends.map((end, index) => text.slice(ends[index - 1] ?? from, end)),
    tail: text.slice(ends.at(-1) ?? from),
  }
}

/** Where the line of an offset begins, where only white space lies between; else the offset itself. */
function lineStart(text: string, offset: number, least: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return start >= least && text.slice(start, offset).trim() === '' ? start : offset
}
