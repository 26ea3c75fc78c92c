import { expect, it } from 'vitest'
import { ruleWords } from './rule-words.ts'

it('a rule is told as what it asks for', () => {
  const rule = { needsCase: false, needsTicket: true, needsApproval: true, maxAccounts: 1000 }
  expect(ruleWords(rule)).toBe(
    'Here it needs a ticket and the approval of a second operator. It covers at most 1,000 accounts.',
  )
  expect(ruleWords({ ...rule, needsTicket: false, needsApproval: false, maxAccounts: 1 })).toBe(
    'Here it needs neither case, ticket nor approval.',
  )
})
