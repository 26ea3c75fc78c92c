import { expect, it } from 'vitest'
import { accountIdsFrom } from './account-list.ts'

it('account IDs are read apart by spaces, commas and lines, each once', () => {
  expect(accountIdsFrom(' 111122223333, 444455556666\n1111-2222-3333 ')).toEqual({
    ids: ['111122223333', '444455556666'],
    fault: null,
  })
  expect(accountIdsFrom('')).toEqual({ ids: [], fault: null })
})
it('what is no account ID is named, and never dropped in silence', () => {
  expect(accountIdsFrom('111122223333 11112222333').fault).toContain('11112222333')
  expect(accountIdsFrom('payments').fault).toContain('payments')
})
