import type { Migration } from './migration.ts'

/** The connections that the operator keeps. They hold no secret; those are sealed elsewhere (`sealed_secrets` in the cache). */
export const keptConnections: Migration = {
  version: 2,
  up(db) {
    db.exec(`
      CREATE TABLE connections (
        id TEXT PRIMARY KEY,
        settings TEXT NOT NULL,
        -- The organization that it led to first, and has to lead to.
        organization_id TEXT,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        last_used_at TEXT
      ) STRICT;
    `)
  },
}
