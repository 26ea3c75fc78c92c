import { expect, it } from 'vitest'
import { AccountId } from '../../../shared/domain/accounts.ts'
import { accountsOf, itemWords, type ComparedAccount } from './compared-accounts.ts'

const account = (id: string, kind: ComparedAccount['kind']): ComparedAccount => ({
  id: AccountId.parse(id),
  name: id,
  kind,
  before: null,
  after: null,
})
const side = (items: string[]) => ({ posture: 'non-compliant' as const, findings: [], items })

it('what got worse stands first, and a choice leaves the rest out', () => {
  const accounts = [
    account('333333333333', 'better'),
    account('222222222222', 'worse'),
    account('111111111111', 'worse'),
    account('444444444444', 'left'),
  ]
  expect(accountsOf(accounts, new Set()).map(({ id }) => id[0])).toEqual(['1', '2', '4', '3'])
  expect(accountsOf(accounts, new Set(['left'])).map(({ id }) => id[0])).toEqual(['4'])
})
it('credentials are named that one side has and the other has not', () => {
  expect(itemWords({ before: side(['AKIA1', 'AKIA2']), after: side(['AKIA2', 'AKIA3']) })).toBe(
    '− AKIA1, + AKIA3',
  )
  expect(itemWords({ before: null, after: side(['AKIA3']) })).toBe('+ AKIA3')
  expect(itemWords({ before: side(['a']), after: side(['a']) })).toBe('')
})
