import { useEachSecond } from '../../state/use-now.ts'
import { urgencyOf, type CaseUrgency } from './case-urgency.ts'

/** How loud a case is now, and from the second on at which it gets louder. */
export function useUrgency(subject: Parameters<typeof urgencyOf>[0]): CaseUrgency {
  return useEachSecond((now) => urgencyOf(subject, now))
}
