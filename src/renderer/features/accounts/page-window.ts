/** The pages that hold the rows from `first` to `last` (both included), without page 0, which is always read. */
export function pagesOf(first: number, last: number, size: number, total: number): number[] {
  if (total === 0 || last < first) return []
  const from = Math.max(1, Math.floor(Math.max(0, first) / size))
  const to = Math.floor(Math.min(last, total - 1) / size)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step)
}

/**
 * The rows to draw for those in sight: always the same number, in steps of eight, so that scrolling moves
 * and refills lines that exist instead of making new ones.
 */
export function drawnRows(first: number, last: number, overscan: number, total: number): number[] {
  const wanted = last - first + 1 + 2 * overscan
  const length = Math.min(total, Math.ceil(wanted / 8) * 8)
  const start = Math.max(0, Math.min(first - overscan, total - length))
  return Array.from({ length }, (_, step) => start + step)
}

/** The row a move ends at, kept inside the table. */
export function movedTo(index: number, by: number, total: number): number {
  return Math.max(0, Math.min(total - 1, index + by))
}

/** The rows that are read, both ends included. */
export type HeldRows = { readonly first: number; readonly last: number }

export const firstHeld: HeldRows = { first: 0, last: 60 }

/** The rows to hold for those in sight, in steps of fifty with fifty more on either side: a new object only where the step changes. */
export function widened(held: HeldRows, start: number, end: number): HeldRows {
  const first = Math.max(0, Math.floor(start / 50) * 50 - 50)
  const last = Math.ceil((end + 1) / 50) * 50 + 49
  return held.first === first && held.last === last ? held : { first, last }
}
