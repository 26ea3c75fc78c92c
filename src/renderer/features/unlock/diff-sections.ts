import type { DifferenceRow } from '../../../shared/policy/line-difference.ts'

/** Rows to draw, or rows without a change that are folded away. */
export type DiffSection = {
  readonly kind: 'shown' | 'folded'
  readonly rows: readonly DifferenceRow[]
}

/** Fewer lines than this are not worth a button. */
const leastFolded = 4

/** Splits rows so that those far from any change can be folded away; short stretches stay. */
export function sectionsOf(rows: readonly DifferenceRow[], around = 3): DiffSection[] {
  const near = rows.map(() => false)
  for (const [index, row] of rows.entries()) {
    if (row.kind !== 'same') near.fill(true, Math.max(0, index - around), index + around + 1)
  }
  const sections: { kind: DiffSection['kind']; rows: DifferenceRow[] }[] = []
  for (const [index, row] of rows.entries()) {
    const kind = near[index] ? 'shown' : 'folded'
    const last = sections.at(-1)
    if (last?.kind === kind) last.rows.push(row)
    else sections.push({ kind, rows: [row] })
  }
  return sections.map((section) =>
    section.rows.length < leastFolded ? { ...section, kind: 'shown' } : section,
  )
}
