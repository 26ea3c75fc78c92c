import { agoOf } from '../format/age.ts'
import { dayOf } from '../format/instant.ts'
import { useViewing } from './bundle-store.ts'
import { useNow } from './use-now.ts'

/** Says when something was, inside of a sentence: `3 d ago`; in an evidence bundle `on 2026-11-20`. */
export function useAgo(): (instant: string) => string {
  const now = useNow()
  const viewing = useViewing()
  return (instant) => (viewing ? `on ${dayOf(instant)}` : agoOf(instant, now))
}
