import type { OrganizationId } from '../../../shared/domain/accounts.ts'
import type { Evidence, JournalLine } from '../../../shared/domain/evidence.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { LedgerEntry } from '../../../shared/domain/ledger.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { readCases } from '../../database/cases.ts'
import { readCheckpoints } from '../../database/checkpoints.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import { readDatabase, type DatabaseReader } from '../../database/database-reader.ts'
import { shownEntry, type StoredEntry } from '../../database/journal-entries.ts'
import { callOf, type CallRecord } from '../../database/ledger.ts'
import { readRunRecords } from '../../database/runs.ts'
import { readAccounts } from './account-evidence-reader.ts'
import { organizationConnectedLast, readOrganization } from './organization-evidence-reader.ts'

/** Evidence as the databases of a data folder held it at one moment. */
export type OpenEvidence = {
  readonly evidence: Evidence
  readonly organizationId: OrganizationId
  /** What an exception while going through it means to the operator. */
  explain(error: unknown): Failure
  /** Whoever opened it closes it. */
  close(): void
}

/** The version of the cache from which on it keeps what accounts and organizations were before. */
const keepsPastSince = 2
/** The version from which on its calls name their organization. */
const callsAttributedSince = 3

/**
 * Opens the evidence of one organization for reading alone, also while a workstation is at work: what is written after this call is not in it.
 *
 * @param organizationId null for the organization that was connected last.
 *
 * Errors: `nothing-to-report`, and those of `readDatabase`.
 */
export function openEvidence(
  dataFolder: string,
  organizationId: OrganizationId | null,
): Outcome<OpenEvidence> {
  const cache = readDatabase(dataFolder, 'cache')
  if (!cache.ok) return cache
  if (!cache.value) return fail(failureOf('nothing-to-report'))
  const record = readDatabase(dataFolder, 'record')
  if (!record.ok) {
    cache.value.close()
    return record
  }
  const opened = record.value ? [cache.value, record.value] : [cache.value]
  const close = () => opened.forEach((reader) => reader.close())
  try {
    for (const reader of opened) reader.holdStill()
    const id = organizationId ?? organizationConnectedLast(cache.value.db)
    const evidence = id === null ? null : evidenceOf(cache.value, record.value, id)
    if (id !== null && evidence) {
      return succeed({ evidence, organizationId: id, explain: cache.value.explain, close })
    }
    close()
    return fail(failureOf('nothing-to-report'))
  } catch (error) {
    close()
    return fail(cache.value.explain(error))
  }
}

function evidenceOf(
  { db, version }: DatabaseReader,
  record: DatabaseReader | null,
  organizationId: OrganizationId,
): Evidence | null {
  const keepsPast = version >= keepsPastSince
  const organization = readOrganization(db, organizationId, keepsPast)
  if (!organization) return null
  return {
    organization,
    runs: readRunRecords(db, organizationId),
    cases: record ? readCases(record.db).list(organizationId).toSorted(byOpening) : [],
    checkpoints: record ? readCheckpoints(record.db).all() : [],
    accounts: () => readAccounts(db, organizationId, keepsPast),
    calls: () => readCalls(db, organizationId, version >= callsAttributedSince),
    journal: () => (record ? readJournal(record.db, organizationId) : []),
  }
}

/** The calls to the organization; where they do not name it yet, those about its accounts. */
function* readCalls(
  db: ReadableDatabase,
  organizationId: OrganizationId,
  attributed: boolean,
): Generator<LedgerEntry> {
  const about = attributed
    ? 'organization_id = ?'
    : 'account_id IN (SELECT id FROM accounts WHERE organization_id = ?)'
  const calls = db.prepare<[string], CallRecord>(`SELECT * FROM calls WHERE ${about} ORDER BY id`)
  for (const call of calls.iterate(organizationId)) yield callOf(call)
}

/** SECURITY: an entry of another organization is its place in the chain and no more. */
function* readJournal(
  db: ReadableDatabase,
  organizationId: OrganizationId,
): Generator<JournalLine> {
  const entries = db.prepare<[], StoredEntry>('SELECT * FROM journal_entries ORDER BY sequence')
  for (const stored of entries.iterate()) {
    const { organization_id: about, sequence, previous, hash } = stored
    yield about === null || about === organizationId
      ? { entry: shownEntry(stored) }
      : { withheld: { sequence, previous, hash }, shown: null }
  }
}

function byOpening(a: { openedAt: string; id: string }, b: { openedAt: string; id: string }) {
  return `${a.openedAt} ${a.id}` < `${b.openedAt} ${b.id}` ? -1 : 1
}
