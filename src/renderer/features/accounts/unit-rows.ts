import type { Unit } from '../../../shared/domain/account-query.ts'

/** A unit as a line of the tree. */
export type UnitRow = {
  readonly unit: Unit
  /** 1 at the root. */
  readonly level: number
  readonly hasChildren: boolean
  readonly open: boolean
}

/** How deep the tree is open before anybody touches it. */
const openToLevel = 1

/**
 * The lines to draw, parents before children, siblings by name. A unit is open where it stands in
 * `flipped` and lies deep, or does not and lies high. A unit whose parent is not in the list is drawn as
 * a root: nothing drops out of sight because one call of the listing failed.
 */
export function unitRowsOf(units: readonly Unit[], flipped: ReadonlySet<string>): UnitRow[] {
  const known = new Set(units.map((unit) => unit.id))
  const children = new Map<string | null, Unit[]>()
  for (const unit of units) {
    const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null
    children.set(parent, [...(children.get(parent) ?? []), unit])
  }

  const rows: UnitRow[] = []
  const add = (parent: string | null, level: number) => {
    const siblings = (children.get(parent) ?? []).toSorted((a, b) =>
      a.name.localeCompare(b.name, 'en'),
    )
    for (const unit of siblings) {
      const hasChildren = children.has(unit.id)
      const open = hasChildren && flipped.has(unit.id) !== level <= openToLevel
      rows.push({ unit, level, hasChildren, open })
      if (open) add(unit.id, level + 1)
    }
  }
  add(null, 1)
  return rows
}

/** The line of the parent of a line; null at a root. */
export function parentRowOf(rows: readonly UnitRow[], index: number): number | null {
  const level = rows[index]?.level ?? 1
  const found = rows.slice(0, index).findLastIndex((row) => row.level < level)
  return found === -1 ? null : found
}
