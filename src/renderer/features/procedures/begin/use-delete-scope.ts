import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { everyAccount, type AccountFilter } from '../../../../shared/domain/account-query.ts'
import type { AccountId } from '../../../../shared/domain/accounts.ts'
import type { ProcedureScope } from '../../../../shared/domain/procedures.ts'
import type { ProcedureStart } from '../../../state/procedure-place.ts'
import { reads } from '../../../state/reads.ts'
import { useViews } from '../../../state/view-store.ts'
import { useSelection } from '../../accounts/selection-store.ts'
import { accountIdsFrom } from './account-ids.ts'

export type ScopeWay = 'given' | 'selection' | 'filter' | 'typed'

export type DeleteScopeState = {
  readonly way: ScopeWay
  readonly setWay: (way: ScopeWay) => void
  /** The accounts with which the form was opened. */
  readonly given: readonly AccountId[]
  /** The accounts that are picked in the table now. */
  readonly selection: readonly AccountId[]
  readonly filter: AccountFilter
  /** How many fit the filter now; null while it is read. */
  readonly filtered: number | null
  readonly typed: string
  readonly setTyped: (text: string) => void
  /** What stands among the typed IDs and is none. */
  readonly strays: readonly string[]
  /** What it comes to; null while something is missing. */
  readonly scope: ProcedureScope | null
  /** How many accounts that is; null where it is not known. */
  readonly count: number | null
  readonly missing: string | null
}

/** Which accounts are meant: those the form was opened with, the selection, whatever fits the filter of the table, or typed IDs. */
export function useDeleteScope(
  start: Extract<ProcedureStart, { kind: 'delete-root-credentials' }>['scope'],
): DeleteScopeState {
  const given = start.kind === 'accounts' ? start.accountIds : []
  const ids = useSelection((selection) => selection.ids)
  const selection = [...ids]
  const tableFilter = useViews(({ history }) => {
    const view = history.entries.findLast((each) => each.name === 'accounts')
    return view?.name === 'accounts' ? view.filter : everyAccount
  })
  // What the form was opened with stays, whatever is filtered meanwhile.
  const [filter] = useState(start.kind === 'filter' ? start.filter : tableFilter)
  const [way, setWay] = useState<ScopeWay>(
    start.kind === 'filter' ? 'filter' : given.length > 0 ? 'given' : 'typed',
  )
  const [typed, setTyped] = useState('')
  const { data: facets } = useQuery(reads.facets(filter))
  const { accountIds, strays } = accountIdsFrom(typed)
  const accounts = { given, selection, typed: accountIds }
  const filtered = facets?.total ?? null
  const chosen = way === 'filter' ? [] : accounts[way]
  const missing =
    way === 'filter'
      ? filtered === 0
        ? 'No account fits the filter.'
        : null
      : strays.length > 0 && way === 'typed'
        ? `${strays[0]} is not an account ID.`
        : chosen.length === 0
          ? 'Choose the accounts.'
          : null

  return {
    way,
    setWay,
    given,
    selection,
    filter,
    filtered,
    typed,
    setTyped,
    strays,
    scope: scopeOf(way, filter, chosen),
    count: way === 'filter' ? filtered : chosen.length,
    missing,
  }
}

function scopeOf(
  way: ScopeWay,
  filter: AccountFilter,
  chosen: readonly AccountId[],
): ProcedureScope | null {
  if (way === 'filter') return { kind: 'filter', filter }
  return chosen.length === 0 ? null : { kind: 'accounts', accountIds: [...chosen] }
}
