import { create } from 'zustand'
import {
  everyAccount,
  type AccountFilter,
  type AccountSort,
} from '../../shared/domain/account-query.ts'
import type { AccountId } from '../../shared/domain/accounts.ts'
import { everyEntry, type JournalFilter } from '../../shared/domain/journal.ts'
import type { ProcedurePlace, ProcedureStart } from './procedure-place.ts'
import { currentOf, pushed, replaced, stepped, type ViewHistory } from './view-history.ts'

export type AccountsView = {
  readonly name: 'accounts'
  readonly filter: AccountFilter
  readonly sort: AccountSort
  /** The account in the inspector; null while it is closed. */
  readonly accountId: AccountId | null
}
export type ProceduresView = { readonly name: 'procedures' } & ProcedurePlace
export type JournalView = { readonly name: 'journal'; readonly filter: JournalFilter }
/** The parts of Reports. */
export type ReportsTab = 'write' | 'written' | 'schedule'
/** The parts of Readiness. */
export type ReadinessTab = 'checks' | 'network' | 'permissions'
export type View =
  | { readonly name: 'overview' }
  | AccountsView
  | ProceduresView
  | { readonly name: 'cases'; readonly caseId: string | null }
  | JournalView
  | { readonly name: 'reports'; readonly tab: ReportsTab }
  | { readonly name: 'runs'; readonly runId: string | null }
  | { readonly name: 'readiness'; readonly tab: ReadinessTab }
  | { readonly name: 'settings' }
export type ViewName = View['name']

export const worstFirst: AccountSort = { key: 'posture', descending: false }

const first = {
  overview: { name: 'overview' },
  accounts: { name: 'accounts', filter: everyAccount, sort: worstFirst, accountId: null },
  procedures: { name: 'procedures', place: 'list' },
  cases: { name: 'cases', caseId: null },
  journal: { name: 'journal', filter: everyEntry },
  reports: { name: 'reports', tab: 'write' },
  runs: { name: 'runs', runId: null },
  readiness: { name: 'readiness', tab: 'checks' },
  settings: { name: 'settings' },
} as const satisfies Record<ViewName, View>

type ViewStore = { readonly history: ViewHistory<View> }

export const useViews = create<ViewStore>(() => ({
  history: { entries: [first.overview], index: 0 },
}))

/** The view on screen, for selectors. */
export function viewOf({ history }: ViewStore): View {
  return currentOf(history)
}

/** Goes to a view as it was last left; from one thing in Procedures or Cases to all of them. */
export function goTo(name: ViewName): void {
  const { history } = useViews.getState()
  const current = currentOf(history)
  if (current.name === name) {
    const inside =
      (current.name === 'procedures' && current.place !== 'list') ||
      (current.name === 'cases' && current.caseId !== null)
    if (inside) show(first[name])
    return
  }
  const left = history.entries.slice(0, history.index + 1).findLast((view) => view.name === name)
  show(left ?? first[name])
}

/** Goes to the accounts that fit, as a new step. */
export function showAccounts(filter: Partial<AccountFilter>): void {
  show({ ...first.accounts, filter: { ...everyAccount, ...filter } })
}

/** Goes to one account in the inspector; the table beside it keeps its filter where it is on screen. */
export function showAccount(accountId: AccountId): void {
  const view = viewOf(useViews.getState())
  show(view.name === 'accounts' ? { ...view, accountId } : { ...first.accounts, accountId })
}

/** Goes to one run. */
export function showRun(runId: string): void {
  show({ name: 'runs', runId })
}

/** Goes to a part of Reports; from one part to another without a step in the history. */
export function showReports(tab: ReportsTab): void {
  showPart({ name: 'reports', tab })
}

/** Goes to a part of Readiness; from one part to another without a step in the history. */
export function showReadiness(tab: ReadinessTab): void {
  showPart({ name: 'readiness', tab })
}

/** Goes to a place in Procedures. */
export function showProcedures(place: ProcedurePlace): void {
  show({ name: 'procedures', ...place })
}

/** Goes to one procedure, at whatever step it is. */
export function showProcedure(procedureId: string): void {
  showProcedures({ place: 'procedure', procedureId })
}

/** Goes to the form for a new procedure. */
export function beginProcedure(start: ProcedureStart): void {
  showProcedures({ place: 'begin', start })
}

/** Puts another place of Procedures where one stands now: a form that was sent is not stepped back to. */
export function replaceProcedures(place: ProcedurePlace): void {
  useViews.setState(({ history }) => ({
    history: replaced(history, { name: 'procedures', ...place }),
  }))
}

/** Goes to one case, or to the list of them. */
export function showCase(caseId: string | null): void {
  show({ name: 'cases', caseId })
}

/** Goes to the entries of the journal that fit, as a new step. */
export function showJournal(filter: Partial<JournalFilter>): void {
  show({ name: 'journal', filter: { ...everyEntry, ...filter } })
}

/** Changes the filter of the journal without a step in the history. */
export function adjustJournal(change: Partial<JournalFilter>): void {
  useViews.setState(({ history }) => {
    const view = currentOf(history)
    return view.name === 'journal'
      ? { history: replaced(history, { ...view, filter: { ...view.filter, ...change } }) }
      : { history }
  })
}

/** Changes what the accounts view shows without a step in the history. */
export function adjustAccounts(change: Partial<Omit<AccountsView, 'name'>>): void {
  useViews.setState(({ history }) => {
    const view = currentOf(history)
    return view.name === 'accounts'
      ? { history: replaced(history, { ...view, ...change }) }
      : { history }
  })
}

/** Changes the filter of the accounts view. */
export function adjustFilter(change: Partial<AccountFilter>): void {
  const view = viewOf(useViews.getState())
  if (view.name === 'accounts') adjustAccounts({ filter: { ...view.filter, ...change } })
}

/** Forgets every step and begins at the Overview: what was visited is not what is shown from now on. */
export function forgetViews(): void {
  useViews.setState({ history: { entries: [first.overview], index: 0 } })
}

export function goBack(): void {
  useViews.setState(({ history }) => ({ history: stepped(history, -1) }))
}

export function goForward(): void {
  useViews.setState(({ history }) => ({ history: stepped(history, 1) }))
}

/** Goes to a view, as a step unless it is on screen with another of its parts. */
function showPart(view: View): void {
  if (viewOf(useViews.getState()).name !== view.name) show(view)
  else useViews.setState(({ history }) => ({ history: replaced(history, view) }))
}

function show(view: View): void {
  useViews.setState(({ history }) => ({ history: pushed(history, view) }))
}
