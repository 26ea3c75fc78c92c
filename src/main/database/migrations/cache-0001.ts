import type { Migration } from './migration.ts'

/**
 * The cache of organizations: inventory, what was observed, the verdicts drawn from it, runs, calls.
 *
 * `accounts` is one wide table on purpose: the table of accounts filters, sorts and pages over inventory
 * and verdict together, and at 50,000 accounts a join for each of them is what makes a page slow.
 */
export const cache: Migration = {
  version: 1,
  up(db) {
    db.exec(`
      CREATE TABLE organizations (
        id TEXT PRIMARY KEY,
        management_account_id TEXT NOT NULL,
        feature_set TEXT NOT NULL,
        features TEXT,
        trusted_access INTEGER,
        described_at TEXT NOT NULL,
        listed_at TEXT
      ) STRICT;

      CREATE TABLE units (
        organization_id TEXT NOT NULL REFERENCES organizations (id),
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        parent_id TEXT,
        PRIMARY KEY (organization_id, id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE accounts (
        organization_id TEXT NOT NULL REFERENCES organizations (id),
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        state TEXT NOT NULL,
        path TEXT NOT NULL,
        parent_id TEXT NOT NULL,
        unit_path TEXT NOT NULL DEFAULT '',
        is_management INTEGER NOT NULL,
        is_delegated INTEGER NOT NULL,
        joined_method TEXT,
        joined_at TEXT,
        first_seen_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        left_at TEXT,
        present INTEGER NOT NULL DEFAULT 1,
        tags TEXT,
        tags_read_at TEXT,
        search_text TEXT NOT NULL DEFAULT '',

        observation_id INTEGER,
        observed_at TEXT,
        attempted_at TEXT,
        attempt_run_id TEXT,
        failure TEXT,
        failed_at TEXT,

        posture TEXT NOT NULL DEFAULT 'unknown',
        posture_rank INTEGER NOT NULL DEFAULT 0,
        findings_mask INTEGER NOT NULL DEFAULT 0,
        password INTEGER,
        key_count INTEGER,
        mfa_count INTEGER,
        certificate_count INTEGER,
        details_missing INTEGER NOT NULL DEFAULT 0,
        oldest_at TEXT,
        last_used_at TEXT,
        valid_until TEXT,
        PRIMARY KEY (organization_id, id)
      ) STRICT;

      CREATE INDEX accounts_by_name ON accounts (organization_id, present, name COLLATE NOCASE, id);
      CREATE INDEX accounts_by_posture ON accounts (organization_id, present, posture_rank, name COLLATE NOCASE, id);
      CREATE INDEX accounts_by_unit ON accounts (organization_id, present, unit_path COLLATE NOCASE, id);
      CREATE INDEX accounts_by_observed ON accounts (organization_id, present, observed_at, id);
      CREATE INDEX accounts_by_observed_last ON accounts (organization_id, present, observed_at IS NULL, observed_at, id);
      CREATE INDEX accounts_by_oldest ON accounts (organization_id, present, oldest_at, id);
      CREATE INDEX accounts_by_oldest_last ON accounts (organization_id, present, oldest_at IS NULL, oldest_at, id);
      CREATE INDEX accounts_by_last_used ON accounts (organization_id, present, last_used_at, id);
      CREATE INDEX accounts_by_last_used_last ON accounts (organization_id, present, last_used_at IS NULL, last_used_at, id);
      CREATE INDEX accounts_by_parent ON accounts (organization_id, present, parent_id, posture);
      CREATE INDEX accounts_by_state ON accounts (organization_id, present, state, name COLLATE NOCASE, id);
      -- Narrow and covering: for counts, and for orders that have no index of their own.
      CREATE INDEX accounts_by_facets ON accounts (organization_id, present, posture, findings_mask, state,
        password, key_count, mfa_count, certificate_count, id);
      CREATE INDEX accounts_by_search ON accounts (organization_id, present, search_text);
      CREATE INDEX accounts_by_validity ON accounts (organization_id, valid_until) WHERE valid_until IS NOT NULL;

      CREATE TABLE observations (
        id INTEGER PRIMARY KEY,
        organization_id TEXT NOT NULL,
        account_id TEXT NOT NULL,
        first_seen_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        run_id TEXT NOT NULL,
        credentials TEXT NOT NULL,
        FOREIGN KEY (organization_id, account_id) REFERENCES accounts (organization_id, id)
      ) STRICT;
      CREATE INDEX observations_by_account ON observations (organization_id, account_id, first_seen_at);

      CREATE TABLE failures (
        id INTEGER PRIMARY KEY,
        organization_id TEXT NOT NULL,
        account_id TEXT NOT NULL,
        first_at TEXT NOT NULL,
        last_at TEXT NOT NULL,
        run_id TEXT NOT NULL,
        code TEXT NOT NULL,
        failure TEXT NOT NULL,
        FOREIGN KEY (organization_id, account_id) REFERENCES accounts (organization_id, id)
      ) STRICT;
      CREATE INDEX failures_by_account ON failures (organization_id, account_id, first_at);

      CREATE TABLE changes (
        id INTEGER PRIMARY KEY,
        organization_id TEXT NOT NULL,
        run_id TEXT NOT NULL,
        account_id TEXT NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        finding TEXT
      ) STRICT;
      CREATE INDEX changes_by_time ON changes (organization_id, at);

      CREATE TABLE runs (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL REFERENCES organizations (id),
        state TEXT NOT NULL,
        scope TEXT NOT NULL,
        deep INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT,
        caller_arn TEXT NOT NULL,
        owner_pid INTEGER NOT NULL,
        heartbeat_at TEXT NOT NULL,
        completeness TEXT NOT NULL,
        postures TEXT,
        non_compliant INTEGER NOT NULL DEFAULT 0,
        calls TEXT NOT NULL DEFAULT '{}',
        failure TEXT
      ) STRICT;
      CREATE INDEX runs_by_start ON runs (organization_id, started_at);

      CREATE TABLE exemptions (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL,
        account_id TEXT NOT NULL,
        kinds TEXT NOT NULL,
        owner TEXT NOT NULL,
        reason TEXT NOT NULL,
        ticket TEXT NOT NULL,
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        revoked_at TEXT,
        FOREIGN KEY (organization_id, account_id) REFERENCES accounts (organization_id, id)
      ) STRICT;
      CREATE INDEX exemptions_by_account ON exemptions (organization_id, account_id);

      CREATE TABLE attestations (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL REFERENCES organizations (id),
        attested_by TEXT NOT NULL,
        statement TEXT NOT NULL,
        password_present INTEGER NOT NULL,
        mfa_enabled INTEGER NOT NULL,
        access_keys_present INTEGER NOT NULL,
        attested_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE saved_filters (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL REFERENCES organizations (id),
        name TEXT NOT NULL,
        filter TEXT NOT NULL,
        UNIQUE (organization_id, name)
      ) STRICT;

      CREATE TABLE calls (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        service TEXT NOT NULL,
        operation TEXT NOT NULL,
        account_id TEXT,
        region TEXT NOT NULL,
        request_id TEXT,
        status INTEGER,
        error_code TEXT,
        duration_ms REAL NOT NULL,
        attempt INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX calls_by_account ON calls (account_id, id) WHERE account_id IS NOT NULL;

      CREATE TABLE settings (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT;
    `)
  },
}
