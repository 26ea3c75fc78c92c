import { describeCompleteness, type Completeness } from '../../shared/domain/posture.ts'
import { countOf } from './count.ts'

/** The completeness as a sentence of its own: `Observed 47,152 of 48,731, 1,007 unknown.` */
export function completenessSentence(completeness: Completeness): string {
  const words = describeCompleteness(completeness).replace(/\d+/g, (digits) =>
    countOf(Number(digits)),
  )
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
