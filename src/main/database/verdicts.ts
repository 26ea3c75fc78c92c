import type { Account, AccountId, Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import {
  lastUsedAt,
  oldestCredentialAt,
  type RootCredentials,
} from '../../shared/domain/credentials.ts'
import type { Exemption } from '../../shared/domain/exemptions.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import {
  findingKinds,
  type Finding,
  type FindingKind,
  type Severity,
} from '../../shared/domain/findings.ts'
import { postureOf, type Posture, type PostureVerdict } from '../../shared/domain/posture.ts'
import type { WritableDatabase } from './database.ts'
import type { Exemptions } from './exemptions.ts'

/**
 * Keeps the verdict on every account beside it, so that the table can filter, sort and count in SQL.
 * There is one rule, `postureOf`; this only remembers its answers and until when they hold.
 */
export function createVerdicts(db: WritableDatabase, exemptions: Exemptions) {
  const select = `
    SELECT accounts.id, is_management, state, left_at, failure, failed_at, attempt_run_id,
      observations.first_seen_at, observations.last_seen_at, observations.run_id, observations.credentials
    FROM accounts LEFT JOIN observations ON observations.id = accounts.observation_id
    WHERE accounts.organization_id = ?`
  const one = db.prepare<[string, string], JudgedRecord>(`${select} AND accounts.id = ?`)
  const due = db.prepare<[string, string, number], JudgedRecord>(
    `${select} AND accounts.valid_until <= ? LIMIT ?`,
  )
  const following = db.prepare<[string, string, number], JudgedRecord>(
    `${select} AND accounts.id > ? ORDER BY accounts.id LIMIT ?`,
  )
  const save = db.prepare(`
    UPDATE accounts SET posture = $posture, posture_rank = $rank, findings_mask = $mask,
      password = $password, key_count = $keys, mfa_count = $mfa, certificate_count = $certificates,
      details_missing = $detailsMissing, oldest_at = $oldestAt, last_used_at = $lastUsedAt,
      valid_until = $validUntil
    WHERE organization_id = $organizationId AND id = $id`)

  function judge(
    organizationId: OrganizationId,
    record: JudgedRecord,
    granted: readonly Exemption[],
    freshnessWindowMs: number,
    now: Instant,
  ): void {
    const credentials =
      record.credentials === null ? null : (JSON.parse(record.credentials) as RootCredentials)
    const verdict = postureOf(
      {
        account: {
          isManagement: record.is_management === 1,
          state: record.state,
          leftAt: record.left_at,
        },
        observation:
          credentials && record.first_seen_at && record.last_seen_at && record.run_id
            ? {
                firstSeenAt: record.first_seen_at,
                lastSeenAt: record.last_seen_at,
                runId: record.run_id,
                credentials,
              }
            : null,
        failedAttempt:
          record.failure !== null && record.failed_at && record.attempt_run_id
            ? {
                at: record.failed_at,
                runId: record.attempt_run_id,
                failure: JSON.parse(record.failure) as Failure,
              }
            : null,
        exemptions: granted,
        freshnessWindowMs,
      },
      now,
    )
    save.run({
      organizationId,
      id: record.id,
      ...verdictColumns(verdict, credentials),
      validUntil: verdict.validUntil,
    })
  }

  function judgeChunk(
    organizationId: OrganizationId,
    records: readonly JudgedRecord[],
    freshnessWindowMs: number,
    now: Instant,
  ): void {
    const byAccount = Map.groupBy(
      exemptions.list(organizationId),
      (exemption) => exemption.accountId,
    )
    db.transaction(() => {
      for (const record of records) {
        judge(organizationId, record, byAccount.get(record.id) ?? [], freshnessWindowMs, now)
      }
    })
  }

  return {
    /** Judges one account again. Call it inside a transaction with the look that changed it. */
    refresh(
      organizationId: OrganizationId,
      id: AccountId,
      freshnessWindowMs: number,
      now: Instant,
    ): void {
      const record = one.get(organizationId, id)
      if (record) {
        judge(
          organizationId,
          record,
          exemptions.ofAccount(organizationId, id),
          freshnessWindowMs,
          now,
        )
      }
    },

    /**
     * Judges again what the passing of time has changed. Works in slices and gives way between them, so
     * that 50,000 accounts that went stale over a holiday do not freeze the window.
     */
    async refreshDue(
      organizationId: OrganizationId,
      freshnessWindowMs: number,
      now: Instant,
    ): Promise<void> {
      for (;;) {
        const records = due.all(organizationId, now, slice)
        if (records.length > 0) judgeChunk(organizationId, records, freshnessWindowMs, now)
        if (records.length < slice) return
        await nextTurn()
      }
    },

    /** Judges every account again: the freshness window changed. */
    async refreshAll(
      organizationId: OrganizationId,
      freshnessWindowMs: number,
      now: Instant,
    ): Promise<void> {
      let after = ''
      for (;;) {
        const records = following.all(organizationId, after, slice)
        if (records.length > 0) judgeChunk(organizationId, records, freshnessWindowMs, now)
        if (records.length < slice) return
        after = records.at(-1)?.id ?? after
        await nextTurn()
      }
    },
  }
}

const slice = 500

/** What is kept of a verdict beside its account. */
export function verdictColumns(
  { posture, findings }: Pick<PostureVerdict, 'posture' | 'findings'>,
  credentials: RootCredentials | null,
) {
  // What is unknown shows no counts: yesterday's would read as today's.
  const shown = posture === 'unknown' ? null : credentials
  return {
    posture,
    rank: rankOf(posture, findings),
    mask: maskOf(findings.map((finding) => finding.kind)),
    password: shown ? Number(shown.present.password) : null,
    keys: countOf(shown, 'accessKeys'),
    mfa: countOf(shown, 'mfaDevices'),
    certificates: countOf(shown, 'signingCertificates'),
    detailsMissing: Number(shown?.detailsMissing ?? false),
    oldestAt: shown ? oldestCredentialAt(shown) : null,
    lastUsedAt: shown ? lastUsedAt(shown) : null,
  }
}

/** One bit for each kind of finding. */
export function maskOf(kinds: readonly FindingKind[]): number {
  return kinds.reduce((mask, kind) => mask | (1 << findingKinds.indexOf(kind)), 0)
}

/** The kinds whose bits are set, worst first. */
export function kindsOf(mask: number): FindingKind[] {
  return findingKinds.filter((_, bit) => (mask & (1 << bit)) !== 0)
}

const postureRanks: Record<Exclude<Posture, 'non-compliant'>, number> = {
  unknown: 3,
  stale: 4,
  exempt: 5,
  compliant: 6,
  'not-applicable': 7,
}
const severityRanks: Record<Severity, number> = { critical: 0, high: 1, low: 2 }

/** Where an account stands when the worst comes first. */
function rankOf(posture: Posture, findings: readonly Finding[]): number {
  if (posture !== 'non-compliant') return postureRanks[posture]
  return Math.min(...findings.map((finding) => severityRanks[finding.severity]))
}

/** How many there are; without details, presence counts as at least one. */
function countOf(
  credentials: RootCredentials | null,
  kind: 'accessKeys' | 'mfaDevices' | 'signingCertificates',
): number | null {
  if (!credentials) return null
  if (!credentials.present[kind]) return 0
  return Math.max(1, credentials.details?.[kind].length ?? 1)
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

type JudgedRecord = {
  id: AccountId
  is_management: number
  state: Account['state']
  left_at: string | null
  failure: string | null
  failed_at: string | null
  attempt_run_id: string | null
  first_seen_at: string | null
  last_seen_at: string | null
  run_id: string | null
  credentials: string | null
}
