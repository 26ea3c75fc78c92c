import type { ViewName } from '../state/view-store.ts'

/** The views that show what an evidence bundle holds. The others are about this workstation and what it can do. */
const inBundle: ReadonlySet<ViewName> = new Set(['overview', 'accounts'])

/** True for a view that works while an evidence bundle is shown. */
export function isInBundle(view: ViewName): boolean {
  return inBundle.has(view)
}
