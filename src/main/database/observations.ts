import type { AccountId, Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import { hasAny, type RootCredentials } from '../../shared/domain/credentials.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { findingsOf, type FindingKind } from '../../shared/domain/findings.ts'
import type { Change } from '../../shared/domain/overview.ts'
import type { FailedAttempt, Observation } from '../../shared/domain/posture.ts'
import type { WritableDatabase } from './database.ts'

/** One look at one account: either what was seen, or why nothing was. */
export type Look = {
  readonly accountId: AccountId
  readonly runId: string
  readonly at: Instant
} & ({ readonly credentials: RootCredentials } | { readonly failure: Failure })

/**
 * Keeps what was observed as spans: a look that sees the same as the one before only moves the end of
 * its span, so a year of daily audits of unchanged accounts adds no rows. Failed looks are spans too.
 */
export function createObservations(db: WritableDatabase) {
  const current = db.prepare<[string, string], CurrentRecord>(`
    SELECT accounts.observation_id, accounts.failure, observations.credentials,
      (SELECT max(id) FROM failures WHERE failures.organization_id = accounts.organization_id
        AND failures.account_id = accounts.id AND accounts.failure IS NOT NULL) AS failure_id
    FROM accounts LEFT JOIN observations ON observations.id = accounts.observation_id
    WHERE accounts.organization_id = ? AND accounts.id = ?`)
  const extend = db.prepare('UPDATE observations SET last_seen_at = ? WHERE id = ?')
  const begin = db.prepare(`
    INSERT INTO observations (organization_id, account_id, first_seen_at, last_seen_at, run_id, credentials)
    VALUES (?, ?, ?, ?, ?, ?)`)
  const markSeen = db.prepare(`
    UPDATE accounts SET observation_id = ?, observed_at = ?, attempted_at = ?, attempt_run_id = ?,
      failure = NULL, failed_at = NULL WHERE organization_id = ? AND id = ?`)
  const markFailed = db.prepare(`
    UPDATE accounts SET attempted_at = ?, attempt_run_id = ?, failure = ?, failed_at = ?
    WHERE organization_id = ? AND id = ?`)
  const extendFailure = db.prepare('UPDATE failures SET last_at = ?, failure = ? WHERE id = ?')
  const beginFailure = db.prepare(`
    INSERT INTO failures (organization_id, account_id, first_at, last_at, run_id, code, failure)
    VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const insertChange = db.prepare(`
    INSERT INTO changes (organization_id, run_id, account_id, at, kind, finding) VALUES (?, ?, ?, ?, ?, ?)`)
  const history = db.prepare<[string, string, number], SpanRecord>(`
    SELECT first_seen_at, last_seen_at, run_id, credentials FROM observations
    WHERE organization_id = ? AND account_id = ? ORDER BY id DESC LIMIT ?`)
  const lastFailure = db.prepare<
    [string, string],
    { failure: string | null; failed_at: string; attempt_run_id: string }
  >('SELECT failure, failed_at, attempt_run_id FROM accounts WHERE organization_id = ? AND id = ?')
  const settled = db.prepare<[string, string], { id: AccountId }>(`
    SELECT id FROM accounts WHERE organization_id = ? AND attempt_run_id = ?
      AND (failure IS NULL OR failure ->> '$.retryable' = 0)`)
  const changesSince = db.prepare<[string, string, number], ChangeRecord>(`
    SELECT changes.account_id, changes.at, changes.kind, changes.finding, accounts.name FROM changes
    JOIN accounts ON accounts.organization_id = changes.organization_id AND accounts.id = changes.account_id
    WHERE changes.organization_id = ? AND changes.at >= ? ORDER BY changes.at DESC, changes.id DESC LIMIT ?`)
  const countChanges = db.prepare<[string, string], { total: number }>(
    'SELECT count(*) AS total FROM changes WHERE organization_id = ? AND at >= ?',
  )

  function noteChange(
    organizationId: OrganizationId,
    look: Pick<Look, 'accountId' | 'runId' | 'at'>,
    kind: Change['kind'],
    finding: FindingKind | null = null,
  ): void {
    insertChange.run(organizationId, look.runId, look.accountId, look.at, kind, finding)
  }

  function recordSeen(
    organizationId: OrganizationId,
    look: Extract<Look, { credentials: RootCredentials }>,
    before: CurrentRecord,
  ): void {
    const previous =
      before.credentials === null ? null : (JSON.parse(before.credentials) as RootCredentials)
    let id = before.observation_id
    if (id !== null && previous && isSameSight(previous, look.credentials)) {
      extend.run(look.at, id)
    } else {
      const text = JSON.stringify(look.credentials)
      id = Number(
        begin.run(organizationId, look.accountId, look.at, look.at, look.runId, text)
          .lastInsertRowid,
      )
    }
    markSeen.run(id, look.at, look.at, look.runId, organizationId, look.accountId)
    if (before.failure !== null && previous) noteChange(organizationId, look, 'known-again')
    if (previous) {
      const then = findingsOf(previous).map((finding) => finding.kind)
      const now = findingsOf(look.credentials).map((finding) => finding.kind)
      for (const kind of now) {
        if (!then.includes(kind)) noteChange(organizationId, look, 'appeared', kind)
      }
      for (const kind of then) {
        if (!now.includes(kind)) noteChange(organizationId, look, 'fixed', kind)
      }
    }
  }

  function recordFailed(
    organizationId: OrganizationId,
    look: Extract<Look, { failure: Failure }>,
    before: CurrentRecord,
  ): void {
    const text = JSON.stringify(look.failure)
    const previous = before.failure === null ? null : (JSON.parse(before.failure) as Failure)
    if (previous?.code === look.failure.code && before.failure_id !== null) {
      extendFailure.run(look.at, text, before.failure_id)
    } else {
      beginFailure.run(
        organizationId,
        look.accountId,
        look.at,
        look.at,
        look.runId,
        look.failure.code,
        text,
      )
    }
    markFailed.run(look.at, look.runId, text, look.at, organizationId, look.accountId)
    if (previous === null && before.credentials !== null) {
      noteChange(organizationId, look, 'became-unknown')
    }
  }

  return {
    /** Keeps one look and what it changed. Call it inside a transaction with many others. */
    record(organizationId: OrganizationId, look: Look): void {
      const before = current.get(organizationId, look.accountId)
      if (!before) return
      if ('credentials' in look) recordSeen(organizationId, look, before)
      else recordFailed(organizationId, look, before)
    },

    /** Keeps that an account joined or left. */
    noteMembership(
      organizationId: OrganizationId,
      accountId: AccountId,
      kind: 'joined' | 'left',
      runId: string,
      at: Instant,
    ): void {
      noteChange(organizationId, { accountId, runId, at }, kind)
    },

    /**
     * The accounts that a run is done with: seen, or failed in a way that trying again does not mend. A
     * resumed run leaves them out.
     */
    settledIn(organizationId: OrganizationId, runId: string): Set<AccountId> {
      return new Set(settled.all(organizationId, runId).map((row) => row.id))
    },

    /** The spans of one account, newest first. */
    history(organizationId: OrganizationId, accountId: AccountId, limit: number): Observation[] {
      return history.all(organizationId, accountId, limit).map((record) => ({
        firstSeenAt: record.first_seen_at,
        lastSeenAt: record.last_seen_at,
        runId: record.run_id,
        credentials: JSON.parse(record.credentials) as RootCredentials,
      }))
    },

    /** Why the newest look failed; null where it did not. */
    failedAttempt(organizationId: OrganizationId, accountId: AccountId): FailedAttempt | null {
      const row = lastFailure.get(organizationId, accountId)
      if (!row || row.failure === null) return null
      return {
        at: row.failed_at,
        runId: row.attempt_run_id,
        failure: JSON.parse(row.failure) as Failure,
      }
    },

    /** What changed at or after `since`, newest first, and how much there is in all. */
    changesSince(
      organizationId: OrganizationId,
      since: Instant,
      limit: number,
    ): { changes: Change[]; total: number } {
      const changes = changesSince.all(organizationId, since, limit).map((record) => ({
        accountId: record.account_id,
        accountName: record.name,
        at: record.at,
        kind: record.kind,
        finding: record.finding,
      }))
      return { changes, total: countChanges.get(organizationId, since)?.total ?? 0 }
    },
  }
}

/**
 * True where two looks saw the same. A quick look at a clean account reads no details, so it does not
 * contradict an earlier deep look that read them and found nothing.
 */
export function isSameSight(before: RootCredentials, now: RootCredentials): boolean {
  if (!hasAny(before.present) && !hasAny(now.present) && now.details === null) return true
  return JSON.stringify(before) === JSON.stringify(now)
}

type CurrentRecord = {
  observation_id: number | null
  failure: string | null
  credentials: string | null
  failure_id: number | null
}
type SpanRecord = {
  first_seen_at: string
  last_seen_at: string
  run_id: string
  credentials: string
}
type ChangeRecord = {
  account_id: AccountId
  at: string
  kind: Change['kind']
  finding: FindingKind | null
  name: string
}
