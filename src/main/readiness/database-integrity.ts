import type { Failure } from '../../shared/domain/failure.ts'
import { readDatabase } from '../database/database-reader.ts'
import type { DatabaseName } from '../database/migrations/index.ts'

/** What SQLite says of a database file. `late`: not all of it was looked at within the time. */
export type DatabaseCheck =
  | { readonly state: 'whole'; readonly tables: number }
  | { readonly state: 'damaged'; readonly says: string }
  | { readonly state: 'late'; readonly checked: number; readonly tables: number }
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly failure: Failure }

/** How long it may take, milliseconds. */
const limitMs = 20_000

/**
 * Asks SQLite for a quick check of one of the databases in `folder`, with a connection of its own. Table by table, with a turn for everybody else in
 * between, as a whole one could hold the main thread for seconds.
 */
export async function checkDatabase(folder: string, name: DatabaseName): Promise<DatabaseCheck> {
  const opened = readDatabase(folder, name)
  if (!opened.ok) return judged(opened.error)
  if (opened.value === null) return { state: 'missing' }
  const { db, explain, close } = opened.value
  const until = performance.now() + limitMs
  try {
    const tables = db
      .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
    for (const [checked, table] of tables.entries()) {
      if (performance.now() > until) return { state: 'late', checked, tables: tables.length }
      const [found] = db
        .prepare<[], { quick_check: string }>(
          `PRAGMA quick_check("${table.name.replaceAll('"', '""')}")`,
        )
        .all()
      if (found?.quick_check !== 'ok') {
        return { state: 'damaged', says: found?.quick_check ?? 'nothing' }
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    return { state: 'whole', tables: tables.length }
  } catch (error) {
    return judged(explain(error))
  } finally {
    close()
  }
}

function judged(failure: Failure): DatabaseCheck {
  return failure.code === 'database-corrupt' || failure.code === 'record-damaged'
    ? { state: 'damaged', says: failure.message }
    : { state: 'unreadable', failure }
}
