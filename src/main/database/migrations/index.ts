import type { Database } from 'better-sqlite3'
import { cache } from './0001-cache.ts'
import type { Migration } from './migration.ts'

const migrations: readonly Migration[] = [cache]

/** The schema version that this program writes. */
export const newestVersion = migrations.at(-1)?.version ?? 0

/** Brings the schema up to `newestVersion` in one transaction: all of it or none. */
export function migrate(db: Database): void {
  const current = db.pragma('user_version', { simple: true }) as number
  const due = migrations.filter((migration) => migration.version > current)
  if (due.length === 0) return
  db.transaction(() => {
    for (const migration of due) {
      migration.up(db)
      db.pragma(`user_version = ${migration.version}`)
    }
  })()
}
