import type {
  AccountFacets,
  AccountFilter,
  AccountRow,
  AccountSort,
  Unit,
} from '../../shared/domain/account-query.ts'
import {
  accountStates,
  type Account,
  type AccountId,
  type AccountState,
  type OrganizationId,
} from '../../shared/domain/accounts.ts'
import { findingKinds, type FindingKind } from '../../shared/domain/findings.ts'
import type { Failure, FailureCode } from '../../shared/domain/failure.ts'
import { postures, type Posture } from '../../shared/domain/posture.ts'
import type { ReadableDatabase } from './database.ts'
import { conditionsOf, orderBy, type Conditions } from './account-conditions.ts'
import { kindsOf, maskOf } from './verdicts.ts'

/** Reads the accounts as the window shows them: filtered, sorted and paged in SQL, never shipped whole. */
export function createAccountTable(db: ReadableDatabase) {
  const one = db.prepare<[string, string], AccountRecord>(
    `SELECT ${columns}, path, joined_method, joined_at, first_seen_at, last_seen_at, tags,
      tags_read_at FROM accounts WHERE organization_id = ? AND id = ?`,
  )
  const worst = db.prepare<[string, number], RowRecord>(`
    SELECT ${columns} FROM accounts
    WHERE organization_id = ? AND present = 1 AND posture = 'non-compliant'
    ORDER BY posture_rank, ${findingsHeld} DESC, last_used_at DESC, name COLLATE NOCASE, id LIMIT ?`)
  const unitCounts = db.prepare<
    [string],
    { parent_id: string; posture: Posture; total: number }
  >(`SELECT parent_id, posture, count(*) AS total FROM accounts
     WHERE organization_id = ? AND present = 1 GROUP BY parent_id, posture`)
  const postureCounts = db.prepare<[string], { posture: Posture; total: number }>(`
    SELECT posture, count(*) AS total FROM accounts WHERE organization_id = ? AND present = 1 GROUP BY posture`)
  const findingCounts = db.prepare<[string], Record<string, number | null>>(`
    SELECT ${findingSums} FROM accounts WHERE organization_id = ? AND present = 1
      AND posture IN ('non-compliant', 'exempt')`)
  const unknownReasons = db.prepare<[string], { code: FailureCode | null; total: number }>(`
    SELECT failure ->> '$.code' AS code, count(*) AS total FROM accounts
    WHERE organization_id = ? AND present = 1 AND posture = 'unknown' GROUP BY code
    ORDER BY total DESC, coalesce(code, 'not-yet-observed')`)

  type Page = { total: number; rows: AccountRow[] }

  /** The rows of the window are picked by their place in an index first, and read whole only then. */
  function pageByIndex(where: Conditions, sort: AccountSort, offset: number, limit: number): Page {
    const total = db
      .prepare<object, { total: number }>(
        `SELECT count(*) AS total FROM accounts WHERE ${where.sql}`,
      )
      .get(where.values)?.total
    const rows = db
      .prepare<object, RowRecord>(`
        SELECT ${columns} FROM accounts WHERE rowid IN (
          SELECT rowid FROM accounts WHERE ${where.sql} ORDER BY ${orderBy(sort)} LIMIT $limit OFFSET $offset
        ) ORDER BY ${orderBy(sort)}`)
      .all({ ...where.values, limit, offset })
    return { total: total ?? 0, rows: rows.map(rowOf) }
  }

  /** A search reads everything once: what it finds, in order, is the count as well. */
  function pageOfSearch(where: Conditions, sort: AccountSort, offset: number, limit: number): Page {
    const found = db
      .prepare<object, { rowid: number }>(
        `SELECT rowid FROM accounts ${where.index} WHERE ${where.sql} ORDER BY ${orderBy(sort)}`,
      )
      .all(where.values)
    const window = found.slice(offset, offset + limit).map(({ rowid }) => rowid)
    const rows = db
      .prepare<object, RowRecord>(`
        SELECT ${columns} FROM accounts WHERE rowid IN (SELECT value FROM json_each($window))
        ORDER BY ${orderBy(sort)}`)
      .all({ window: JSON.stringify(window) })
    return { total: found.length, rows: rows.map(rowOf) }
  }

  return {
    /** One window of the table, and how many accounts fit in all. */
    page(
      organizationId: OrganizationId,
      filter: AccountFilter,
      sort: AccountSort,
      offset: number,
      limit: number,
    ): { total: number; rows: AccountRow[] } {
      const where = conditionsOf(organizationId, filter)
      return where.index === ''
        ? pageByIndex(where, sort, offset, limit)
        : pageOfSearch(where, sort, offset, limit)
    },

    /** The non-compliant members to look at first: the gravest, then the most findings, then the last used. */
    worst(organizationId: OrganizationId, limit: number): AccountRow[] {
      return worst.all(organizationId, limit).map(rowOf)
    },

    /** The IDs of all that fit, in the order of the table. */
    ids(organizationId: OrganizationId, filter: AccountFilter, sort: AccountSort): AccountId[] {
      const where = conditionsOf(organizationId, filter)
      return db
        .prepare<object, { id: AccountId }>(
          `SELECT id FROM accounts ${where.index} WHERE ${where.sql} ORDER BY ${orderBy(sort)}`,
        )
        .all(where.values)
        .map((row) => row.id)
    },

    /** For each chip, how many accounts would fit with it, given all the other fields: one scan for all. */
    facets(organizationId: OrganizationId, filter: AccountFilter): AccountFacets {
      const where = conditionsOf(organizationId, {
        ...filter,
        postures: [],
        states: [],
        findings: [],
      })
      const groups = db
        .prepare<object, { posture: Posture; state: AccountState; mask: number; total: number }>(`
          SELECT posture, state, findings_mask AS mask, count(*) AS total
          FROM accounts ${where.index} WHERE ${where.sql} GROUP BY posture, findings_mask, state`)
        .all(where.values)
      return facetsOf(groups, filter)
    },

    /** Counts of the members by posture. */
    postureCounts(organizationId: OrganizationId): Record<Posture, number> {
      return complete(
        postures,
        postureCounts.all(organizationId).map((row) => ({ value: row.posture, total: row.total })),
      )
    },

    /** How many members hold each kind of finding, exempted or not. */
    findingCounts(organizationId: OrganizationId): Record<FindingKind, number> {
      return findingsFrom(findingCounts.get(organizationId))
    },

    /** Why members are unknown, most frequent first. */
    unknownReasons(organizationId: OrganizationId): { code: FailureCode; accounts: number }[] {
      return unknownReasons
        .all(organizationId)
        .map((row) => ({ code: row.code ?? 'not-yet-observed', accounts: row.total }))
    },

    /** Every unit with the members below it counted up the tree. */
    unitCounts(
      organizationId: OrganizationId,
      units: readonly { id: string; name: string; parentId: string | null }[],
    ): Unit[] {
      const counted = new Map<string, Unit>(
        units.map((unit) => [unit.id, { ...unit, accounts: 0, nonCompliant: 0, unknown: 0 }]),
      )
      for (const { parent_id, posture, total } of unitCounts.all(organizationId)) {
        const seen = new Set<string>()
        let unit = counted.get(parent_id)
        while (unit && !seen.has(unit.id)) {
          seen.add(unit.id)
          unit.accounts += total
          if (posture === 'non-compliant') unit.nonCompliant += total
          if (posture === 'unknown' || posture === 'stale') unit.unknown += total
          unit = unit.parentId === null ? undefined : counted.get(unit.parentId)
        }
      }
      return [...counted.values()]
    },

    /** One account, whole; null where the cache does not know it. */
    get(
      organizationId: OrganizationId,
      id: AccountId,
    ): {
      account: Account
      row: AccountRow
      tags: string | null
      tagsReadAt: string | null
    } | null {
      const record = one.get(organizationId, id)
      if (!record) return null
      return {
        account: {
          id: record.id,
          name: record.name,
          email: record.email,
          state: record.state,
          path: record.path,
          parentId: record.parent_id,
          isManagement: record.is_management === 1,
          isDelegatedAdministrator: record.is_delegated === 1,
          joinedMethod: record.joined_method,
          joinedAt: record.joined_at,
          firstSeenAt: record.first_seen_at,
          lastSeenAt: record.last_seen_at,
          leftAt: record.left_at,
        },
        row: rowOf(record),
        tags: record.tags,
        tagsReadAt: record.tags_read_at,
      }
    },
  }
}

