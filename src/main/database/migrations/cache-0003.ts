import type { Migration } from './migration.ts'

/**
 * What of the connections can be had again: their secrets, as the key store of the system sealed them, by signing in or typing them once more; and
 * what was refused at the door, which will be again.
 */
export const sealed: Migration = {
  version: 3,
  up(db) {
    db.exec(`
      CREATE TABLE sealed_secrets (
        connection_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        sealed TEXT NOT NULL,
        -- Which key store sealed it: no other opens it.
        backend TEXT NOT NULL,
        sealed_at TEXT NOT NULL,
        PRIMARY KEY (connection_id, kind)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE refused_contacts (
        host TEXT NOT NULL,
        port INTEGER NOT NULL,
        by TEXT NOT NULL,
        at TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (host, port, by)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX refused_contacts_by_time ON refused_contacts (at);
    `)
  },
}
