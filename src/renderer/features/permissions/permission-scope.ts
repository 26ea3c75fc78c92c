import type { Unit } from '../../../shared/domain/account-query.ts'
import { AccountId, type OrganizationId } from '../../../shared/domain/accounts.ts'

/** The account IDs in a text that somebody pasted, each once, in their order; and what in it is none. */
export function accountIdsIn(text: string): {
  readonly ids: readonly AccountId[]
  readonly strange: readonly string[]
} {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '')
  const ids: AccountId[] = []
  const strange: string[] = []
  for (const word of words) {
    const id = AccountId.safeParse(word)
    if (id.success) ids.push(id.data)
    else strange.push(word)
  }
  return { ids: [...new Set(ids)], strange }
}

/** The path of a unit as Organizations writes it, `o-…/r-…/ou-…/`; null where the tree does not lead to its root. */
export function unitPathOf(
  units: readonly Unit[],
  unitId: string,
  organizationId: OrganizationId,
): string | null {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const steps: string[] = []
  let at = byId.get(unitId)
  // A tree is never deeper than its units are many.
  for (let left = units.length; at && left > 0; left -= 1) {
    steps.unshift(at.id)
    if (at.parentId === null) return `${[organizationId, ...steps].join('/')}/`
    at = byId.get(at.parentId)
  }
  return null
}
