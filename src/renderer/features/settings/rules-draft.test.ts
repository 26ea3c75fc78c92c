import { expect, it } from 'vitest'
import { procedureKinds } from '../../../shared/domain/procedures.ts'
import { defaultSettings } from '../../../shared/domain/settings.ts'
import { accountIdsFrom } from '../procedures/begin/account-ids.ts'
import {
  changedRules,
  faultOfAccounts,
  isAlwaysInCase,
  maxAccountsFrom,
  sameRules,
} from './rules-draft.ts'

const { rules } = defaultSettings

it('a change of one rule leaves the others as they are', () => {
  const changed = changedRules(rules, 'delete-root-credentials', { needsApproval: true })
  expect(changed['delete-root-credentials']).toEqual({
    ...rules['delete-root-credentials'],
    needsApproval: true,
  })
  for (const kind of procedureKinds.filter((kind) => kind !== 'delete-root-credentials')) {
    expect(changed[kind]).toBe(rules[kind])
  }
})
it('rules are the same only where every member of every rule is', () => {
  expect(sameRules(rules, structuredClone(rules))).toBe(true)
  for (const kind of procedureKinds) {
    for (const change of [
      { needsCase: !rules[kind].needsCase },
      { needsTicket: !rules[kind].needsTicket },
      { needsApproval: !rules[kind].needsApproval },
      { maxAccounts: rules[kind].maxAccounts + 1 },
    ]) {
      expect(sameRules(rules, changedRules(rules, kind, change))).toBe(false)
    }
  }
})
it('a number of accounts is a whole number from 1 to 50,000', () => {
  expect(maxAccountsFrom('1')).toBe(1)
  expect(maxAccountsFrom(' 50000 ')).toBe(50_000)
  for (const text of ['', '0', '-1', '1.5', '1e3', '50001', 'ten']) {
    expect(maxAccountsFrom(text)).toBeNull()
  }
})
it('what is no account ID is named, and never dropped in silence', () => {
  expect(faultOfAccounts(accountIdsFrom('111122223333 payments'))).toContain('payments')
  expect(faultOfAccounts(accountIdsFrom('111122223333, 444455556666'))).toBeNull()
  expect(faultOfAccounts(accountIdsFrom(''))).toBeNull()
})
it('what opens an account is always in a case; no rule takes that away', () => {
  expect(procedureKinds.filter((kind) => isAlwaysInCase(kind, rules))).toEqual([
    'allow-password-recovery',
    'change-root-mailbox',
  ])
})
