import type { BreakGlassCase } from '../../../shared/domain/cases.ts'
import { exactOf } from '../../format/instant.ts'
import { useSecond } from '../../state/use-now.ts'
import { urgencyOf } from './case-urgency.ts'
import { timeLeftOf } from './case-words.ts'
import styles from './case-countdown.module.css'

/** How long an open case may still take, by the second; louder near the end and after it. */
export function CaseCountdown({ subject }: { readonly subject: BreakGlassCase }) {
  const now = useSecond()
  return (
    <time
      className={styles.countdown}
      data-urgency={urgencyOf(subject, now)}
      dateTime={subject.until}
      title={`The time box ends ${exactOf(subject.until)}`}
    >
      {timeLeftOf(subject.until, now)}
    </time>
  )
}
