import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { failureFrom } from '../../state/client.ts'
import { countedOf } from '../../format/count.ts'
import { openDialog } from '../../state/dialog-store.ts'
import { reads } from '../../state/reads.ts'
import { useNow } from '../../state/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { CaseList } from './case-list.tsx'
import { byUrgency } from './case-urgency.ts'
import { CaseView } from './case-view.tsx'
import styles from './cases-screen.module.css'

/** Every break-glass case, the loudest first, and one of them in full. */
export function CasesScreen({ caseId }: { readonly caseId: string | null }) {
  const { data, error, refetch } = useQuery(reads.cases())
  const cases = byUrgency(data ?? [], useNow())
  const chosen = cases.find((each) => each.id === caseId) ?? cases[0]
  const openCase = (
    <Button
      look="primary"
      icon={<Plus aria-hidden />}
      onClick={() => openDialog({ kind: 'open-case' })}
    >
      Open a case
    </Button>
  )

  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <h1 className={styles.title}>Cases</h1>
        {data ? <span className={styles.count}>{countedOf(data.length, 'case')}</span> : null}
        {data && data.length > 0 ? <div className={styles.open}>{openCase}</div> : null}
      </header>
      {error ? (
        <FailurePanel
          title="The cases could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : chosen === undefined ? (
        data ? (
          <Panel title="No case yet">
            <EmptyState title="No door has been opened" action={openCase}>
              A break-glass case says why root is needed, for how long, and under which ticket. Root
              passwords can be recovered only inside one, and it cannot be closed while an account
              it reopened is not verified closed.
            </EmptyState>
          </Panel>
        ) : null
      ) : (
        <div className={styles.columns}>
          <CaseList cases={cases} chosenId={chosen.id} />
          <CaseView key={chosen.id} caseId={chosen.id} />
        </div>
      )}
    </div>
  )
}
