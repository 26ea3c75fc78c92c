import { clockOf, durationOf } from '../../../format/duration.ts'
import { exactOf } from '../../../format/instant.ts'
import { useSecond } from '../../../state/use-now.ts'
import styles from './expiry.module.css'

/** Below this the clock runs by the second and says it is short. */
const shortMs = 10 * 60_000

/** How long a plan still holds. */
export function Expiry({ at }: { readonly at: string }) {
  const now = useSecond()
  const left = Date.parse(at) - now
  return (
    <time
      dateTime={at}
      title={exactOf(at)}
      className={styles.expiry}
      data-short={left < shortMs || undefined}
    >
      {expiryWords(left)}
    </time>
  )
}

/** `expired`, by the second where it is short, else to the minute. */
export function expiryWords(leftMs: number): string {
  if (leftMs <= 0) return 'expired'
  return leftMs < shortMs ? clockOf(leftMs) : durationOf(Math.floor(leftMs / 60_000) * 60_000)
}
