import type { AccountId, OrganizationId } from '../../shared/domain/accounts.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import type { WritableDatabase } from './database.ts'

/** How many calls are kept: an audit of 50,000 clean accounts makes 100,000. */
export const ledgerBound = 100_000

/** Whose calls: those of an organization, and those of a connection that nobody knows the organization of. */
export type LedgerPart = {
  readonly organizationId: OrganizationId | null
  readonly connectionId: string | null
}

/** Records the calls of one opening of a connection. */
export type CallRecorder = {
  record(entry: LedgerEntry): void
  /** All of them are calls to this organization: those that taught us so, and those that come. */
  leadsTo(organizationId: OrganizationId): void
}

/** Where a call belongs; `unclaimed` are the IDs of those that were written before the organization was known. */
type Origin = {
  readonly connectionId: string | null
  organizationId: OrganizationId | null
  unclaimed: (number | bigint)[]
}

/**
 * Keeps the calls that were made, newest last, up to a bound. Entries come by the thousand, so they are
 * gathered and written together; `flush` writes what is gathered.
 */
export function createLedger(db: WritableDatabase, bound: number = ledgerBound) {
  const insert = db.prepare(`
    INSERT INTO calls (at, service, operation, account_id, region, request_id, status, error_code,
      duration_ms, attempt, organization_id, connection_id)
    VALUES ($at, $service, $operation, $accountId, $region, $requestId, $status, $errorCode, $durationMs,
      $attempt, $organizationId, $connectionId)`)
  const claim = db.prepare('UPDATE calls SET organization_id = ? WHERE id = ?')
  const trim = db.prepare('DELETE FROM calls WHERE id <= (SELECT max(id) FROM calls) - ?')
  const ofAccount = db.prepare<[string, string, number], CallRecord>(
    'SELECT * FROM calls WHERE account_id = ? AND organization_id = ? ORDER BY id DESC LIMIT ?',
  )
  const after = db.prepare<[number, number], CallRecord>(
    'SELECT * FROM calls WHERE id > ? ORDER BY id LIMIT ?',
  )
  let waiting: { readonly entry: LedgerEntry; readonly origin: Origin }[] = []
  let whenRecorded: () => void = () => {}

  return {
    /** The calls that a connection makes from now on until it is closed. */
    recorder(connectionId: string | null): CallRecorder {
      const origin: Origin = { connectionId, organizationId: null, unclaimed: [] }
      return {
        record(entry) {
          waiting.push({ entry, origin })
          whenRecorded()
        },
        leadsTo(organizationId) {
          origin.organizationId = organizationId
          if (origin.unclaimed.length === 0) return
          db.transaction(() => {
            for (const id of origin.unclaimed) claim.run(organizationId, id)
          })
          origin.unclaimed = []
        },
      }
    },

    /** Calls the listener at every call that is recorded: it may be thousands in a second, and none of them is written yet. */
    onRecorded(listener: () => void): void {
      whenRecorded = listener
    },

    /** Writes what is waiting. On failure it stays waiting, so a full disk loses nothing. */
    flush(): void {
      if (waiting.length === 0) return
      const ids = db.transaction(() => {
        const inserted = waiting.map(
          ({ entry, origin: { organizationId, connectionId } }) =>
            insert.run({ ...entry, organizationId, connectionId }).lastInsertRowid,
        )
        trim.run(bound)
        return inserted
      })
      for (const [index, { origin }] of waiting.entries()) {
        const id = ids[index]
        if (origin.organizationId === null && id !== undefined) origin.unclaimed.push(id)
      }
      waiting = []
    },

    /** The newest calls about one account of an organization, newest first. */
    ofAccount(organizationId: OrganizationId, accountId: AccountId, limit: number): LedgerEntry[] {
      return ofAccount.all(accountId, organizationId, limit).map(callOf)
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
