import type { AccountId, AccountState, OrganizationId } from '../../../shared/domain/accounts.ts'
import type { RootCredentials } from '../../../shared/domain/credentials.ts'
import type {
  AccountEvidence,
  FailureSpan,
  NotedChange,
  PastAccount,
} from '../../../shared/domain/evidence.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { Observation } from '../../../shared/domain/posture.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import { exemptionOf, type ExemptionRecord } from '../../database/exemptions.ts'
import { tagsOf } from '../../database/inventory.ts'
import { accountCursor } from './account-cursor.ts'

/**
 * Everything that the cache keeps of each account, in the order of account ID: every table is gone through once, side by side.
 *
 * @param db held still, so that the tables agree.
 * @param keepsPast false for a cache of before the past was kept.
 */
export function* readAccounts(
  db: ReadableDatabase,
  organizationId: OrganizationId,
  keepsPast: boolean,
): Generator<AccountEvidence> {
  const rows = <Row>(sql: string) => db.prepare<[string], Row>(sql).iterate(organizationId)
  const past = accountCursor(rows<PastRow>(keepsPast ? selectPast : selectNothing))
  const observations = accountCursor(rows<ObservationRow>(selectObservations))
  const failures = accountCursor(rows<FailureRow>(selectFailures))
  const changes = accountCursor(rows<ChangeRow>(selectChanges))
  const exemptions = accountCursor(rows<ExemptionRecord>(selectExemptions))
  try {
    for (const row of rows<AccountRow>(selectAccounts)) {
      yield {
        account: {
          id: row.id,
          ...listedFacts(row),
          joinedMethod: row.joined_method,
          joinedAt: row.joined_at,
          firstSeenAt: row.first_seen_at,
          lastSeenAt: row.last_seen_at,
        },
        unitPath: row.unit_path,
        tags: row.tags === null ? null : tagsOf(row.tags),
        past: past.of(row.id).map(pastOf),
        observations: observations.of(row.id).map(observationOf),
        failures: failures.of(row.id).map(failureOf),
        changes: changes.of(row.id).map(changeOf),
        exemptions: exemptions.of(row.id).map(exemptionOf),
      }
    }
  } finally {
    for (const cursor of [past, observations, failures, changes, exemptions]) cursor.close()
  }
}

const facts = 'name, email, state, path, parent_id, is_management, is_delegated, left_at'
const selectAccounts = `
  SELECT id, ${facts}, joined_method, joined_at, first_seen_at, last_seen_at, unit_path, tags
  FROM accounts WHERE organization_id = ? ORDER BY id`
const selectPast = `
  SELECT account_id, until, ${facts} FROM account_past WHERE organization_id = ? ORDER BY account_id, id`
const selectNothing = `SELECT '' AS account_id WHERE ? IS NULL`
const selectObservations = `
  SELECT account_id, first_seen_at, last_seen_at, run_id, credentials FROM observations
  WHERE organization_id = ? ORDER BY account_id, id`
const selectFailures = `
  SELECT account_id, first_at, last_at, run_id, failure FROM failures
  WHERE organization_id = ? ORDER BY account_id, id`
const selectChanges = `
  SELECT account_id, at, run_id, kind, finding FROM changes WHERE organization_id = ? ORDER BY account_id, id`
const selectExemptions = `
  SELECT * FROM exemptions WHERE organization_id = ? ORDER BY account_id, created_at, id`

type FactsRow = {
  name: string
  email: string
  state: AccountState
  path: string
  parent_id: string
  is_management: number
  is_delegated: number
  left_at: string | null
}
type AccountRow = FactsRow & {
  id: AccountId
  joined_method: 'INVITED' | 'CREATED' | null
  joined_at: string | null
  first_seen_at: string
  last_seen_at: string
  unit_path: string
  tags: string | null
}
type PastRow = FactsRow & { account_id: string; until: string }
type ObservationRow = {
  account_id: string
  first_seen_at: string
  last_seen_at: string
  run_id: string
  credentials: string
}
type FailureRow = {
  account_id: string
  first_at: string
  last_at: string
  run_id: string
  failure: string
}
type ChangeRow = {
  account_id: string
  at: string
  run_id: string
  kind: NotedChange['kind']
  finding: NotedChange['finding']
}

function listedFacts(row: FactsRow): Omit<PastAccount, 'until'> {
  return {
    name: row.name,
    email: row.email,
    state: row.state,
    path: row.path,
    parentId: row.parent_id,
    isManagement: row.is_management === 1,
    isDelegatedAdministrator: row.is_delegated === 1,
    leftAt: row.left_at,
  }
}

function pastOf(row: PastRow): PastAccount {
  return { ...listedFacts(row), until: row.until }
}

function observationOf(row: ObservationRow): Observation {
  return {
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    runId: row.run_id,
    credentials: JSON.parse(row.credentials) as RootCredentials,
  }
}

function failureOf(row: FailureRow): FailureSpan {
  return {
    firstAt: row.first_at,
    lastAt: row.last_at,
    runId: row.run_id,
    failure: JSON.parse(row.failure) as Failure,
  }
}

function changeOf({ at, run_id: runId, kind, finding }: ChangeRow): NotedChange {
  return { at, runId, kind, finding }
}
