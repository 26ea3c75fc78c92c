import type { Migration } from './migration.ts'

/**
 * The record: the journal, procedures with their plans and outcomes, cases, operators and approvals. Unlike the cache it cannot be read again
 * from AWS, so it has a file of its own that is written durably.
 *
 * SECURITY: triggers refuse to change or delete what the journal holds, through whatever connection.
 */
export const record: Migration = {
  version: 1,
  up(db) {
    db.exec(`
      CREATE TABLE journal_entries (
        sequence INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        organization_id TEXT,
        account_id TEXT,
        procedure_id TEXT,
        case_id TEXT,
        actor TEXT NOT NULL,
        detail TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
      ) STRICT;
      CREATE INDEX journal_entries_by_kind ON journal_entries (kind, sequence);
      CREATE INDEX journal_entries_by_procedure ON journal_entries (procedure_id, sequence) WHERE procedure_id IS NOT NULL;
      CREATE INDEX journal_entries_by_case ON journal_entries (case_id, sequence) WHERE case_id IS NOT NULL;
      CREATE INDEX journal_entries_by_account ON journal_entries (account_id, sequence) WHERE account_id IS NOT NULL;
      CREATE TRIGGER journal_entries_keep BEFORE UPDATE ON journal_entries
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
      CREATE TRIGGER journal_entries_stay BEFORE DELETE ON journal_entries
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

      -- Which intents have no result yet. Drawn from the entries; kept so that a start need not read them all.
      CREATE TABLE intents (
        sequence INTEGER PRIMARY KEY REFERENCES journal_entries (sequence),
        procedure_id TEXT NOT NULL,
        account_id TEXT NOT NULL,
        item_id TEXT NOT NULL,
        answered_by INTEGER REFERENCES journal_entries (sequence)
      ) STRICT;
      CREATE INDEX intents_open ON intents (procedure_id) WHERE answered_by IS NULL;

      CREATE TABLE checkpoints (
        count INTEGER PRIMARY KEY,
        head TEXT NOT NULL,
        at TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        public_key TEXT NOT NULL,
        signature TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER checkpoints_keep BEFORE UPDATE ON checkpoints
        BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
      CREATE TRIGGER checkpoints_stay BEFORE DELETE ON checkpoints
        BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;

      CREATE TABLE procedures (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        case_id TEXT,
        request TEXT NOT NULL,
        title TEXT NOT NULL,
        step TEXT NOT NULL,
        state TEXT NOT NULL,
        checks TEXT NOT NULL DEFAULT '[]',
        digest TEXT,
        plan TEXT,
        planned_at TEXT,
        expires_at TEXT,
        phrase TEXT,
        rule TEXT NOT NULL,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        confirmed_at TEXT,
        ended_at TEXT,
        failure TEXT,
        rehearsed_at TEXT,
        approved_by TEXT,
        owner_pid INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX procedures_by_age ON procedures (organization_id, created_at);
      CREATE INDEX procedures_by_case ON procedures (case_id) WHERE case_id IS NOT NULL;

      CREATE TABLE procedure_targets (
        procedure_id TEXT NOT NULL REFERENCES procedures (id),
        position INTEGER NOT NULL,
        account_id TEXT NOT NULL,
        target TEXT NOT NULL,
        state TEXT NOT NULL,
        verified_at TEXT,
        -- How many items stand how, e.g. {"done":3}: so that counting need not read outcomes.
        item_states TEXT NOT NULL,
        outcome TEXT NOT NULL,
        PRIMARY KEY (procedure_id, position)
      ) STRICT;
      CREATE INDEX procedure_targets_standing ON procedure_targets (procedure_id, position, state, verified_at, item_states);

      CREATE TABLE pre_images (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL,
        procedure_id TEXT NOT NULL REFERENCES procedures (id),
        account_id TEXT NOT NULL,
        service TEXT NOT NULL,
        resource TEXT NOT NULL,
        region TEXT NOT NULL,
        policy TEXT,
        policy_sha256 TEXT,
        replaced_by_sha256 TEXT,
        taken_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX pre_images_by_age ON pre_images (organization_id, taken_at);

      CREATE TABLE cases (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL,
        scenario TEXT NOT NULL,
        reason TEXT NOT NULL,
        ticket TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        opened_by TEXT NOT NULL,
        until TEXT NOT NULL,
        closed_at TEXT,
        outcome TEXT,
        -- The last notification about its time box, so that a new start does not repeat it.
        notice TEXT
      ) STRICT;
      CREATE INDEX cases_by_age ON cases (organization_id, opened_at);

      CREATE TABLE reopened_accounts (
        case_id TEXT NOT NULL REFERENCES cases (id),
        procedure_id TEXT NOT NULL REFERENCES procedures (id),
        account_id TEXT NOT NULL,
        account_name TEXT NOT NULL,
        reopened_at TEXT NOT NULL,
        steps TEXT NOT NULL DEFAULT '[]',
        closed_at TEXT,
        closed_by_procedure_id TEXT,
        PRIMARY KEY (case_id, procedure_id)
      ) STRICT, WITHOUT ROWID;

      -- The signing identities that this workstation has had. One is in use; of the others the private key is gone.
      CREATE TABLE identities (
        fingerprint TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        public_key TEXT NOT NULL,
        protection TEXT NOT NULL,
        sealed_key TEXT,
        created_at TEXT NOT NULL,
        retired_at TEXT,
        CHECK ((sealed_key IS NULL) = (retired_at IS NOT NULL))
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX identities_in_use ON identities ((1)) WHERE retired_at IS NULL;

      CREATE TABLE operators (
        fingerprint TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        public_key TEXT NOT NULL,
        trusted_at TEXT NOT NULL,
        revoked_at TEXT
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE approvals (
        id TEXT PRIMARY KEY,
        procedure_id TEXT NOT NULL REFERENCES procedures (id),
        digest TEXT NOT NULL,
        approver_fingerprint TEXT NOT NULL,
        approval TEXT NOT NULL,
        accepted_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        used_at TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX approvals_by_procedure ON approvals (procedure_id);

      CREATE TABLE cloudtrail_imports (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL,
        at TEXT NOT NULL,
        summary TEXT NOT NULL
      ) STRICT;
      -- Written before their import, which makes them count: so many are not one transaction.
      CREATE TABLE cloudtrail_findings (
        import_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        match TEXT NOT NULL,
        finding TEXT NOT NULL,
        PRIMARY KEY (import_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX cloudtrail_findings_by_match ON cloudtrail_findings (import_id, match, position);
    `)
  },
}
