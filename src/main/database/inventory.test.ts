import { expect, test } from 'vitest'
import { keepOrganization, listed, organizationId, units } from '../testing/kept-organization.ts'
import { unitNames } from './inventory.ts'

test('who is missing from a listing has left, also where a clock was set back since it was last listed', () => {
  const kept = keepOrganization(3, '2026-01-10T12:00:00.000Z')
  const { inventory } = kept.store
  const begun = '2026-01-02T12:00:00.000Z'
  const ended = '2026-01-02T12:00:01.000Z'
  inventory.saveAccounts(organizationId, [listed(0), listed(2)], unitNames(units), begun)
  expect(inventory.endListing(organizationId, begun, ended)).toEqual([listed(1).id])
  expect(inventory.endListing(organizationId, begun, ended)).toEqual([])
  kept.close()
})
