import { afterEach, beforeEach, expect, test } from 'vitest'
import { everyAccount } from '../../shared/domain/account-query.ts'
import type { Exemption } from '../../shared/domain/exemptions.ts'
import { findingKinds } from '../../shared/domain/findings.ts'
import {
  accountId,
  holding,
  keepOrganization,
  organizationId,
  type KeptOrganization,
} from '../testing/kept-organization.ts'
import { kindsOf, maskOf } from './verdicts.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 10, 1)
const after = (days: number) => new Date(start + days * dayMs).toISOString()

let kept: KeptOrganization
beforeEach(() => {
  kept = keepOrganization(600, after(0))
  const { store } = kept
  for (let number = 0; number < 600; number += 1) {
    const about = { accountId: accountId(number), runId: 'run', at: after(0) }
    store.observations.record(organizationId, {
      ...about,
      credentials: holding({ password: number % 2 === 0 }),
    })
    store.verdicts.refresh(organizationId, about.accountId, 7 * dayMs, after(0))
  }
})
afterEach(() => kept.close())

const counts = () => kept.store.accountTable.postureCounts(organizationId)
const postureOf = (number: number) =>
  kept.store.accountTable.get(organizationId, accountId(number))?.row.posture

test('observations go stale by the passing of time alone, when they are next read', async () => {
  await kept.store.verdicts.refreshDue(organizationId, 7 * dayMs, after(6))
  expect(counts().stale).toBe(0)
  await kept.store.verdicts.refreshDue(organizationId, 7 * dayMs, after(7))
  expect(counts()).toMatchObject({
    stale: 599,
    compliant: 0,
    'non-compliant': 0,
    'not-applicable': 1,
  })
})

test('a changed freshness window judges every account again', async () => {
  await kept.store.verdicts.refreshAll(organizationId, dayMs, after(2))
  expect(counts().stale).toBe(599)
  await kept.store.verdicts.refreshAll(organizationId, 30 * dayMs, after(2))
  expect(counts()).toMatchObject({ stale: 0, compliant: 300, 'non-compliant': 299 })
})

test('an exemption holds from its day to its end, and ends by itself', async () => {
  const exemption: Exemption = {
    id: 'x',
    accountId: accountId(2),
    kinds: ['password-without-mfa'],
    owner: 'Ada',
    reason: 'migration',
    ticket: 'SEC-1',
    createdAt: after(1),
    expiresAt: after(3),
    revokedAt: null,
  }
  kept.store.exemptions.add(organizationId, exemption)
  kept.store.verdicts.refresh(organizationId, accountId(2), 7 * dayMs, after(1))
  expect(postureOf(2)).toBe('exempt')
  expect(postureOf(4)).toBe('non-compliant')
  await kept.store.verdicts.refreshDue(organizationId, 7 * dayMs, after(3))
  expect(postureOf(2)).toBe('non-compliant')
})

test('an account that left is judged no more and counted no more, and is still there', () => {
  const left = kept.store.inventory.endListing(organizationId, after(1), after(1))
  expect(left).toHaveLength(600)
  for (const id of left) kept.store.verdicts.refresh(organizationId, id, 7 * dayMs, after(1))
  expect(Object.values(counts()).every((count) => count === 0)).toBe(true)
  const shown = kept.store.accountTable.page(
    organizationId,
    { ...everyAccount, includeLeft: true },
    { key: 'id', descending: false },
    0,
    1,
  )
  expect(shown.total).toBe(600)
  expect(shown.rows[0]?.leftAt).toBe(after(1))
})

test('every set of findings fits its mask', () => {
  for (let mask = 0; mask < 2 ** findingKinds.length; mask += 1) {
    expect(maskOf(kindsOf(mask))).toBe(mask)
  }
})
