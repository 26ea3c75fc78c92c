import { describe, expect, test } from 'vitest'
import type { Unit } from '../../../shared/domain/account-query.ts'
import type { OrganizationId } from '../../../shared/domain/accounts.ts'
import { accountIdsIn, unitPathOf } from './permission-scope.ts'

test('account IDs are found however they were pasted, each once, and what is none is named', () => {
  expect(accountIdsIn('111122223333, 444455556666;111122223333\n  12345\tprod ')).toEqual({
    ids: ['111122223333', '444455556666'],
    strange: ['12345', 'prod'],
  })
  expect(accountIdsIn(' \n')).toEqual({ ids: [], strange: [] })
})

describe('the path of a unit', () => {
  const unit = (id: string, parentId: string | null): Unit => ({
    id,
    parentId,
    name: id,
    accounts: 0,
    nonCompliant: 0,
    unknown: 0,
  })
  const organization = 'o-abcdefghij' as OrganizationId
  const units = [unit('r-ab12', null), unit('ou-a', 'r-ab12'), unit('ou-b', 'ou-a')]

  test('leads from the organization through all units above', () => {
    expect(unitPathOf(units, 'ou-b', organization)).toBe('o-abcdefghij/r-ab12/ou-a/ou-b/')
    expect(unitPathOf(units, 'r-ab12', organization)).toBe('o-abcdefghij/r-ab12/')
  })

  test('is none where a unit above is not known, or units lie below each other', () => {
    expect(unitPathOf([unit('ou-a', 'r-gone')], 'ou-a', organization)).toBeNull()
    expect(
      unitPathOf([unit('ou-a', 'ou-b'), unit('ou-b', 'ou-a')], 'ou-a', organization),
    ).toBeNull()
  })
})
