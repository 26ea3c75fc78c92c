import { exactOf } from '../../../format/instant.ts'
import { useSecond } from '../../../state/use-now.ts'
import { expiryWords, shortMs } from './expiry-words.ts'
import styles from './expiry.module.css'

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
