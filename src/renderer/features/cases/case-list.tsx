import { stillOpen, type BreakGlassCase } from '../../../shared/domain/cases.ts'
import { countedOf } from '../../format/count.ts'
import { dayOf } from '../../format/instant.ts'
import { showCase } from '../../state/view-store.ts'
import { CaseCountdown } from './case-countdown.tsx'
import { CaseMark } from './case-mark.tsx'
import { urgencyOf } from './case-urgency.ts'
import { scenarioLabel } from '../../../shared/domain/case-words.ts'
import styles from './case-list.module.css'

type CaseListProps = {
  readonly cases: readonly BreakGlassCase[]
  readonly chosenId: string
  readonly now: number
}

/** The cases one below the other; one of them is shown beside. */
export function CaseList({ cases, chosenId, now }: CaseListProps) {
  return (
    <nav className={styles.list} aria-label="Cases">
      <ul>
        {cases.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className={styles.case}
              data-urgency={urgencyOf(each, now)}
              aria-current={each.id === chosenId || undefined}
              onClick={() => showCase(each.id)}
            >
              <span className={styles.head}>
                <CaseMark urgency={urgencyOf(each, now)} />
                {each.state === 'open' ? (
                  <CaseCountdown subject={each} />
                ) : (
                  <span className={styles.day}>{dayOf(each.closedAt ?? each.openedAt)}</span>
                )}
              </span>
              <span className={styles.ticket}>{each.ticket}</span>
              <span className={styles.scenario}>{scenarioLabel[each.scenario]}</span>
              <LeftOpen subject={each} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
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
