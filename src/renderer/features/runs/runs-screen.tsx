import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { failureFrom } from '../../state/client.ts'
import { countedOf } from '../../format/count.ts'
import { openDialog } from '../../state/dialog-store.ts'
import { reads } from '../../state/reads.ts'
import { activeRunOf, useRun } from '../../state/run-store.ts'
import { useSession } from '../../state/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RunDetail } from './run-detail.tsx'
import { RunStrip } from './run-strip.tsx'
import { RunTable } from './run-table.tsx'
import styles from './runs-screen.module.css'

/** Every audit run, newest first, and one of them in full. */
export function RunsScreen({ runId }: { readonly runId: string | null }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    reads.runs(),
  )
  const runs = data?.pages.flatMap((page) => page.runs) ?? []
  const chosen = runs.find((run) => run.id === runId) ?? runs[0]

  return (
    <div className={styles.scroll}>
      <header className={styles.header}>
        <h1 className={styles.title}>Runs</h1>
        {data?.pages[0] ? (
          <span className={styles.count}>{countedOf(data.pages[0].total, 'run')}</span>
        ) : null}
        <NewRunButton />
      </header>
      <RunStrip />
      {error ? (
        <FailurePanel
          title="The runs could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : chosen === undefined ? (
        data ? (
          <Panel title="No run yet">
            <EmptyState title="Nothing has been audited">
              Each run is kept here with its scope, its completeness and every kind of AWS call it
              made.
            </EmptyState>
          </Panel>
        ) : null
      ) : (
        <div className={styles.columns}>
          <Panel title="History" padded={false}>
            <RunTable runs={runs} chosenId={chosen.id} />
            {hasNextPage ? (
              <div className={styles.more}>
                <Button
                  look="quiet"
                  pending={isFetchingNextPage}
                  onClick={() => void fetchNextPage()}
                >
                  Show older runs
                </Button>
              </div>
            ) : null}
          </Panel>
          <RunDetail run={chosen} />
        </div>
      )}
    </div>
  )
}

function NewRunButton() {
  const connected = useSession(({ session }) => session?.connectionState === 'connected')
  const active = useRun((store) => activeRunOf(store) !== null)
  const reason = connected ? (active ? 'A run is not over yet' : undefined) : 'Not connected'
  return (
    <Button
      look="primary"
      icon={<Plus aria-hidden />}
      disabled={reason !== undefined}
      title={reason}
      className={styles.start}
      onClick={() => openDialog({ kind: 'start-run', accountIds: [] })}
    >
      New run
    </Button>
  )
}
