import { useInfiniteQuery } from '@tanstack/react-query'
import { BadgeCheck, CircleHelp } from 'lucide-react'
import { isOver, type Procedure } from '../../../../shared/domain/procedures.ts'
import { countOf } from '../../../format/count.ts'
import { failureFrom } from '../../../state/client.ts'
import { reads } from '../../../state/reads.ts'
import { showProcedures } from '../../../state/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailurePanel } from '../../../ui/failure-panel.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { NewProcedures } from './new-procedures.tsx'
import { ProcedureTable } from './procedure-table.tsx'
import screenStyles from '../procedures-screen.module.css'
import styles from './procedure-list.module.css'

/** What is under way, what can be begun, and what was done. */
export function ProcedureList() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    reads.procedures(),
  )
  const procedures = data?.pages.flatMap((page) => page.procedures) ?? null
  return (
    <div className={screenStyles.scroll}>
      <header className={screenStyles.header}>
        <h1 className={screenStyles.title}>Procedures</h1>
        <div className={screenStyles.ways}>
          <Button
            icon={<CircleHelp aria-hidden />}
            onClick={() => showProcedures({ place: 'is-root-needed' })}
          >
            Is root really needed?
          </Button>
          <Button
            icon={<BadgeCheck aria-hidden />}
            onClick={() => showProcedures({ place: 'approve' })}
          >
            Approve somebody’s plan
          </Button>
        </div>
      </header>
      {error ? (
        <FailurePanel
          title="The procedures could not be read."
          failure={failureFrom(error)}
          onRetry={() => void refetch()}
        />
      ) : null}
      {procedures ? <Unfinished procedures={procedures} /> : null}
      <NewProcedures />
      {procedures ? (
        <History
          procedures={procedures.filter((each) => isOver(each.state))}
          more={
            hasNextPage ? (
              <div className={styles.more}>
                <Button
                  look="quiet"
                  pending={isFetchingNextPage}
                  onClick={() => void fetchNextPage()}
                >
                  Show older procedures
                </Button>
              </div>
            ) : null
          }
        />
      ) : error ? null : (
        <div className={styles.reading} aria-busy="true">
          <Skeleton width="50%" />
          <Skeleton width="40%" />
        </div>
      )}
    </div>
  )
}

function Unfinished({ procedures }: { readonly procedures: readonly Procedure[] }) {
  const open = procedures.filter((each) => !isOver(each.state))
  if (open.length === 0) return null
  return (
    <Panel
      title="Unfinished"
      note={`${countOf(open.length)} to go on with`}
      padded={false}
      className={styles.unfinished}
    >
      <ProcedureTable label="Unfinished procedures" procedures={open} unfinished />
    </Panel>
  )
}

type HistoryProps = { readonly procedures: readonly Procedure[]; readonly more: React.ReactNode }

function History({ procedures, more }: HistoryProps) {
  return (
    <Panel title="History" padded={false}>
      {procedures.length === 0 ? (
        <EmptyState title="Nothing has been done yet">
          Every procedure is kept here with its plan, its outcome for each account, and its report.
        </EmptyState>
      ) : (
        <ProcedureTable label="Procedures that are over" procedures={procedures} />
      )}
      {more}
    </Panel>
  )
}
