import type { AccountFilter, Unit } from '../../../shared/domain/account-query.ts'
import { countedOf } from '../../format/count.ts'
import { filterSentence } from '../accounts/filter-words.ts'
import { unitRowsOf } from '../accounts/unit-rows.ts'

type Option = { readonly value: string; readonly label: string }

/** The units as a list to choose from, each below its parent and set in by its depth; `any` for no unit. */
export function unitOptions(units: readonly Unit[], chosenId: string | null): Option[] {
  // Whatever lies below the first level is closed until it is flipped: here all of it is open.
  const known = new Set(units.map(({ id }) => id))
  const deep = new Set(
    units.filter(({ parentId }) => parentId !== null && known.has(parentId)).map(({ id }) => id),
  )
  const rows = unitRowsOf(units, deep).map(({ unit, level }) => ({
    value: unit.id,
    label: `${'\u2003'.repeat(level - 1)}${unit.name} (${countedOf(unit.accounts, 'account')})`,
  }))
  const gone =
    chosenId !== null && !known.has(chosenId) ? [{ value: chosenId, label: chosenId }] : []
  return [{ value: 'any', label: 'Any unit' }, ...gone, ...rows]
}

/** The scope as a sentence, with the unit by its name. */
export function scopeSentence(scope: AccountFilter, units: readonly Unit[]): string {
  const name = units.find(({ id }) => id === scope.unitId)?.name ?? scope.unitId
  const words = filterSentence({ ...scope, unitId: name })
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
