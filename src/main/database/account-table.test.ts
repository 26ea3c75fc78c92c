import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  accountSortKeys,
  everyAccount,
  type AccountFilter,
  type AccountRow,
} from '../../shared/domain/account-query.ts'
import { accountStates } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { findingKinds, severityOf } from '../../shared/domain/findings.ts'
import { postures } from '../../shared/domain/posture.ts'
import {
  accountId,
  holding,
  keepOrganization,
  listed,
  organizationId,
  units,
  type KeptOrganization,
} from '../testing/kept-organization.ts'
import { unitNames } from './inventory.ts'

const now = '2026-11-22T12:00:00.000Z'
const accounts = 120
let kept: KeptOrganization
let all: AccountRow[]

beforeAll(() => {
  kept = keepOrganization(accounts, now)
  const { store } = kept
  store.inventory.saveAccounts(
    organizationId,
    [7, 8, 9].map((number) => listed(number, { state: number === 8 ? 'CLOSED' : 'SUSPENDED' })),
    unitNames(units),
    now,
  )
  store.inventory.saveTags(
    organizationId,
    accountId(11),
    [{ key: 'Owner', value: 'Payments' }],
    now,
  )
  for (let number = 0; number < accounts; number += 1) {
    const about = { accountId: accountId(number), runId: 'run', at: now }
    if (number % 11 === 5) {
      store.observations.record(organizationId, { ...about, failure: failureOf('throttled') })
    } else if (number % 13 !== 6) {
      const present = {
        password: number % 3 === 0,
        accessKeys: number % 5 === 0,
        mfaDevices: number % 2 === 0,
      }
      store.observations.record(organizationId, { ...about, credentials: holding(present) })
    }
    store.verdicts.refresh(organizationId, about.accountId, 7 * 86_400_000, now)
  }
  all = read(everyAccount)
})
afterAll(() => kept.close())

function read(filter: AccountFilter, limit = 500, offset = 0): AccountRow[] {
  return kept.store.accountTable.page(
    organizationId,
    filter,
    { key: 'id', descending: false },
    offset,
    limit,
  ).rows
}

/** What the filter means, said once more in plain code. */
function fits(row: AccountRow, filter: AccountFilter): boolean {
  const text = [row.name, row.id, row.email, row.unitPath].join('\n').toLowerCase()
  return (
    (filter.postures.length === 0 || filter.postures.includes(row.posture)) &&
    (filter.states.length === 0 || filter.states.includes(row.state)) &&
    (filter.findings.length === 0 || filter.findings.some((kind) => row.findings.includes(kind))) &&
    filter.search.split(/\s+/).every((word) => text.includes(word.toLowerCase()))
  )
}

const anyFilter: fc.Arbitrary<AccountFilter> = fc.record({
  postures: fc.subarray([...postures]),
  findings: fc.subarray([...findingKinds]),
  states: fc.subarray([...accountStates]),
  unitId: fc.constant(null),
  tag: fc.constant(null),
  search: fc.constantFrom(
    '',
    'account',
    'ACCOUNT 1',
    'workloads',
    'prod 4',
    '%',
    '_',
    "'",
    '100000000012',
  ),
  includeLeft: fc.constant(false),
})

