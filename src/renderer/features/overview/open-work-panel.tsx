import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { stillOpen, type BreakGlassCase } from '../../../shared/domain/cases.ts'
import { isOver, type Procedure } from '../../../shared/domain/procedures.ts'
import { countedOf } from '../../format/count.ts'
import { scenarioLabel } from '../../../shared/domain/case-words.ts'
import { reads } from '../../state/reads.ts'
import { showCase, showProcedure } from '../../state/view-store.ts'
import { Panel } from '../../ui/panel.tsx'
import { CaseCountdown } from '../cases/case-countdown.tsx'
import { ProcedureMark } from '../procedures/procedure-mark.tsx'
import { headlineOf } from '../procedures/procedure-words.ts'
import styles from './open-work-panel.module.css'

/** What is open and must not be forgotten: break-glass cases with their countdowns, and procedures that wait or stopped. */
export function OpenWorkPanel() {
  const { data: cases = [] } = useQuery(reads.cases())
  const { data: pages } = useInfiniteQuery(reads.procedures())
  const open = cases.filter(({ state }) => state === 'open')
  const unfinished = (pages?.pages[0]?.procedures ?? []).filter(({ state }) => !isOver(state))
  if (open.length + unfinished.length === 0) return null
  return (
    <Panel title="Open" padded={false}>
      <ul className={styles.list}>
        {open.map((one) => (
          <CaseLine key={one.id} subject={one} />
        ))}
        {unfinished.map((one) => (
          <ProcedureLine key={one.id} procedure={one} />
        ))}
      </ul>
    </Panel>
  )
}

function CaseLine({ subject }: { readonly subject: BreakGlassCase }) {
  const left = stillOpen(subject).length
  return (
    <li className={styles.line}>
      <button type="button" className={styles.name} onClick={() => showCase(subject.id)}>
        {subject.ticket}: {scenarioLabel[subject.scenario]}
      </button>
      <span className={left > 0 ? styles.danger : styles.detail}>
        {left > 0 ? `${countedOf(left, 'account')} open to recovery` : 'No account is open'}
      </span>
      <CaseCountdown subject={subject} />
    </li>
  )
}

function ProcedureLine({ procedure }: { readonly procedure: Procedure }) {
  return (
    <li className={styles.line}>
      <button type="button" className={styles.name} onClick={() => showProcedure(procedure.id)}>
        {procedure.title}
      </button>
      <span className={styles.detail}>{headlineOf(procedure)}</span>
      <ProcedureMark state={procedure.state} />
    </li>
  )
}
