import type { JournalLine } from '../../../shared/domain/evidence.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'

/** An entry of the journal as a report may see it. */
export type SeenEntry = Omit<JournalEntry, 'previous' | 'hash'>

/** What may be seen of a line; null where nothing may. */
export function seenEntry(line: JournalLine): SeenEntry | null {
  return 'entry' in line ? line.entry : line.shown
}
