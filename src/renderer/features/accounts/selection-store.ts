import { create } from 'zustand'
import type { AccountFilter, AccountSort } from '../../../shared/domain/account-query.ts'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { rootkeep, valueOf } from '../../state/client.ts'
import { added, rangeTo, toggled, type Selection } from './selection.ts'

const none: Selection<AccountId> = { ids: new Set(), anchor: null }

/** The accounts picked in the table. Outlives filters and views: it ends when it is cleared. */
export const useSelection = create<Selection<AccountId>>(() => none)

export function readSelection(): ReadonlySet<AccountId> {
  return useSelection.getState().ids
}

export function toggleAccount(id: AccountId, index: number): void {
  useSelection.setState((selection) => toggled(selection, id, index))
}

/**
 * Picks from the anchor to a row. Rows that were never on screen are not in the window, so main is asked
 * for the IDs in the order of the table.
 */
export async function selectRange(
  index: number,
  filter: AccountFilter,
  sort: AccountSort,
): Promise<void> {
  const { from, to } = rangeTo(useSelection.getState().anchor, index)
  const ids = await valueOf(rootkeep.accounts.ids({ filter, sort }))
  useSelection.setState((selection) => added(selection, ids.slice(from, to + 1)))
}

/** Picks every account that fits, on screen or not. */
export async function selectAll(filter: AccountFilter, sort: AccountSort): Promise<void> {
  const ids = await valueOf(rootkeep.accounts.ids({ filter, sort }))
  useSelection.setState((selection) => added(selection, ids))
}

export function clearSelection(): void {
  useSelection.setState(none, true)
}
