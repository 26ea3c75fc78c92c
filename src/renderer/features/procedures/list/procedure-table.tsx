import { memo } from 'react'
import type { Procedure } from '../../../../shared/domain/procedures.ts'
import { shortCallerOf } from '../../../format/caller.ts'
import { countOf } from '../../../format/count.ts'
import { procedureLabel } from '../../../format/labels.ts'
import { showProcedure } from '../../../state/view-store.ts'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ProcedureMark } from '../procedure-mark.tsx'
import { attentionCount, headlineOf } from '../procedure-words.ts'
import styles from './procedure-table.module.css'

type ProcedureTableProps = {
  readonly label: string
  readonly procedures: readonly Procedure[]
  readonly unfinished?: boolean
}

/** Procedures as a table; a line leads to the step that the procedure is at. */
export const ProcedureTable = memo(function ProcedureTable({
  label,
  procedures,
  unfinished = false,
}: ProcedureTableProps) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Procedure</th>
            <th scope="col">What</th>
            <th scope="col">{unfinished ? 'At' : 'Outcome'}</th>
            <th scope="col" className={styles.end}>
              Not as wanted
            </th>
            <th scope="col">Ticket</th>
            <th scope="col">By</th>
            <th scope="col">{unfinished ? 'Begun' : 'Ended'}</th>
          </tr>
        </thead>
        <tbody>
          {procedures.map((procedure) => (
            <ProcedureRow key={procedure.id} procedure={procedure} unfinished={unfinished} />
          ))}
        </tbody>
      </table>
    </div>
  )
})

type ProcedureRowProps = { readonly procedure: Procedure; readonly unfinished: boolean }

function ProcedureRow({ procedure, unfinished }: ProcedureRowProps) {
  const { id, request, state, accounts, title } = procedure
  const attention = attentionCount(accounts)
  return (
    <tr className={styles.row} onClick={() => showProcedure(id)}>
      <td>
        <ProcedureMark state={state} />
      </td>
      <td>{procedureLabel[request.kind]}</td>
      <td className={styles.what} title={title}>
        <button type="button" className={styles.open}>
          {title}
        </button>
      </td>
      <td className={styles.what}>{headlineOf(procedure)}</td>
      <td className={styles.end} data-attention={attention > 0 || undefined}>
        {accounts.total === 0 ? '–' : countOf(attention)}
      </td>
      <td>{request.ticket ?? (request.caseId === null ? '–' : 'of the case')}</td>
      <td className={styles.caller} title={procedure.createdBy}>
        {shortCallerOf(procedure.createdBy)}
      </td>
      <td>
        <RelativeTime
          at={unfinished ? procedure.createdAt : (procedure.endedAt ?? procedure.createdAt)}
        />
      </td>
    </tr>
  )
}
