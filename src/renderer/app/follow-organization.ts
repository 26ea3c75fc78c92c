import { clearSelection } from '../features/accounts/selection-store.ts'
import { isViewing } from '../state/bundle-store.ts'
import { queryClient } from '../state/query-client.ts'
import { useSession } from '../state/session-store.ts'
import { forgetViews, goTo, showReadiness, useViews, viewOf } from '../state/view-store.ts'

/**
 * When the window comes to show another organization, what was picked, visited and read belongs to the one before: all of it is forgotten,
 * so that nothing of one is ever shown, or acted on, under the name of the other. Readiness and Settings are about this workstation: they stay.
 */
export function followOrganization(): () => void {
  let shown: string | null = null
  return useSession.subscribe(({ session }) => {
    const id = session?.organization?.id ?? null
    if (id === null || id === shown) return
    const another = shown !== null
    shown = id
    if (!another || isViewing()) return
    const view = viewOf(useViews.getState())
    clearSelection()
    forgetViews()
    if (view.name === 'readiness') showReadiness(view.tab)
    else if (view.name === 'settings') goTo('settings')
    void queryClient.resetQueries()
  })
}
