import { AccountsScreen } from '../features/accounts/accounts-screen.tsx'
import { OverviewScreen } from '../features/overview/overview-screen.tsx'
import { RunsScreen } from '../features/runs/runs-screen.tsx'
import { SettingsScreen } from '../features/settings/settings-screen.tsx'
import { useViews, viewOf } from '../state/view-store.ts'

/** The view on screen. */
export function ViewOutlet() {
  const view = useViews(viewOf)
  switch (view.name) {
    case 'overview':
      return <OverviewScreen />
    case 'accounts':
      return <AccountsScreen view={view} />
    case 'runs':
      return <RunsScreen runId={view.runId} />
    case 'settings':
      return <SettingsScreen />
  }
}
