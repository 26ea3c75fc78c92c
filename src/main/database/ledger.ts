import type { AccountId } from '../../shared/domain/accounts.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import type { WritableDatabase } from './database.ts'

/** How many calls are kept: an audit of 50,000 clean accounts makes 100,000. */
export const ledgerBound = 100_000

/**
 * Keeps the calls that were made, newest last, up to a bound. Entries come by the thousand, so they are
 * gathered and written together; `flush` writes what is gathered.
 */
export function createLedger(db: WritableDatabase, bound: number = ledgerBound) {
  const insert = db.prepare(`
    INSERT INTO calls (at, service, operation, account_id, region, request_id, status, error_code,
      duration_ms, attempt)
    VALUES ($at, $service, $operation, $accountId, $region, $requestId, $status, $errorCode, $durationMs,
      $attempt)`)
  const trim = db.prepare('DELETE FROM calls WHERE id <= (SELECT max(id) FROM calls) - ?')
  const ofAccount = db.prepare<[string, number], CallRecord>(
    'SELECT * FROM calls WHERE account_id = ? ORDER BY id DESC LIMIT ?',
  )
  const after = db.prepare<[number, number], CallRecord>(
    'SELECT * FROM calls WHERE id > ? ORDER BY id LIMIT ?',
  )
  let waiting: LedgerEntry[] = []
  let whenRecorded: () => void = () => {}

  return {
    record(entry: LedgerEntry): void {
      waiting.push(entry)
      whenRecorded()
    },

    /** Calls the listener at every call that is recorded: it may be thousands in a second, and none of them is written yet. */
    onRecorded(listener: () => void): void {
      whenRecorded = listener
    },

    /** Writes what is waiting. On failure it stays waiting, so a full disk loses nothing. */
    flush(): void {
      if (waiting.length === 0) return
      db.transaction(() => {
        for (const entry of waiting) insert.run(entry)
        trim.run(bound)
      })
      waiting = []
    },

    /** The newest calls about one account, newest first. */
    ofAccount(accountId: AccountId, limit: number): LedgerEntry[] {
      return ofAccount.all(accountId, limit).map(callOf)
    },

    /** Up to `limit` calls with IDs above `id`, oldest first. */
    after(id: number, limit: number): (LedgerEntry & { readonly id: number })[] {
      return after.all(id, limit).map((record) => ({ id: record.id, ...callOf(record) }))
    },
  }
}

/** A call as the ledger keeps it. */
export function callOf(record: CallRecord): LedgerEntry {
  return {
    at: record.at,
    service: record.service,
    operation: record.operation,
    accountId: record.account_id,
    region: record.region,
    requestId: record.request_id,
    status: record.status,
    errorCode: record.error_code,
    durationMs: record.duration_ms,
    attempt: record.attempt,
  }
}

export type CallRecord = {
  id: number
  at: string
  service: string
  operation: string
  account_id: string | null
  region: string
  request_id: string | null
  status: number | null
  error_code: string | null
  duration_ms: number
  attempt: number
}
