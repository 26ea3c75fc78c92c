/** A set of picked items and the place from which a range is drawn. */
export type Selection<Id> = {
  readonly ids: ReadonlySet<Id>
  /** The row that was last picked by itself; null where there is none. */
  readonly anchor: number | null
}

/** Picks an item, or drops it; it becomes the place from which a range is drawn. */
export function toggled<Id>(selection: Selection<Id>, id: Id, index: number): Selection<Id> {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, anchor: index }
}

/** Adds items; the anchor stays, so that a second range is drawn from the same place. */
export function added<Id>(selection: Selection<Id>, more: Iterable<Id>): Selection<Id> {
  return { ids: new Set([...selection.ids, ...more]), anchor: selection.anchor }
}

/** The rows from the anchor to a row, both included, in order. */
export function rangeTo(
  anchor: number | null,
  index: number,
): { readonly from: number; readonly to: number } {
  const start = anchor ?? index
  return start <= index ? { from: start, to: index } : { from: index, to: start }
}