const columns = `id, name, email, state, is_management, is_delegated, left_at, parent_id, unit_path, posture,
  findings_mask, password, key_count, mfa_count, certificate_count, details_missing, oldest_at,
  last_used_at, observed_at, CASE WHEN posture = 'unknown' THEN failure END AS failure`

const findingsHeld = `(${findingKinds.map((_, bit) => `(findings_mask & ${1 << bit} > 0)`).join(' + ')})`

const findingSums = findingKinds
  .map((kind, bit) => `total(findings_mask & ${1 << bit} > 0) AS "${kind}"`)
  .join(', ')

function complete<K extends string>(
  keys: readonly K[],
  counted: readonly { value: string; total: number }[],
): Record<K, number> {
  const found = new Map(counted.map(({ value, total }) => [value, total]))
  return Object.fromEntries(keys.map((key) => [key, found.get(key) ?? 0])) as Record<K, number>
}

type FacetGroup = { posture: Posture; state: AccountState; mask: number; total: number }

/** Adds the groups up, leaving out for each field what that field itself asks. */
function facetsOf(groups: readonly FacetGroup[], filter: AccountFilter): AccountFacets {
  const wanted = maskOf(filter.findings)
  const fits = {
    posture: ({ posture }: FacetGroup) =>
      filter.postures.length === 0 || filter.postures.includes(posture),
    state: ({ state }: FacetGroup) => filter.states.length === 0 || filter.states.includes(state),
    findings: ({ mask }: FacetGroup) => wanted === 0 || (mask & wanted) > 0,
  }
  const sum = (fitting: (group: FacetGroup) => boolean) =>
    groups.reduce((total, group) => (fitting(group) ? total + group.total : total), 0)
  const each = <K extends string>(
    keys: readonly K[],
    fitting: (key: K, group: FacetGroup) => boolean,
  ) =>
    Object.fromEntries(keys.map((key) => [key, sum((group) => fitting(key, group))])) as Record<
      K,
      number
    >
  return {
    total: sum((group) => fits.posture(group) && fits.state(group) && fits.findings(group)),
    postures: each(
      postures,
      (posture, group) => group.posture === posture && fits.state(group) && fits.findings(group),
    ),
    states: each(
      accountStates,
      (state, group) => group.state === state && fits.posture(group) && fits.findings(group),
    ),
    findings: each(
      findingKinds,
      (kind, group) =>
        (group.mask & maskOf([kind])) > 0 && fits.posture(group) && fits.state(group),
    ),
  }
}

