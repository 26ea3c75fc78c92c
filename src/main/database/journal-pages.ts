import type { OrganizationId } from '../../shared/domain/accounts.ts'
import type { JournalEntry, JournalFilter } from '../../shared/domain/journal.ts'
import type { ReadableDatabase } from './database.ts'
import { shownEntry, type StoredEntry } from './journal-entries.ts'

/** Reads the journal as the window shows it: filtered and paged in SQL, newest first. */
export function createJournalPages(db: ReadableDatabase) {
  const picked = db.prepare<[string], StoredEntry>(`
    SELECT * FROM journal_entries WHERE sequence IN (SELECT value FROM json_each(?)) ORDER BY sequence DESC`)

  /** The entries of one organization, and those that belong to none; of all where `organizationId` is null. */
  return function page(
    organizationId: OrganizationId | null,
    filter: JournalFilter,
    offset: number,
    limit: number,
  ): { total: number; entries: JournalEntry[] } {
    const { sql, values } = conditionsOf(organizationId, filter)
    // What fits, in order, is the count as well; only the window of it is read whole.
    const found = db
      .prepare<object, number>(
        `SELECT sequence FROM journal_entries WHERE ${sql} ORDER BY sequence DESC`,
      )
      .pluck()
      .all(values)
    const window = found.slice(offset, offset + limit)
    return { total: found.length, entries: picked.all(JSON.stringify(window)).map(shownEntry) }
  }
}

/** The filter as SQL. Values are always bound, never written into the text. */
function conditionsOf(
  organizationId: OrganizationId | null,
  { kinds, accountId, procedureId, caseId, search }: JournalFilter,
): { sql: string; values: Record<string, string> } {
  const parts = ['TRUE']
  const values: Record<string, string> = {}
  const add = (sql: string, name: string, value: string | null): void => {
    if (value === null) return
    parts.push(sql)
    values[name] = value
  }
  add(
    '(organization_id = $organization OR organization_id IS NULL)',
    'organization',
    organizationId,
  )
  add('account_id = $account', 'account', accountId)
  add('procedure_id = $procedure', 'procedure', procedureId)
  add('case_id = $case', 'case', caseId)
  if (kinds.length > 0) {
    add('kind IN (SELECT value FROM json_each($kinds))', 'kinds', JSON.stringify(kinds))
  }
  const words = search.split(/\s+/).filter((word) => word !== '')
  words.forEach((word, index) => {
    const sql = `(actor || char(10) || coalesce(account_id, '') || char(10) || detail) LIKE $word${index} ESCAPE '\\'`
    add(sql, `word${index}`, `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)
  })
  return { sql: parts.join(' AND '), values }
}
