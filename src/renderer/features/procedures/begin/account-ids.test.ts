import { describe, expect, it } from 'vitest'
import { accountIdsFrom } from './account-ids.ts'

describe('account IDs that were typed', () => {
  it('are read however they are set apart, each once', () => {
    const { accountIds, strays } = accountIdsFrom(
      '111122223333, 444455556666\n111122223333;7777-8888-9999 ',
    )
    expect(accountIds).toEqual(['111122223333', '444455556666', '777788889999'])
    expect(strays).toEqual([])
  })
  it('what is none is named, never dropped in silence', () => {
    expect(accountIdsFrom('11112222333 prod 111122223333').strays).toEqual(['11112222333', 'prod'])
  })
  it('a text without any gives none', () => {
    expect(accountIdsFrom(' \n').accountIds).toEqual([])
  })
})
