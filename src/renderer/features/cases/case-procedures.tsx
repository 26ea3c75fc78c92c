import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import type { BreakGlassCase } from '../../../shared/domain/cases.ts'
import type { Procedure } from '../../../shared/domain/procedures.ts'
import { failureFrom } from '../../state/client.ts'
import { countedOf } from '../../format/count.ts'
import { procedureLabel } from '../../format/labels.ts'
import { reads } from '../../state/reads.ts'
import { beginProcedure, showProcedure, showProcedures } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { headlineOf } from '../procedures/procedure-words.ts'
import type { CaseUrgency } from './case-urgency.ts'
import styles from './case-procedures.module.css'

type CaseProceduresProps = { readonly subject: BreakGlassCase; readonly urgency: CaseUrgency }

/** What was begun inside a case, and the way to begin more. */
export function CaseProcedures({ subject, urgency }: CaseProceduresProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    reads.procedures(subject.id),
  )
  const procedures = data?.pages.flatMap((page) => page.procedures) ?? []
  const total = data?.pages[0]?.total
  return (
    <Panel
      title="Procedures in this case"
      note={total === undefined ? null : countedOf(total, 'procedure')}
      padded={false}
      actions={<BeginMenu caseId={subject.id} urgency={urgency} />}
    >
      {error ? (
        <div className={styles.text}>
          <FailurePanel failure={failureFrom(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {total === 0 ? (
        <p className={styles.text}>
          {subject.state === 'open'
            ? 'Nothing was begun in this case yet.'
            : 'Nothing was done in this case.'}
        </p>
      ) : null}
      <ul>
        {procedures.map((procedure) => (
          <ProcedureRow key={procedure.id} procedure={procedure} />
        ))}
      </ul>
      {hasNextPage ? (
        <Button
          look="quiet"
          pending={isFetchingNextPage}
          className={styles.more}
          onClick={() => void fetchNextPage()}
        >
          Show older procedures
        </Button>
      ) : null}
    </Panel>
  )
}

function ProcedureRow({ procedure }: { readonly procedure: Procedure }) {
  return (
    <li>
      <button
        type="button"
        className={styles.procedure}
        data-state={procedure.state}
        onClick={() => showProcedure(procedure.id)}
      >
        <span className={styles.title}>{procedure.title}</span>
        <span className={styles.headline}>{headlineOf(procedure)}</span>
        <span className={styles.when}>
          <RelativeTime at={procedure.createdAt} />
        </span>
      </button>
    </li>
  )
}

type BeginMenuProps = { readonly caseId: string; readonly urgency: CaseUrgency }

/** The procedures that belong into a case. After the time box nothing new begins; closing again stands with its account. */
function BeginMenu({ caseId, urgency }: BeginMenuProps) {
  if (urgency === 'closed') return null
  if (urgency === 'over' || urgency === 'left-open') {
    return (
      <Button disabled title="The time box is over: extend the case first">
        Begin a procedure
      </Button>
    )
  }
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          Begin a procedure
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <MenuItem
        onSelect={() =>
          beginProcedure({ kind: 'allow-password-recovery', accountId: null, caseId })
        }
      >
        {procedureLabel['allow-password-recovery']}
      </MenuItem>
      <MenuItem
        onSelect={() => beginProcedure({ kind: 'change-root-mailbox', accountId: null, caseId })}
      >
        {procedureLabel['change-root-mailbox']}
      </MenuItem>
      <MenuItem
        onSelect={() => showProcedures({ place: 'unlock', service: 's3', accountId: null, caseId })}
      >
        {procedureLabel['unlock-bucket-policy']}
      </MenuItem>
      <MenuItem
        onSelect={() =>
          showProcedures({ place: 'unlock', service: 'sqs', accountId: null, caseId })
        }
      >
        {procedureLabel['unlock-queue-policy']}
      </MenuItem>
      <MenuItem
        onSelect={() =>
          beginProcedure({
            kind: 'delete-root-credentials',
            scope: { kind: 'accounts', accountIds: [] },
            credentials: [],
            caseId,
          })
        }
      >
        {procedureLabel['delete-root-credentials']}
      </MenuItem>
    </Menu>
  )
}
