import type { KeyboardEvent } from 'react'
import { createKeybindingsHandler } from 'tinykeys'
import type {
  AccountFilter,
  AccountRow,
  AccountSort,
} from '../../../shared/domain/account-query.ts'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { tableKeys, type TableKey } from '../../table-keys.ts'
import { adjustAccounts } from '../../state/view-store.ts'
import { sayFailure } from '../../ui/say-failure.ts'
import { movedTo } from './page-window.ts'
import { clearSelection, selectAll, toggleAccount } from './selection-store.ts'

type GridState = {
  readonly active: number
  readonly total: number
  /** Lines that a page key moves by. */
  readonly screenful: () => number
  readonly filter: AccountFilter
  readonly sort: AccountSort
  readonly accountId: AccountId | null
  readonly rowAt: (index: number) => AccountRow | undefined
  readonly moveTo: (index: number) => void
  readonly extendTo: (index: number) => void
}

/** Does what a key means while the table has the focus; the keys themselves stand in `table-keys.ts`. */
export function pressInGrid(event: KeyboardEvent, grid: GridState): void {
  // A header button keeps its own keys.
  if (event.target !== event.currentTarget) return
  const actions = actionsOf(grid)
  const bindings: Record<string, (event: globalThis.KeyboardEvent) => void> = {}
  for (const name of Object.keys(actions) as TableKey[]) {
    bindings[tableKeys[name].keys] = (pressed) => {
      pressed.preventDefault()
      actions[name]()
    }
  }
  // No sequences here, so a handler a press will do. A held arrow key walks on.
  createKeybindingsHandler(bindings, { ignore: (pressed) => pressed.isComposing })(
    event.nativeEvent,
  )
}

function actionsOf(grid: GridState): Record<TableKey, () => void> {
  const { active, total, filter, sort, accountId, rowAt } = grid

  function move(by: number, extend = false) {
    if (total === 0) return
    const index = movedTo(active, by, total)
    if (extend) grid.extendTo(index)
    grid.moveTo(index)
    // An open inspector goes along with the active line.
    const row = rowAt(index)
    if (accountId !== null && row && !extend) adjustAccounts({ accountId: row.id })
  }

  function onActiveRow(act: (row: AccountRow) => void) {
    const row = rowAt(active)
    if (row) act(row)
  }

  return {
    next: () => move(1),
    previous: () => move(-1),
    extendDown: () => move(1, true),
    extendUp: () => move(-1, true),
    pageDown: () => move(grid.screenful()),
    pageUp: () => move(-grid.screenful()),
    first: () => move(-Infinity),
    last: () => move(Infinity),
    select: () => onActiveRow((row) => toggleAccount(row.id, active)),
    selectAll: () => void selectAll(filter, sort).catch(sayFailure),
    open: () => onActiveRow((row) => adjustAccounts({ accountId: row.id })),
    close: () => {
      if (accountId === null) clearSelection()
      else adjustAccounts({ accountId: null })
    },
  }
}
