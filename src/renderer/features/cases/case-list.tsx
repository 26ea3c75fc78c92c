import { stillOpen, type BreakGlassCase } from '../../../shared/domain/cases.ts'
import { countedOf } from '../../format/count.ts'
import { dayOf } from '../../format/instant.ts'
import { showCase } from '../../state/view-store.ts'
import { CaseCountdown } from './case-countdown.tsx'
import { CaseMark } from './case-mark.tsx'
import { scenarioLabel } from '../../../shared/domain/case-words.ts'
import { useUrgency } from './use-urgency.ts'
import styles from './case-list.module.css'

type CaseListProps = { readonly cases: readonly BreakGlassCase[]; readonly chosenId: string }

/** The cases one below the other; one of them is shown beside. */
export function CaseList({ cases, chosenId }: CaseListProps) {
  return (
    <nav className={styles.list} aria-label="Cases">
      <ul>
        {cases.map((each) => (
          <CaseRow key={each.id} subject={each} chosen={each.id === chosenId} />
        ))}
      </ul>
    </nav>
  )
}

type CaseRowProps = { readonly subject: BreakGlassCase; readonly chosen: boolean }

function CaseRow({ subject, chosen }: CaseRowProps) {
  const urgency = useUrgency(subject)
  return (
    <li>
      <button
        type="button"
        className={styles.case}
        data-urgency={urgency}
        aria-current={chosen || undefined}
        onClick={() => showCase(subject.id)}
      >
        <span className={styles.head}>
          <CaseMark urgency={urgency} />
          {subject.state === 'open' ? (
            <CaseCountdown subject={subject} />
          ) : (
            <span className={styles.day}>{dayOf(subject.closedAt ?? subject.openedAt)}</span>
          )}
        </span>
        <span className={styles.ticket}>{subject.ticket}</span>
        <span className={styles.scenario}>{scenarioLabel[subject.scenario]}</span>
        <LeftOpen subject={subject} />
      </button>
    </li>
  )
}

function LeftOpen({ subject }: { readonly subject: BreakGlassCase }) {
  const open = stillOpen(subject)
  if (open.length === 0) return null
  return (
    <span className={styles.leftOpen}>
      {open.length === 1
        ? `${open[0]?.accountName} is open`
        : `${countedOf(open.length, 'account')} are open`}
    </span>
  )
}
