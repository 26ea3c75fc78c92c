import type { ProceduresView } from '../../state/view-store.ts'
import { UnlockScreen } from '../unlock/unlock-screen.tsx'
import { ApproveScreen } from './approve/approve-screen.tsx'
import { BeginScreen } from './begin/begin-screen.tsx'
import { ProcedureList } from './list/procedure-list.tsx'
import { ProcedureScreen } from './procedure/procedure-screen.tsx'
import { RootNeededScreen } from './root-needed/root-needed-screen.tsx'

/** Everything that can be done with root users, and what is under way. */
export function ProceduresScreen({ view }: { readonly view: ProceduresView }) {
  switch (view.place) {
    case 'list':
      return <ProcedureList />
    case 'is-root-needed':
      return <RootNeededScreen />
    case 'approve':
      return <ApproveScreen />
    case 'begin':
      return <BeginScreen key={JSON.stringify(view.start)} start={view.start} />
    case 'unlock':
      return (
        <UnlockScreen
          service={view.service}
          accountId={view.accountId}
          caseId={view.caseId}
          resource={view.resource ?? null}
        />
      )
    case 'procedure':
      return <ProcedureScreen key={view.procedureId} procedureId={view.procedureId} />
  }
}