describe('the table of accounts', () => {
  test('shows exactly the accounts that fit the filter', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(read(filter).map((row) => row.id)).toEqual(
          all.filter((row) => fits(row, filter)).map((row) => row.id),
        )
      }),
    )
  })

  test('pages without repeating or skipping an account, whatever the order', () => {
    const order = fc.record({ key: fc.constantFrom(...accountSortKeys), descending: fc.boolean() })
    fc.assert(
      fc.property(order, fc.integer({ min: 1, max: 50 }), (sort, limit) => {
        const seen: string[] = []
        for (let offset = 0; offset < accounts; offset += limit) {
          const page = kept.store.accountTable.page(
            organizationId,
            everyAccount,
            sort,
            offset,
            limit,
          )
          expect(page.total).toBe(accounts)
          seen.push(...page.rows.map((row) => row.id))
        }
        expect(seen.toSorted()).toEqual(all.map((row) => row.id))
        expect(kept.store.accountTable.ids(organizationId, everyAccount, sort)).toEqual(seen)
      }),
    )
  })

  test('puts what has no value last, either way round', () => {
    for (const descending of [false, true]) {
      const { rows } = kept.store.accountTable.page(
        organizationId,
        everyAccount,
        { key: 'accessKeys', descending },
        0,
        500,
      )
      const counts = rows.map((row) => row.accessKeyCount)
      const known = counts.filter((count) => count !== null)
      expect(counts.slice(0, known.length)).toEqual(known)
      expect(known).toEqual(known.toSorted((a, b) => (descending ? b - a : a - b)))
    }
  })

  test('counts for each chip what choosing it would show', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const facets = kept.store.accountTable.facets(organizationId, filter)
        expect(facets.total).toBe(read(filter).length)
        for (const posture of postures) {
          expect(facets.postures[posture]).toBe(read({ ...filter, postures: [posture] }).length)
        }
        for (const kind of findingKinds) {
          expect(facets.findings[kind]).toBe(read({ ...filter, findings: [kind] }).length)
        }
        for (const state of accountStates) {
          expect(facets.states[state]).toBe(read({ ...filter, states: [state] }).length)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('finds accounts anywhere below a unit, and counts them up the tree', () => {
    const below = (unitId: string) => read({ ...everyAccount, unitId }).length
    expect(below('ou-root-workloads')).toBe(below('ou-root-prod0000') + accounts / units.length)
    expect(below('r-root')).toBe(accounts)
    const counted = kept.store.accountTable.unitCounts(organizationId, units)
    for (const unit of counted) expect(unit.accounts).toBe(below(unit.id))
  })

  test.each(['Owner', 'owner=payments', 'Owner=Payments'])(
    'finds an account by its tag %s',
    (tag) => {
      expect(read({ ...everyAccount, tag }).map((row) => row.id)).toEqual([accountId(11)])
    },
  )

  test.each(['Own', 'Owner=Pay', 'Payments'])('does not take %s for a tag', (tag) => {
    expect(read({ ...everyAccount, tag })).toEqual([])
  })

  test('puts the gravest accounts first, and of those the ones with the most findings', () => {
    const worst = kept.store.accountTable.worst(organizationId, 500)
    expect(worst.map((row) => row.id).toSorted()).toEqual(
      all.filter((row) => row.posture === 'non-compliant').map((row) => row.id),
    )
    const grave = worst.map((row) =>
      Math.min(
        ...row.findings.map((kind) => ['critical', 'high', 'low'].indexOf(severityOf[kind])),
      ),
    )
    expect(grave).toEqual(grave.toSorted((a, b) => a - b))
    const critical = worst
      .filter((_, index) => grave[index] === 0)
      .map((row) => row.findings.length)
    expect(critical).toEqual(critical.toSorted((a, b) => b - a))
  })

  test('tells why members are unknown, most frequent first and by name where as many', () => {
    const other = keepOrganization(5, now)
    const codes = ['throttled', 'denied-by-scp', 'assume-root-denied', 'throttled'] as const
    codes.forEach((code, number) => {
      const about = { accountId: accountId(number + 1), runId: 'run', at: now }
      other.store.observations.record(organizationId, { ...about, failure: failureOf(code) })
      other.store.verdicts.refresh(organizationId, about.accountId, 7 * 86_400_000, now)
    })
    const told = other.store.accountTable.unknownReasons(organizationId)
    other.close()
    expect(told.filter(({ code }) => code !== 'not-yet-observed')).toEqual([
      { code: 'throttled', accounts: 2 },
      { code: 'assume-root-denied', accounts: 1 },
      { code: 'denied-by-scp', accounts: 1 },
    ])
  })

  test('shows no counts for an account that is unknown', () => {
    const unknown = all.filter((row) => row.posture === 'unknown')
    expect(unknown.length).toBeGreaterThan(5)
    for (const row of unknown) {
      expect([row.password, row.accessKeyCount, row.mfaDeviceCount, row.findings]).toEqual([
        null,
        null,
        null,
        [],
      ])
      expect(row.unknownReason).toMatch(/\S/)
    }
  })
})

describe('the plans of the queries', () => {
  const plan = (orderBy: string) =>
    (
      kept.opened.db
        .prepare(`EXPLAIN QUERY PLAN SELECT rowid FROM accounts WHERE organization_id = 'o' AND present = 1
          ORDER BY ${orderBy} LIMIT 100`)
        .all() as { detail: string }[]
    )
      .map((step) => step.detail)
      .join('; ')

  test.each([
    ['posture_rank ASC, name COLLATE NOCASE ASC, id ASC', 'accounts_by_posture'],
    ['name COLLATE NOCASE ASC, id ASC', 'accounts_by_name'],
    ['unit_path COLLATE NOCASE DESC, id DESC', 'accounts_by_unit'],
    ['state ASC, name COLLATE NOCASE ASC, id ASC', 'accounts_by_state'],
    ['observed_at DESC, id DESC', 'accounts_by_observed'],
    ['observed_at IS NULL, observed_at ASC, id ASC', 'accounts_by_observed_last'],
    ['oldest_at IS NULL, oldest_at ASC, id ASC', 'accounts_by_oldest_last'],
    ['last_used_at DESC, id DESC', 'accounts_by_last_used'],
  ])('the order %s comes from an index', (orderBy, index) => {
    expect(plan(orderBy)).toContain(`COVERING INDEX ${index} `)
    expect(plan(orderBy)).not.toContain('TEMP B-TREE')
  })
})
