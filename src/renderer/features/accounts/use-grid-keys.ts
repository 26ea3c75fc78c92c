import { useMemo, useRef, type KeyboardEvent } from 'react'
import { createKeybindingsHandler } from 'tinykeys'
import type {
  AccountFilter,
  AccountRow,
  AccountSort,
} from '../../../shared/domain/account-query.ts'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { tableKeys, type TableKey } from '../../commands.ts'
import { adjustAccounts } from '../../state/view-store.ts'
import { movedTo } from './page-window.ts'
import { sayFailure } from '../../ui/say-failure.ts'
import { clearSelection, selectAll, toggleAccount } from './selection-store.ts'

type GridKeysInput = {
  readonly active: number
  readonly total: number
  /** Lines that a page key moves by. */
  readonly screenful: number
  readonly filter: AccountFilter
  readonly sort: AccountSort
  readonly accountId: AccountId | null
  readonly rowAt: (index: number) => AccountRow | undefined
  readonly moveTo: (index: number) => void
  readonly extendTo: (index: number) => void
}

/** What keys do while the table has the focus; the keys themselves stand in `commands.ts`. */
export function useGridKeys(input: GridKeysInput): (event: KeyboardEvent) => void {
  const latest = useRef(input)
  latest.current = input

  const handler = useMemo(() => {
    const actions: Record<TableKey, () => void> = {
      next: () => move(1),
      previous: () => move(-1),
      extendDown: () => move(1, true),
      extendUp: () => move(-1, true),
      pageDown: () => move(latest.current.screenful),
      pageUp: () => move(-latest.current.screenful),
      first: () => move(-Infinity),
      last: () => move(Infinity),
      select: () => {
        const { active, rowAt } = latest.current
        const row = rowAt(active)
        if (row) toggleAccount(row.id, active)
      },
      selectAll: () => {
        const { filter, sort } = latest.current
        selectAll(filter, sort).catch(sayFailure)
      },
      open: () => {
        const { active, rowAt } = latest.current
        const row = rowAt(active)
        if (row) adjustAccounts({ accountId: row.id })
      },
      close: () => {
        if (latest.current.accountId === null) clearSelection()
        else adjustAccounts({ accountId: null })
      },
    }

    function move(by: number, extend = false) {
      const { active, total, moveTo, extendTo, accountId, rowAt } = latest.current
      if (total === 0) return
      const index = movedTo(active, by, total)
      if (extend) extendTo(index)
      moveTo(index)
      // An open inspector goes along with the active line.
      const row = rowAt(index)
      if (accountId !== null && row && !extend) adjustAccounts({ accountId: row.id })
    }

    return createKeybindingsHandler(
      Object.fromEntries(
        Object.entries(actions).map(([name, act]) => [
          tableKeys[name as TableKey].keys,
          (event: globalThis.KeyboardEvent) => {
            event.preventDefault()
            act()
          },
        ]),
      ),
      // A held arrow key walks on.
      { ignore: (event) => event.isComposing },
    )
  }, [])

  return (event) => {
    // A header button keeps its own keys.
    if (event.target === event.currentTarget) handler(event.nativeEvent)
  }
}
