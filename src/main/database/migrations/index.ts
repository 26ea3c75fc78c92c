import type { Database } from 'better-sqlite3'
import { cache } from './cache-0001.ts'
import { past } from './cache-0002.ts'
import { sealed } from './cache-0003.ts'
import type { Migration } from './migration.ts'
import { record } from './record-0001.ts'
import { keptConnections } from './record-0002.ts'

/** The migrations of each database, oldest first. */
export const migrations = {
  cache: [cache, past, sealed],
  record: [record, keptConnections],
} as const satisfies Record<string, readonly Migration[]>
export type DatabaseName = keyof typeof migrations

/** The schema version that this program writes. */
export function newestVersion(name: DatabaseName): number {
  return migrations[name].at(-1)?.version ?? 0
}

/** Brings the schema up to the newest version in one transaction: all of it or none. */
export function migrate(db: Database, name: DatabaseName): void {
  const current = db.pragma('user_version', { simple: true }) as number
  const due = migrations[name].filter((migration) => migration.version > current)
  if (due.length === 0) return
  db.transaction(() => {
    for (const migration of due) {
      migration.up(db)
      db.pragma(`user_version = ${migration.version}`)
    }
  })()
}
