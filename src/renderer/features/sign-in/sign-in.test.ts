import { expect, it } from 'vitest'
import type { PortalAccount } from '../../../shared/domain/sign-in.ts'
import { accountsThatFit } from './portal-accounts.ts'
import { announcedLeft } from './sign-in-words.ts'

const account = (accountId: string, name: string, email: string) =>
  ({ accountId, name, email }) as PortalAccount
const accounts = [
  account('222222222222', 'Security tooling', 'sec@example.com'),
  account('111111111111', 'Management', 'root+mgmt@example.com'),
  account('333333333333', 'Sandbox', 'team@example.org'),
]

it.each([
  ['', ['Management', 'Sandbox', 'Security tooling']],
  ['SEC tool', ['Security tooling']],
  ['3333', ['Sandbox']],
  ['example.com', ['Management', 'Security tooling']],
  ['example.com 9', []],
])('“%s” finds accounts by name, ID and e-mail address, ordered by name', (typed, names) =>
  expect(accountsThatFit(accounts, typed).map(({ name }) => name)).toEqual(names),
)

it('the time that is left is announced at thresholds only', () => {
  const until = '2026-11-22T12:10:00.000Z'
  const heard = new Set<string>()
  for (let left = 600; left >= 0; left -= 1) {
    heard.add(announcedLeft(until, Date.parse(until) - left * 1000))
  }
  expect([...heard]).toEqual([
    '',
    'Less than 5 minutes are left to sign in.',
    'Less than 2 minutes are left to sign in.',
    'Less than a minute is left to sign in.',
    'The time for this sign-in is over.',
  ])
})
