/** A walk through views, as a browser keeps it. */
export type ViewHistory<View> = {
  readonly entries: readonly View[]
  readonly index: number
}

const longest = 50

/** Goes to a view; what lay ahead is forgotten, and so is what lies too far behind. */
export function pushed<View>(history: ViewHistory<View>, view: View): ViewHistory<View> {
  const entries = [...history.entries.slice(0, history.index + 1), view].slice(-longest)
  return { entries, index: entries.length - 1 }
}

/** Changes the present view without a step. */
export function replaced<View>(history: ViewHistory<View>, view: View): ViewHistory<View> {
  return { ...history, entries: history.entries.with(history.index, view) }
}

/** Steps back (-1) or forward (1); at either end it stays. */
export function stepped<View>(history: ViewHistory<View>, step: -1 | 1): ViewHistory<View> {
  const index = history.index + step
  return index < 0 || index >= history.entries.length ? history : { ...history, index }
}

/** The view at which the walk stands. */
export function currentOf<View>({ entries, index }: ViewHistory<View>): View {
  const view = entries[index]
  if (view === undefined) throw new Error('a history is never empty')
  return view
}
