import type { ViewedBundle } from '../../shared/domain/bundles.ts'
import { clearSelection } from '../features/accounts/selection-store.ts'
import { bundleKeyOf, useBundle } from '../state/bundle-store.ts'
import { rootkeep, valueOf } from '../state/client.ts'
import { queryClient } from '../state/query-client.ts'
import { onUnlock } from '../state/session-store.ts'
import { forgetViews } from '../state/view-store.ts'

/**
 * Shows the bundle that main shows. Subscribes first, then reads, and again after unlocking; a push that came in between is the newer word. Returns the way to stop.
 */
export function followBundle(): () => void {
  let told = false
  const read = () => {
    told = false
    valueOf(rootkeep.bundles.viewed()).then(
      (viewed) => {
        if (!told) acceptViewed(viewed)
      },
      // The next push says it; without a bundle every view works.
      () => undefined,
    )
  }
  const stopChanged = rootkeep.bundles.changed((viewed) => {
    told = true
    acceptViewed(viewed)
  })
  const stopUnlock = onUnlock(read)
  read()
  return () => {
    stopChanged()
    stopUnlock()
  }
}

/** Another bundle, or none: nothing that was read, picked or visited before belongs to what is shown now. */
function acceptViewed(viewed: ViewedBundle | null): void {
  const same = bundleKeyOf(useBundle.getState().viewed) === bundleKeyOf(viewed)
  useBundle.setState(same ? { viewed } : { viewed, comparison: null })
  if (same) return
  clearSelection()
  forgetViews()
  void queryClient.resetQueries()
}
