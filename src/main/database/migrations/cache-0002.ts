import type { Migration } from './migration.ts'

/**
 * What accounts and organizations were before, so that a report can tell of a past instant; and the files that reports were written into.
 *
 * The triggers look only at updates that name one of these columns: a look, a verdict or a listing that found nothing new costs nothing more.
 */
export const past: Migration = {
  version: 2,
  up(db) {
    db.exec(`
      -- What an account was listed as until an instant, when a listing first said otherwise.
      CREATE TABLE account_past (
        id INTEGER PRIMARY KEY,
        organization_id TEXT NOT NULL,
        account_id TEXT NOT NULL,
        until TEXT NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        state TEXT NOT NULL,
        path TEXT NOT NULL,
        parent_id TEXT NOT NULL,
        is_management INTEGER NOT NULL,
        is_delegated INTEGER NOT NULL,
        left_at TEXT,
        FOREIGN KEY (organization_id, account_id) REFERENCES accounts (organization_id, id)
      ) STRICT;
      CREATE INDEX account_past_by_account ON account_past (organization_id, account_id, id);
      CREATE TRIGGER accounts_remember
        AFTER UPDATE OF name, email, state, path, parent_id, is_management, is_delegated, left_at ON accounts
        WHEN (OLD.name, OLD.email, OLD.state, OLD.path, OLD.parent_id, OLD.is_management, OLD.is_delegated, OLD.left_at)
          IS NOT (NEW.name, NEW.email, NEW.state, NEW.path, NEW.parent_id, NEW.is_management, NEW.is_delegated, NEW.left_at)
        BEGIN
          INSERT INTO account_past (organization_id, account_id, until, name, email, state, path, parent_id,
            is_management, is_delegated, left_at)
          VALUES (OLD.organization_id, OLD.id,
            -- Who left was not listed any more; everything else was learned when the account was last seen.
            iif(NEW.left_at IS NOT OLD.left_at, coalesce(NEW.left_at, NEW.last_seen_at), NEW.last_seen_at),
            OLD.name, OLD.email, OLD.state, OLD.path, OLD.parent_id, OLD.is_management, OLD.is_delegated, OLD.left_at);
        END;

      CREATE TABLE organization_past (
        id INTEGER PRIMARY KEY,
        organization_id TEXT NOT NULL REFERENCES organizations (id),
        until TEXT NOT NULL,
        feature_set TEXT NOT NULL,
        features TEXT,
        trusted_access INTEGER,
        described_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX organization_past_by_organization ON organization_past (organization_id, id);
      -- Each description is remembered, also one that says the same again: nothing else tells when it was made.
      CREATE TRIGGER organizations_remember AFTER UPDATE OF described_at ON organizations
        WHEN OLD.described_at IS NOT NEW.described_at
        BEGIN
          INSERT INTO organization_past (organization_id, until, feature_set, features, trusted_access, described_at)
          VALUES (OLD.id, NEW.described_at, OLD.feature_set, OLD.features, OLD.trusted_access, OLD.described_at);
        END;

      CREATE TABLE written_files (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        path TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        question TEXT NOT NULL,
        redacted INTEGER NOT NULL,
        scheduled INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX written_files_by_age ON written_files (organization_id, at);
    `)
  },
}
