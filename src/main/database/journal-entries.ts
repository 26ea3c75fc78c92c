import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import type { JournalEntry, JournalKind, JournalValue } from '../../shared/domain/journal.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

export type JournalEntries = ReturnType<typeof createJournalEntries>
export type StoredEntries = ReturnType<typeof readJournalEntries>

/** A call that is about to be made: the sequence of its entry, and the item of the plan that it is for. */
export type Intent = {
  readonly sequence: number
  readonly procedureId: string
  readonly accountId: AccountId
  readonly itemId: string
}

/** An entry as it lies in the record. */
export type StoredEntry = {
  sequence: number
  at: string
  kind: JournalKind
  organization_id: OrganizationId | null
  account_id: AccountId | null
  procedure_id: string | null
  case_id: string | null
  actor: string
  detail: string
  previous: string
  hash: string
}

/** Keeps the entries of the journal, and which intents have no answer yet. Entries are added, never changed. */
export function createJournalEntries(db: WritableDatabase) {
  const insert = db.prepare(`
    INSERT INTO journal_entries (sequence, at, kind, organization_id, account_id, procedure_id, case_id, actor, detail,
      previous, hash)
    VALUES ($sequence, $at, $kind, $organizationId, $accountId, $procedureId, $caseId, $actor, $detail, $previous, $hash)`)
  const insertIntent = db.prepare(`
    INSERT INTO intents (sequence, procedure_id, account_id, item_id)
    VALUES ($sequence, $procedureId, $accountId, $itemId)`)
  const answer = db.prepare(
    'UPDATE intents SET answered_by = ? WHERE sequence = ? AND answered_by IS NULL',
  )
  const open = db.prepare<[string], StoredEntry>(`
    SELECT journal_entries.* FROM intents JOIN journal_entries USING (sequence)
    WHERE intents.procedure_id = ? AND answered_by IS NULL ORDER BY sequence`)
  const openProcedures = db.prepare<[], { procedure_id: string }>(
    'SELECT DISTINCT procedure_id FROM intents WHERE answered_by IS NULL',
  )

  return {
    ...readJournalEntries(db),
    /** Several writes to the record as one: all of them or none. */
    transaction: <T>(work: () => T): T => db.transaction(work),
    inTransaction: (): boolean => db.inTransaction(),

    /** `detail` is the canonical JSON of the entry's detail. */
    add(entry: JournalEntry, detail: string): void {
      insert.run({ ...entry, detail })
    },

    addIntent(intent: Intent): void {
      insertIntent.run(intent)
    },

    /** Says which entry answers an intent. The first answer holds. */
    answerIntent(sequence: number, answeredBy: number): void {
      answer.run(answeredBy, sequence)
    },

    /** The `call-intent` entries of a procedure whose outcome is not known, oldest first. */
    openIntents: (procedureId: string): JournalEntry[] => open.all(procedureId).map(entryOf),

    /** The procedures that have such entries. */
    proceduresWithOpenIntents: (): string[] =>
      openProcedures.all().map(({ procedure_id: procedureId }) => procedureId),
  }
}

/** Reads the entries of a record, in the order of the chain. */
export function readJournalEntries(db: ReadableDatabase) {
  const newest = db.prepare<[], StoredEntry>(
    'SELECT * FROM journal_entries ORDER BY sequence DESC LIMIT 1',
  )
  const one = db.prepare<[number], StoredEntry>('SELECT * FROM journal_entries WHERE sequence = ?')
  const after = db.prepare<[number, number], StoredEntry>(
    'SELECT * FROM journal_entries WHERE sequence > ? ORDER BY sequence LIMIT ?',
  )
  const countUpTo = db.prepare<[number], { total: number }>(
    'SELECT count(*) AS total FROM journal_entries WHERE sequence <= ?',
  )

  return {
    newest: (): StoredEntry | null => newest.get() ?? null,
    at: (sequence: number): StoredEntry | null => one.get(sequence) ?? null,
    /** Up to `limit` entries after `sequence`. */
    after: (sequence: number, limit: number): StoredEntry[] => after.all(sequence, limit),
    countUpTo: (sequence: number): number => countUpTo.get(sequence)?.total ?? 0,
  }
}

/** The entry as it was written. Throws where its detail is no JSON: then something else wrote it. */
export function entryOf(stored: StoredEntry): JournalEntry {
  return {
    sequence: stored.sequence,
    at: stored.at,
    kind: stored.kind,
    organizationId: stored.organization_id,
    accountId: stored.account_id,
    procedureId: stored.procedure_id,
    caseId: stored.case_id,
    actor: stored.actor,
    detail: JSON.parse(stored.detail) as Record<string, JournalValue>,
    previous: stored.previous,
    hash: stored.hash,
  }
}

/** The entry for the screen: one that somebody made unreadable is shown as it lies there, and verification names it. */
export function shownEntry(stored: StoredEntry): JournalEntry {
  try {
    return entryOf(stored)
  } catch {
    return { ...entryOf({ ...stored, detail: '{}' }), detail: { unreadable: stored.detail } }
  }
}
