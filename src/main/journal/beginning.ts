import { basename } from 'node:path'
import { z } from 'zod'
import type { JournalEntries } from '../database/journal-entries.ts'
import type { HeadMemory } from './head-memory.ts'
import type { Journal } from './journal.ts'

/** What the first entry of a journal tells. */
export const JournalBegun = z.strictObject({
  version: z.string(),
  reason: z.enum([
    'first start',
    'the record before it was damaged',
    'the record before it was gone',
  ]),
  /** The name of the file that a damaged record was given. */
  movedAside: z.string().nullable(),
  /** What was known of the journal before. */
  before: z.strictObject({ count: z.int(), head: z.string() }).nullable(),
})

/**
 * Writes the first entry of a new journal, which tells why there is a new one. Does nothing where there are entries.
 *
 * A damaged record that Rootkeep itself put aside is told of there, and its head is forgotten; a record that is gone although it is remembered is
 * told of too, but stays remembered: that is not how records end.
 */
export function beginJournal(
  { journal, entries, memory }: { journal: Journal; entries: JournalEntries; memory: HeadMemory },
  /** `movedAside`: where the damaged record lies now, if there was one. */
  { version, movedAside }: { readonly version: string; readonly movedAside: string | null },
): void {
  if (entries.newest() !== null) return
  const known = memory.head()
  if (movedAside !== null) memory.restart()
  const detail: z.infer<typeof JournalBegun> = {
    version,
    reason: reasonOf(movedAside !== null, known !== null),
    movedAside: movedAside === null ? null : basename(movedAside),
    before: known === null ? null : { count: known.count, head: known.hash },
  }
  journal.write([
    {
      kind: 'journal-begun',
      organizationId: null,
      accountId: null,
      procedureId: null,
      caseId: null,
      actor: 'rootkeep',
      detail,
    },
  ])
}

function reasonOf(damaged: boolean, remembered: boolean): z.infer<typeof JournalBegun>['reason'] {
  if (damaged) return 'the record before it was damaged'
  return remembered ? 'the record before it was gone' : 'first start'
}
