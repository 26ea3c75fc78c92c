import { clockOf } from '../../format/duration.ts'
import { useEachSecond, useSecond } from '../../state/use-now.ts'
import { announcedLeft } from './sign-in-words.ts'
import styles from './sign-in.module.css'

/** How long AWS waits for the person; said aloud at thresholds only. */
export function TimeLeft({ until }: { readonly until: string }) {
  const now = useSecond()
  const announced = useEachSecond((each) => announcedLeft(until, each))
  return (
    <p className={styles.left}>
      <time dateTime={until} role="timer" aria-live="off">
        {clockOf(Date.parse(until) - now)}
      </time>{' '}
      left
      <span className="visually-hidden" role="status">
        {announced}
      </span>
    </p>
  )
}
