import type { Migration } from './migration.ts'

/**
 * What of the connections can be had again: their secrets, as the key store of the system sealed them, by signing in or typing them once more; and
 * what was refused at the door, which will be again. Calls name the connection and the organization that they were made for.
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

      ALTER TABLE calls ADD COLUMN organization_id TEXT;
      ALTER TABLE calls ADD COLUMN connection_id TEXT;
      -- Of older calls it is known where the account tells, or where there is only one organization.
      UPDATE calls SET organization_id = known.organization_id
        FROM (SELECT id, min(organization_id) AS organization_id FROM accounts GROUP BY id HAVING count(*) = 1) AS known
        WHERE calls.account_id = known.id;
      UPDATE calls SET organization_id = (SELECT id FROM organizations)
        WHERE organization_id IS NULL AND (SELECT count(*) FROM organizations) = 1;
    `)
  },
}
