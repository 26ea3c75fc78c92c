import type { Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import type { AccountEvidence, Evidence, RunRecord } from '../../shared/domain/evidence.ts'
import type { Exemption } from '../../shared/domain/exemptions.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import type { WritableDatabase } from '../database/database.ts'
import { searchText } from '../database/inventory.ts'
import { verdictColumns } from '../database/verdicts.ts'
import type { JudgedAccount } from '../reports/model/judged-account.ts'

/**
 * Writes evidence into an empty cache, as it stood at `at`: rows as they are, not through the repositories, which would look for what was there before.
 */
export function createEvidenceRows(
  db: WritableDatabase,
  organizationId: OrganizationId,
  at: Instant,
) {
  const insertAccount = db.prepare(`
    INSERT INTO accounts (organization_id, id, name, email, state, path, parent_id, unit_path, is_management,
      is_delegated, joined_method, joined_at, first_seen_at, last_seen_at, left_at, present, tags, search_text,
      observation_id, observed_at, attempt_run_id, failure, failed_at, posture, posture_rank, findings_mask,
      password, key_count, mfa_count, certificate_count, details_missing, oldest_at, last_used_at)
    VALUES ($organizationId, $id, $name, $email, $state, $path, $parentId, $unitPath, $isManagement,
      $isDelegated, $joinedMethod, $joinedAt, $firstSeenAt, $lastSeenAt, $leftAt, $present, $tags, $searchText,
      $observationId, $observedAt, $attemptRunId, $failure, $failedAt, $posture, $rank, $mask,
      $password, $keys, $mfa, $certificates, $detailsMissing, $oldestAt, $lastUsedAt)`)
  const insertObservation = db.prepare(`
    INSERT INTO observations (id, organization_id, account_id, first_seen_at, last_seen_at, run_id, credentials)
    VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const insertChange = db.prepare(`
    INSERT INTO changes (organization_id, run_id, account_id, at, kind, finding) VALUES (?, ?, ?, ?, ?, ?)`)
  const insertExemption = db.prepare(`
    INSERT INTO exemptions (id, organization_id, account_id, kinds, owner, reason, ticket, created_at, expires_at,
      revoked_at)
    VALUES ($id, $organizationId, $accountId, $kinds, $owner, $reason, $ticket, $createdAt, $expiresAt, $revokedAt)`)
  const insertRun = db.prepare(`
    INSERT INTO runs (id, organization_id, state, scope, deep, started_at, ended_at, caller_arn, owner_pid,
      heartbeat_at, completeness, postures, non_compliant, calls, failure)
    VALUES ($id, $organizationId, $state, $scope, $deep, $startedAt, $endedAt, $callerArn, 0,
      $startedAt, $completeness, $postures, $nonCompliant, $calls, $failure)`)
  let observationId = 0

  /** The spans that had begun by then; the last one reaches as far as is proven. Returns the ID of the last one. */
  function addObservations(
    { account, observations }: AccountEvidence,
    newest: JudgedAccount['observation'],
  ): number | null {
    const begun = observations.filter(({ firstSeenAt }) => firstSeenAt <= at)
    for (const [index, span] of begun.entries()) {
      const { firstSeenAt, lastSeenAt, runId, credentials } =
        index === begun.length - 1 ? (newest ?? span) : span
      observationId += 1
      insertObservation.run(
        observationId,
        organizationId,
        account.id,
        firstSeenAt,
        lastSeenAt,
        runId,
        JSON.stringify(credentials),
      )
    }
    return begun.length === 0 ? null : observationId
  }

  function addExemption(exemption: Exemption): void {
    insertExemption.run({ ...exemption, organizationId, kinds: JSON.stringify(exemption.kinds) })
  }

  return {
    /** An account with its history. */
    addAccount(evidence: AccountEvidence, judged: JudgedAccount): void {
      const { account, unitPath, tags, observation, failedAttempt } = judged
      insertAccount.run({
        organizationId,
        id: account.id,
        name: account.name,
        email: account.email,
        state: account.state,
        path: account.path,
        parentId: account.parentId,
        unitPath,
        isManagement: Number(account.isManagement),
        isDelegated: Number(account.isDelegatedAdministrator),
        joinedMethod: account.joinedMethod,
        joinedAt: account.joinedAt,
        firstSeenAt: account.firstSeenAt,
        lastSeenAt: account.lastSeenAt,
        leftAt: account.leftAt,
        present: Number(judged.isMember),
        tags: evidence.tags === null ? null : JSON.stringify(evidence.tags),
        searchText: searchText({ ...account, unitPath }, tags),
        observationId: addObservations(evidence, observation),
        observedAt: observation?.lastSeenAt ?? null,
        attemptRunId: failedAttempt?.runId ?? observation?.runId ?? null,
        failure: failedAttempt === null ? null : JSON.stringify(failedAttempt.failure),
        failedAt: failedAttempt?.at ?? null,
        ...verdictColumns(judged, observation?.credentials ?? null),
      })
      for (const change of evidence.changes) {
        if (change.at > at) continue
        insertChange.run(
          organizationId,
          change.runId,
          account.id,
          change.at,
          change.kind,
          change.finding,
        )
      }
      for (const exemption of judged.exemptions) addExemption(exemption)
    },

    /** The runs of which everything was known then: one that ended only later has the counts of its end. */
    addRuns(runs: readonly RunRecord[]): void {
      for (const run of runs) {
        if (run.startedAt > at || (run.endedAt !== null && run.endedAt > at)) continue
        insertRun.run({
          ...run,
          organizationId,
          scope: JSON.stringify(run.scope),
          deep: Number(run.deep),
          completeness: JSON.stringify(run.completeness),
          postures: run.postures === null ? null : JSON.stringify(run.postures),
          calls: JSON.stringify(run.calls),
          failure: run.failure === null ? null : JSON.stringify(run.failure),
        })
      }
    },
  }
}

/** Writes the calls that had been made by then. Yields the number of them that were gone through. */
export function* addCalls(
  db: WritableDatabase,
  organizationId: OrganizationId,
  calls: ReturnType<Evidence['calls']>,
  at: Instant,
): Generator<number, void> {
  const insert = db.prepare<LedgerEntry & { organizationId: OrganizationId }>(`
    INSERT INTO calls (at, service, operation, account_id, region, request_id, status, error_code, duration_ms, attempt,
      organization_id)
    VALUES ($at, $service, $operation, $accountId, $region, $requestId, $status, $errorCode, $durationMs, $attempt,
      $organizationId)`)
  let done = 0
  for (const call of calls) {
    if (call.at <= at) insert.run({ ...call, organizationId })
    done += 1
    yield done
  }
}
