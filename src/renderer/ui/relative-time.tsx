import { agoOf, ageOf } from '../format/age.ts'
import { exactOf } from '../format/instant.ts'
import { useNow } from '../state/use-now.ts'

type RelativeTimeProps = {
  readonly at: string
  /** `ago` reads "3 d ago", `age` reads "3 d". */
  readonly form?: 'ago' | 'age'
}

/** How long ago an instant was; the exact instant in UTC on hover. */
export function RelativeTime({ at, form = 'ago' }: RelativeTimeProps) {
  const now = useNow()
  return (
    <time dateTime={at} title={exactOf(at)}>
      {form === 'ago' ? agoOf(at, now) : ageOf(at, now)}
    </time>
  )
}
