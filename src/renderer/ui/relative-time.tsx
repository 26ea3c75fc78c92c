import { agoOf, ageOf } from '../format/age.ts'
import { dayOf, exactOf } from '../format/instant.ts'
import { useViewing } from '../state/bundle-store.ts'
import { useNow } from '../state/use-now.ts'

type RelativeTimeProps = {
  readonly at: string
  /** `ago` reads "3 d ago", `age` reads "3 d". */
  readonly form?: 'ago' | 'age'
}

/**
 * How long ago an instant was; the exact instant in UTC on hover. In an evidence bundle nothing was "ago": the day is shown, and ages are counted to
 * the instant of the bundle.
 */
export function RelativeTime({ at, form = 'ago' }: RelativeTimeProps) {
  const now = useNow()
  const viewing = useViewing()
  return (
    <time dateTime={at} title={exactOf(at)}>
      {form === 'age' ? ageOf(at, now) : viewing ? dayOf(at) : agoOf(at, now)}
    </time>
  )
}
