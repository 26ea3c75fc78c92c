import type { TimelineEntry } from '../../shared/domain/cases.ts'
import { sentenceOf } from '../../shared/domain/journal-sentences.ts'
import type { JournalEntry } from '../../shared/domain/journal.ts'

/**
 * The timeline of a case, drawn from its journal entries: one sentence each, in their order. The intent of a call is left out where its answer follows:
 * the answer says the same and more.
 */
export function timelineOf(entries: readonly JournalEntry[]): TimelineEntry[] {
  const answered = new Set(
    entries
      .filter(({ kind }) => kind === 'call-result' || kind === 'call-resolved')
      .map(({ detail }) => detail['intent']),
  )
  return entries
    .filter(({ kind, sequence }) => kind !== 'call-intent' || !answered.has(sequence))
    .map((entry) => ({
      sequence: entry.sequence,
      at: entry.at,
      actor: entry.actor,
      text: sentenceOf(entry),
      procedureId: entry.procedureId,
      accountId: entry.accountId,
      requestId: requestIdOf(entry),
    }))
}

function requestIdOf({ detail }: JournalEntry): string | null {
  const { requestId } = detail
  return typeof requestId === 'string' && requestId !== '' ? requestId : null
}
