import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { Exemption } from '../../shared/domain/exemptions.ts'
import { findingKinds, type FindingKind } from '../../shared/domain/findings.ts'
import { credentialKinds } from '../../shared/domain/procedures.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { unitNames } from '../database/inventory.ts'
import {
  accountId,
  keepOrganization,
  listed,
  organizationId,
  units,
  type KeptOrganization,
} from '../testing/kept-organization.ts'
import { eligibleAccounts, sparedBy } from './planned-accounts.ts'

const at = '2026-11-22T12:00:00.000Z'

function exemption(account: AccountId, kinds: FindingKind[], change: Partial<Exemption> = {}) {
  return {
    id: `e-${account}-${kinds.join('-')}`,
    accountId: account,
    kinds,
    owner: 'platform',
    reason: 'a device of the bank',
    ticket: 'SEC-7',
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2027-01-01T00:00:00.000Z',
    revokedAt: null,
    ...change,
  } satisfies Exemption
}

describe('what exemptions keep', () => {
  const kinds = fc.subarray([...findingKinds], { minLength: 1 })

  test('is at least what each of them names, and never a password without its second factor', () => {
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 4 }), (sets) => {
        const all = sparedBy(sets.map((some) => exemption(accountId(1), some)))
        for (const some of sets) {
          for (const kind of sparedBy([exemption(accountId(1), some)])) {
            expect(all.has(kind)).toBe(true)
          }
        }
        if (all.has('password')) expect(all.has('mfa-device')).toBe(true)
        expect(all.size > 0).toBe(sets.length > 0)
      }),
    )
  })

  test('an accepted password without MFA keeps the password', () => {
    expect(sparedBy([exemption(accountId(1), ['password-without-mfa'])])).toEqual(
      new Set(['password', 'mfa-device']),
    )
  })
})

describe('the accounts of a deletion', () => {
  let kept: KeptOrganization
  beforeEach(() => {
    kept = keepOrganization(6, at)
    kept.store.inventory.saveAccounts(
      organizationId,
      [listed(3, { state: 'SUSPENDED' })],
      unitNames(units),
      at,
    )
  })
  afterEach(() => kept.close())

  function split(ids: AccountId[], change: { closing?: AccountId[]; protect?: AccountId[] } = {}) {
    return eligibleAccounts(ids, [...credentialKinds], new Set(change.closing), {
      store: kept.store,
      organizationId,
      settings: { ...defaultSettings, protectedAccounts: change.protect ?? [] },
      clock: { now: () => Date.parse(at), instant: () => at },
    })
  }

  test('each one asked for is in the plan or left out with a reason; the management account, strangers and suspended ones never are in it', () => {
    const asked = [0, 1, 2, 3, 99].map(accountId)
    const { eligible, leftOut } = split(asked)
    expect(eligible.map((one) => one.accountId)).toEqual([accountId(1), accountId(2)])
    expect(leftOut.map((one) => one.accountId)).toEqual([0, 3, 99].map(accountId))
    expect(leftOut.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('management account'),
      expect.stringContaining('SUSPENDED'),
      expect.stringContaining('not a member'),
    ])
  })

  test('a protected account is left out', () => {
    const { eligible, leftOut } = split([accountId(1)], { protect: [accountId(1)] })
    expect(eligible).toEqual([])
    expect(leftOut[0]?.reason).toContain('protected')
  })

  test('an exemption keeps its kinds and names its end and ticket; the others may go', () => {
    kept.store.exemptions.add(organizationId, exemption(accountId(1), ['access-key']))
    const { eligible, leftOut } = split([accountId(1)])
    expect(eligible[0]?.kinds).toEqual(['signing-certificate', 'password', 'mfa-device'])
    expect(leftOut[0]?.reason).toBe('access keys: exempt until 2027-01-01 (SEC-7).')
  })

  test.each([
    ['over', { expiresAt: '2026-11-22T12:00:00.000Z' }],
    ['not yet made', { createdAt: '2026-12-01T00:00:00.000Z' }],
  ])('an exemption that is %s keeps nothing', (_, change) => {
    kept.store.exemptions.add(organizationId, exemption(accountId(1), ['access-key'], change))
    expect(split([accountId(1)]).eligible[0]?.kinds).toEqual(credentialKinds)
  })

  test('an exemption that was revoked keeps nothing', () => {
    const revoked = exemption(accountId(1), ['access-key'])
    kept.store.exemptions.add(organizationId, revoked)
    kept.store.exemptions.revoke(organizationId, revoked.id, '2026-05-01T00:00:00.000Z')
    expect(split([accountId(1)]).eligible[0]?.kinds).toEqual(credentialKinds)
  })

  test('what a case has opened is closed again, exempt and protected or not', () => {
    kept.store.exemptions.add(organizationId, exemption(accountId(1), [...findingKinds]))
    const { eligible, leftOut } = split([accountId(1)], {
      protect: [accountId(1)],
      closing: [accountId(1)],
    })
    expect(eligible[0]?.kinds).toEqual(credentialKinds)
    expect(leftOut).toEqual([])
  })
})
