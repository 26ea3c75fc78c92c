import type { Clock } from '../clock.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Pushes } from '../pushes.ts'
import { beginJournal } from './beginning.ts'
import { createHeadMemory, type FactStore } from './head-memory.ts'
import { createJournal } from './journal.ts'

export type OpenJournal = ReturnType<typeof openJournal>

/** Entries come by the hundred in a second; the window is told at most so often, in milliseconds. */
const tellEveryMs = 250

/** The journal over a record, with a first entry where it has none. `facts` is kept in another file than the record. */
export function openJournal({
  record,
  movedAside,
  facts,
  clock,
  pushes,
  version,
}: {
  readonly record: Pick<RecordStore, 'journalEntries'>
  /** Where the damaged record before this one lies; null where there was none. */
  readonly movedAside: string | null
  readonly facts: FactStore
  readonly clock: Clock
  readonly pushes: Pick<Pushes, 'changed'>
  readonly version: string
}) {
  const entries = record.journalEntries
  const memory = createHeadMemory(facts, entries)
  const told = atMostEvery(tellEveryMs, () => pushes.changed(['journal']))
  const journal = createJournal({
    entries,
    clock,
    written(written) {
      memory.saw(written)
      told.soon()
    },
  })
  beginJournal({ journal, entries, memory }, { version, movedAside })

  return {
    journal,
    memory,
    /** Writes what waits and notes the head. Before the databases are closed. */
    close(): void {
      journal.flush()
      memory.keep()
      told.never()
    },
  }
}

/** Calls the work once for all calls of a while, at its end. */
function atMostEvery(ms: number, work: () => void): { soon(): void; never(): void } {
  let timer: NodeJS.Timeout | null = null
  return {
    soon() {
      timer ??= setTimeout(() => {
        timer = null
        work()
      }, ms).unref()
    },
    never() {
      if (timer) clearTimeout(timer)
    },
  }
}
