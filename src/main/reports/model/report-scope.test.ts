import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyAccount, type AccountFilter } from '../../../shared/domain/account-query.ts'
import { accountStates } from '../../../shared/domain/accounts.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { findingKinds } from '../../../shared/domain/findings.ts'
import { postures } from '../../../shared/domain/posture.ts'
import { unitNames } from '../../database/inventory.ts'
import {
  accountId,
  holding,
  keepOrganization,
  listed,
  organizationId,
  units,
  type KeptOrganization,
} from '../../testing/kept-organization.ts'
import { readAccounts } from '../evidence/account-evidence-reader.ts'
import { judgeAccount } from './judged-account.ts'
import { lookProof } from './look-proof.ts'
import { reportScope } from './report-scope.ts'
import { day } from '../testing/some-evidence.ts'

const windowMs = 7 * 86_400_000
const now = day(10)
const names = unitNames(units)

let kept: KeptOrganization
beforeAll(() => {
  kept = keepOrganization(0, day(1))
  const { store } = kept
  const members = Array.from({ length: 90 }, (_, number) =>
    listed(number, {
      name: ['Payments', 'İstanbul % Straße', 'data_lake', '50%'][number % 4] ?? '',
      state: number % 11 === 3 ? 'SUSPENDED' : 'ACTIVE',
    }),
  )
  store.inventory.saveAccounts(organizationId, members, names, day(1))
  for (let number = 1; number < 90; number += 1) {
    const about = { accountId: accountId(number), runId: 'run', at: day(number % 7 === 0 ? 2 : 9) }
    const kinds = {
      password: number % 3 === 0,
      accessKeys: number % 5 === 0,
      mfaDevices: number % 4 === 0,
    }
    const failure = failureOf('throttled')
    store.observations.record(
      organizationId,
      number % 13 === 0 ? { ...about, failure } : { ...about, credentials: holding(kinds) },
    )
    if (number % 6 === 0) {
      const tags = [{ key: 'Env', value: number % 12 === 0 ? 'Prod' : 'prod=eu' }]
      store.inventory.saveTags(organizationId, accountId(number), tags, day(3))
    }
  }
  store.inventory.saveAccounts(organizationId, members.slice(0, 84), names, day(9))
  store.inventory.endListing(organizationId, day(9), day(9))
  for (let number = 0; number < 90; number += 1) {
    store.verdicts.refresh(organizationId, accountId(number), windowMs, now)
  }
})
afterAll(() => kept.close())

describe('the scope of a report', () => {
  test('is what the table of accounts shows for the same filter', () => {
    const accounts = [...readAccounts(kept.opened.db, organizationId, true)].flatMap(
      (evidence) =>
        judgeAccount(evidence, {
          at: now,
          freshnessWindowMs: windowMs,
          proof: lookProof([], now),
          names,
        }) ?? [],
    )
    expect(accounts).toHaveLength(90)
    fc.assert(
      fc.property(anyFilter(), (filter) => {
        const scope = reportScope(filter, units)
        const chosen = accounts
          .filter((account) => scope.fits(account) && (account.isMember || scope.includeLeft))
          .map(({ account }) => account.id)
        const shown = kept.store.accountTable.ids(organizationId, filter, {
          key: 'id',
          descending: false,
        })
        expect(chosen).toEqual(shown)
      }),
      { numRuns: 300 },
    )
  })

  test('is said in words, with the unit by its name', () => {
    const filter: AccountFilter = {
      ...everyAccount,
      postures: ['unknown', 'stale'],
      states: ['ACTIVE'],
      unitId: 'ou-root-workloads',
      tag: 'Env=Prod',
      search: ' pay ',
      includeLeft: true,
    }
    expect(reportScope(filter, units).words).toBe(
      'Members of the organization with: posture unknown or stale; State ACTIVE; below the unit Workloads (ou-root-workloads); tag Env=Prod; search “pay”, and accounts that have left.',
    )
    expect(reportScope(everyAccount, units)).toMatchObject({
      whole: true,
      words: 'Every member of the organization.',
    })
  })

  test('is whole below the root, and not below a unit', () => {
    expect(reportScope({ ...everyAccount, unitId: 'r-root' }, units).whole).toBe(true)
    expect(reportScope({ ...everyAccount, unitId: 'ou-root-sandbox0' }, units).whole).toBe(false)
  })

  test('below units that hold each other comes to an end', () => {
    const circle = [
      { id: 'ou-a', name: 'A', parentId: 'ou-b' },
      { id: 'ou-b', name: 'B', parentId: 'ou-a' },
    ]
    expect(reportScope({ ...everyAccount, unitId: 'ou-a' }, circle).whole).toBe(false)
  })
})

function anyFilter(): fc.Arbitrary<AccountFilter> {
  const some = <T>(values: readonly T[]) =>
    fc.oneof(
      { weight: 2, arbitrary: fc.constant<T[]>([]) },
      fc.subarray([...values], { minLength: 1 }),
    )
  const maybe = <T>(...values: T[]) =>
    fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.constantFrom(...values))
  return fc.record({
    postures: some(postures),
    findings: some(findingKinds),
    states: some(accountStates),
    unitId: maybe('r-root', 'ou-root-workloads', 'ou-root-prod0000', 'ou-nowhere'),
    tag: maybe('Env', 'env=prod', 'Env=prod=eu', 'En'),
    search: fc.oneof(
      { weight: 2, arbitrary: fc.constant('') },
      fc.constantFrom('pay', '%', '_', 'STRASSE', 'i̇stanbul prod', 'workloads / prod', '0000001'),
    ),
    includeLeft: fc.boolean(),
  })
}
