import { expect, it } from 'vitest'
import { callTotalOf, scopeWords } from './run-words.ts'
import { AccountId } from '../../../shared/domain/accounts.ts'

it('the calls of a run add up', () => {
  const calls = {
    'sts:AssumeRoot': { calls: 3, throttled: 1, failed: 0 },
    'iam:GetUser': { calls: 2, throttled: 0, failed: 1 },
  }
  expect(callTotalOf({ calls })).toEqual({ calls: 5, throttled: 1, failed: 1 })
})
it('a scope says what it covers', () => {
  expect(scopeWords({ kind: 'organization' })).toBe('Whole organization')
  expect(scopeWords({ kind: 'accounts', accountIds: [AccountId.parse('111122223333')] })).toBe(
    '1 account',
  )
})
