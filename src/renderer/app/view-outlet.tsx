import { AccountsScreen } from '../features/accounts/accounts-screen.tsx'
import { CasesScreen } from '../features/cases/cases-screen.tsx'
import { JournalScreen } from '../features/journal/journal-screen.tsx'
import { OverviewScreen } from '../features/overview/overview-screen.tsx'
import { ProceduresScreen } from '../features/procedures/procedures-screen.tsx'
import { ReadinessScreen } from '../features/readiness/readiness-screen.tsx'
import { ReportsScreen } from '../features/reports/reports-screen.tsx'
import { RunsScreen } from '../features/runs/runs-screen.tsx'
import { SettingsScreen } from '../features/settings/settings-screen.tsx'
import { useViewing } from '../state/bundle-store.ts'
import { useSession } from '../state/session-store.ts'
import { showProcedures, useViews, viewOf } from '../state/view-store.ts'
import { Button } from '../ui/button.tsx'
import { isInBundle } from './bundle-views.ts'
import { NoOrganization } from './no-organization.tsx'
import { NotInBundle } from './not-in-bundle.tsx'

/** The view on screen. */
export function ViewOutlet() {
  const view = useViews(viewOf)
  const viewing = useViewing()
  const known =
    useSession(({ session }) => session !== null && session.organization !== null) || viewing
  if (viewing && !isInBundle(view.name)) return <NotInBundle />
  switch (view.name) {
    case 'overview':
      return known ? <OverviewScreen /> : <NoOrganization title="Overview" />
    case 'accounts':
      return known ? <AccountsScreen view={view} /> : <NoOrganization title="Accounts" />
    case 'procedures':
      // Somebody else's plan is read and approved without any way to AWS.
      return known || view.place === 'approve' || view.place === 'is-root-needed' ? (
        <ProceduresScreen view={view} />
      ) : (
        <NoOrganization
          title="Procedures"
          besides={
            <Button onClick={() => showProcedures({ place: 'approve' })}>
              Approve somebody’s plan
            </Button>
          }
        />
      )
    case 'cases':
      return known ? <CasesScreen caseId={view.caseId} /> : <NoOrganization title="Cases" />
    case 'journal':
      return <JournalScreen filter={view.filter} />
    case 'reports':
      return known ? <ReportsScreen tab={view.tab} /> : <NoOrganization title="Reports" />
    case 'runs':
      return known ? <RunsScreen runId={view.runId} /> : <NoOrganization title="Runs" />
    case 'readiness':
      return <ReadinessScreen tab={view.tab} />
    case 'settings':
      return <SettingsScreen />
  }
}
