import { countOf } from '../../../format/count.ts'

type Confirmation = {
  readonly connected: boolean
  /** A rehearsal is under way. */
  readonly working: boolean
  readonly expired: boolean
  readonly acknowledged: number
  readonly toAcknowledge: number
  readonly typed: string
  /** Empty where nothing has to be typed. */
  readonly phrase: string
}

/**
 * The first thing that still keeps a plan from being confirmed, one sentence; null where nothing does. A help only: main judges by itself, from the
 * record.
 */
export function missingFor(confirmation: Confirmation): string | null {
  const { connected, working, expired, acknowledged, toAcknowledge, typed, phrase } = confirmation
  if (!connected) return 'Not connected.'
  if (expired) return 'The plan has expired. Plan anew.'
  if (working) return 'A rehearsal is under way.'
  if (acknowledged < toAcknowledge) {
    return `${countOf(acknowledged)} of ${countOf(toAcknowledge)} acknowledged.`
  }
  if (phrase !== '' && typed === '') return 'Type the phrase.'
  return typed.trim() === phrase ? null : 'That is not the phrase yet.'
}
