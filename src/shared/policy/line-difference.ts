import { createTwoFilesPatch, diffArrays, diffWordsWithSpace, FILE_HEADERS_ONLY } from 'diff'

/** A line of a side-by-side comparison. Lines are counted from 1, on each side by itself. */
export type DifferenceRow =
  | {
      readonly kind: 'same'
      readonly before: number
      readonly after: number
      readonly text: string
    }
  | { readonly kind: 'removed'; readonly before: number; readonly text: string }
  | { readonly kind: 'added'; readonly after: number; readonly text: string }
  | {
      readonly kind: 'changed'
      readonly before: number
      readonly after: number
      /** What the two lines share and where they differ; the removed and the shared ones make the line before. */
      readonly parts: readonly DifferencePart[]
    }

export type DifferencePart = {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Texts that differ in more lines are shown as replaced; so is a line that differs in more pieces. */
const mostLines = 1_000
const mostPieces = 400

/**
 * Compares two texts line by line, for showing them side by side; null is a text that is not there. A line
 * break at the end shows as an empty last line.
 */
export function lineDifference(before: string | null, after: string | null): DifferenceRow[] {
  const rows: DifferenceRow[] = []
  const at = { before: 0, after: 0 }
  const changes = changesOf(linesOf(before), linesOf(after))
  for (const [index, change] of changes.entries()) {
    if (change.added) {
      const removed = changes[index - 1]?.removed === true ? (changes[index - 1]?.value ?? []) : []
      for (const text of change.value.slice(removed.length)) {
        rows.push({ kind: 'added', after: (at.after += 1), text })
      }
    } else if (change.removed) {
      const added = changes[index + 1]?.added === true ? (changes[index + 1]?.value ?? []) : []
      for (const [line, text] of change.value.entries()) {
        const other = added[line]
        const number = (at.before += 1)
        rows.push(
          other === undefined
            ? { kind: 'removed', before: number, text }
            : {
                kind: 'changed',
                before: number,
                after: (at.after += 1),
                parts: partsOf(text, other),
              },
        )
      }
    } else {
      for (const text of change.value) {
        rows.push({ kind: 'same', before: (at.before += 1), after: (at.after += 1), text })
      }
    }
  }
  return rows
}

/** The comparison as a unified diff, for reports; empty where the texts are the same. */
export function unifiedDifference(
  name: string,
  before: string | null,
  after: string | null,
): string {
  if (before === after) return ''
  return createTwoFilesPatch(
    before === null ? '/dev/null' : name,
    after === null ? '/dev/null' : name,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY },
  )
}

type Change = {
  readonly added: boolean
  readonly removed: boolean
  readonly value: readonly string[]
}

function changesOf(before: string[], after: string[]): readonly Change[] {
  return (
    diffArrays(before, after, { maxEditLength: mostLines }) ?? [
      { added: false, removed: true, value: before },
      { added: true, removed: false, value: after },
    ]
  )
}

function linesOf(text: string | null): string[] {
  return text === null ? [] : text.split('\n')
}

function partsOf(before: string, after: string): DifferencePart[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: mostPieces })
  if (changes === undefined) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]
  }
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}