function findingsFrom(
  sums: Record<string, number | null> | undefined,
): Record<FindingKind, number> {
  return Object.fromEntries(findingKinds.map((kind) => [kind, sums?.[kind] ?? 0])) as Record<
    FindingKind,
    number
  >
}

function rowOf(record: RowRecord): AccountRow {
  return {
    id: record.id,
    name: record.name,
    email: record.email,
    state: record.state,
    isManagement: record.is_management === 1,
    isDelegatedAdministrator: record.is_delegated === 1,
    leftAt: record.left_at,
    unitPath: record.unit_path || (record.parent_id.startsWith('r-') ? 'Root' : null),
    posture: record.posture,
    findings: kindsOf(record.findings_mask),
    password: record.password === null ? null : record.password === 1,
    accessKeyCount: record.key_count,
    mfaDeviceCount: record.mfa_count,
    certificateCount: record.certificate_count,
    detailsMissing: record.details_missing === 1,
    oldestAt: record.oldest_at,
    lastUsedAt: record.last_used_at,
    observedAt: record.observed_at,
    unknownReason: unknownReason(record),
  }
}

function unknownReason({ posture, failure }: RowRecord): string | null {
  if (posture !== 'unknown') return null
  return failure === null
    ? 'No audit has looked at this account yet.'
    : (JSON.parse(failure) as Failure).message
}

type RowRecord = {
  id: AccountId
  name: string
  email: string
  state: AccountState
  is_management: number
  is_delegated: number
  left_at: string | null
  parent_id: string
  unit_path: string
  posture: Posture
  findings_mask: number
  password: number | null
  key_count: number | null
  mfa_count: number | null
  certificate_count: number | null
  details_missing: number
  oldest_at: string | null
  last_used_at: string | null
  observed_at: string | null
  failure: string | null
}
type AccountRecord = RowRecord & {
  path: string
  joined_method: 'INVITED' | 'CREATED' | null
  joined_at: string | null
  first_seen_at: string
  last_seen_at: string
  tags: string | null
  tags_read_at: string | null
}
