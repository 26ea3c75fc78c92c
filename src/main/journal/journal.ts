import type { JournalDraft, JournalEntry } from '../../shared/domain/journal.ts'
import type { Clock } from '../clock.ts'
import type { JournalEntries } from '../database/journal-entries.ts'
import { canonicalJson } from './canonical-json.ts'
import { chainedEntry, headOf } from './chain.ts'

/** The journal, as those who write into it see it. */
export type Journal = {
  /**
   * Writes entries, and whatever `beside` writes into the record, in one durable transaction, at once. Throws SQLite's error: then neither is
   * written, and what the entries announce must not be done. The transaction is the journal's own: not to be called inside another.
   */
  write(
    drafts: readonly JournalDraft[],
    beside?: (entries: readonly JournalEntry[]) => void,
  ): JournalEntry[]
  /**
   * Writes one entry together with those of other callers of this moment, so that a thousand accounts under way do not cost a disk write each.
   * Resolves when it is durable; rejects as `write` throws.
   */
  append(draft: JournalDraft, beside?: (entry: JournalEntry) => void): Promise<JournalEntry>
  /** The `call-intent` entries of a procedure whose outcome is not known, oldest first. */
  openIntents(procedureId: string): JournalEntry[]
  /** The procedures that have such entries. */
  proceduresWithOpenIntents(): string[]
}

export type JournalDependencies = {
  readonly entries: JournalEntries
  readonly clock: Clock
  /** Called with entries that have become durable. */
  readonly written: (entries: readonly JournalEntry[]) => void
}

type Waiting = {
  readonly draft: JournalDraft
  readonly beside: ((entry: JournalEntry) => void) | undefined
  readonly resolve: (entry: JournalEntry) => void
  readonly reject: (reason: unknown) => void
}

/** The journal over the record. Call `flush` before the record is closed. */
export function createJournal({ entries, clock, written }: JournalDependencies) {
  let waiting: Waiting[] = []

  /** Entries follow one another in the order of the calls, whichever way they came. */
  function commit(
    drafts: readonly JournalDraft[],
    beside: (entries: readonly JournalEntry[]) => void,
  ): JournalEntry[] {
    const chained = entries.transaction(() => {
      const chained = chain(drafts)
      beside(chained)
      return chained
    })
    written(chained)
    return chained
  }

  /** The head is read in the transaction, so that two processes over one record make one chain. */
  function chain(drafts: readonly JournalDraft[]): JournalEntry[] {
    const at = clock.instant()
    let end = headOf(entries.newest())
    return drafts.map((draft) => {
      const entry = chainedEntry(draft, at, end)
      entries.add(entry, canonicalJson(entry.detail))
      indexIntent(entries, entry)
      end = headOf(entry)
      return entry
    })
  }

  function flush(): void {
    const batch = waiting
    if (batch.length === 0) return
    waiting = []
    try {
      const drafts = batch.map(({ draft }) => draft)
      const chained = commit(drafts, (chained) => {
        chained.forEach((entry, index) => batch[index]?.beside?.(entry))
      })
      chained.forEach((entry, index) => batch[index]?.resolve(entry))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  const journal: Journal & { flush(): void } = {
    write(drafts, beside = () => {}) {
      if (entries.inTransaction()) {
        throw new Error('a transaction around the journal could take back what it calls durable')
      }
      drafts.forEach(refuseUnwritable)
      flush()
      return drafts.length === 0 ? [] : commit(drafts, beside)
    },

    async append(draft, beside) {
      // Before it joins the others: what cannot be written must not take them down with it.
      refuseUnwritable(draft)
      if (waiting.length === 0) setImmediate(flush)
      return new Promise((resolve, reject) => {
        waiting.push({ draft, beside, resolve, reject })
      })
    },

    openIntents: entries.openIntents,
    proceduresWithOpenIntents: entries.proceduresWithOpenIntents,

    /** Writes what is waiting. */
    flush,
  }
  return journal
}

/** Keeps the list of intents without an answer in step. A result that is itself in doubt is none: it waits for `call-resolved`. */
function indexIntent(entries: JournalEntries, entry: JournalEntry): void {
  if (entry.kind === 'call-intent') entries.addIntent(intentOf(entry))
  const answers =
    entry.kind === 'call-resolved' ||
    (entry.kind === 'call-result' && entry.detail['state'] !== 'in-doubt')
  if (answers) entries.answerIntent(answeredIntent(entry), entry.sequence)
}

function refuseUnwritable(draft: JournalDraft): void {
  canonicalJson(draft)
  if (draft.kind === 'call-intent') intentOf({ ...draft, sequence: 0 })
  if (draft.kind === 'call-result' || draft.kind === 'call-resolved') answeredIntent(draft)
}

function intentOf({
  sequence,
  procedureId,
  accountId,
  detail,
}: Pick<JournalEntry, 'sequence' | 'procedureId' | 'accountId' | 'detail'>) {
  const { itemId } = detail
  if (procedureId === null || accountId === null || typeof itemId !== 'string') {
    throw new TypeError('an intent names its procedure, its account and its item')
  }
  return { sequence, procedureId, accountId, itemId }
}

function answeredIntent({ detail }: Pick<JournalEntry, 'detail'>): number {
  const { intent } = detail
  if (typeof intent !== 'number') throw new TypeError('a result names its intent')
  return intent
}
