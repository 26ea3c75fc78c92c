import { useQuery } from '@tanstack/react-query'
import type { Procedure } from '../../../../shared/domain/procedures.ts'
import { shortCallerOf } from '../../../format/caller.ts'
import { procedureLabel } from '../../../format/labels.ts'
import { reads } from '../../../state/reads.ts'
import { showCase, showJournal } from '../../../state/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Copyable } from '../../../ui/copyable.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ProcedureMark } from '../procedure-mark.tsx'
import { SteerButtons } from './steer-buttons.tsx'
import styles from './procedure-header.module.css'

/** What it is, how it stands, who began it, and what can be done with it as a whole. */
export function ProcedureHeader({ procedure }: { readonly procedure: Procedure }) {
  const { request } = procedure
  return (
    <header className={styles.header}>
      <div className={styles.names}>
        <p className={styles.kind}>{procedureLabel[request.kind]}</p>
        <h1 className={styles.title}>{procedure.title}</h1>
        <p className={styles.facts}>
          <ProcedureMark state={procedure.state} />
          <span>
            begun <RelativeTime at={procedure.createdAt} /> by {shortCallerOf(procedure.createdBy)}
          </span>
          {request.caseId === null ? (
            request.ticket ? (
              <span>ticket {request.ticket}</span>
            ) : null
          ) : (
            <CaseLink caseId={request.caseId} />
          )}
          <Copyable value={procedure.id} what="procedure ID" />
        </p>
      </div>
      <div className={styles.actions}>
        <Button look="quiet" onClick={() => showJournal({ procedureId: procedure.id })}>
          In the journal
        </Button>
        <SteerButtons procedure={procedure} />
      </div>
    </header>
  )
}

function CaseLink({ caseId }: { readonly caseId: string }) {
  const { data } = useQuery(reads.case(caseId))
  return (
    <Button look="quiet" onClick={() => showCase(caseId)}>
      Case {data?.case.ticket ?? ''}
    </Button>
  )
}
