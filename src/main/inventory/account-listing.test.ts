import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Organization } from '../../shared/domain/connections.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AwsAccess } from '../aws/aws-access.ts'
import type { Member } from '../aws/member.ts'
import type { Page } from '../aws/paging.ts'
import {
  accountId,
  keepOrganization,
  listed,
  organizationId,
  type KeptOrganization,
} from '../testing/kept-organization.ts'
import { listAccounts } from './account-listing.ts'

const before = '2026-11-01T00:00:00.000Z'
const now = '2026-11-22T12:00:00.000Z'

let kept: KeptOrganization
beforeEach(() => {
  kept = keepOrganization(4, before)
})
afterEach(() => kept.close())

function member(number: number): Member {
  const { id, name, email, state, path, parentId, joinedMethod, joinedAt } = listed(number)
  return { id, name, email, state, path, parentId, joinedMethod, joinedAt }
}

/** Lists with an Organizations that answers with these pages in turn. */
function list(...pages: Outcome<Page<Member>>[]) {
  const accountsPage = vi.fn(() => Promise.resolve(pages.shift() ?? fail(failureOf('no-network'))))
  const organization: Organization = {
    id: organizationId,
    managementAccountId: accountId(0),
    featureSet: 'ALL',
    features: [],
    trustedAccess: true,
    describedAt: now,
  }
  return listAccounts(
    {
      access: { organization: { accountsPage } } as unknown as AwsAccess,
      store: kept.store,
      clock: { now: () => Date.parse(now), instant: () => now },
      introduction: {
        organization,
        caller: {
          arn: 'arn:aws:iam::100000000000:user/a',
          accountId: accountId(0),
          kind: 'management',
          expiresAt: null,
        },
        delegatedAdministrators: [accountId(2)],
      },
      runId: 'run',
    },
    { proceed: () => Promise.resolve(), stopped: () => false, onPage: () => undefined },
  )
}
const page = (numbers: number[], next: string | null = null) =>
  succeed<Page<Member>>({ items: numbers.map(member), next })
const left = () =>
  [0, 1, 2, 3].filter(
    (number) =>
      kept.store.accountTable.get(organizationId, accountId(number))?.account.leftAt !== null,
  )

test('a listing to its end keeps who is there and marks who left', async () => {
  expect(await list(page([0, 1], 'a'), page([], 'b'), page([2]))).toEqual(succeed({ listed: 3 }))
  expect(left()).toEqual([3])
  expect(
    kept.store.accountTable.get(organizationId, accountId(2))?.account.isDelegatedAdministrator,
  ).toBe(true)
})

test.each([
  ['no account at all', [page([])], 'organization-empty'],
  ['an end without the management account', [page([1, 2])], 'malformed-answer'],
  [
    'a page that breaks',
    [page([0, 1], 'a'), fail(failureOf('malformed-answer'))],
    'malformed-answer',
  ],
  ['a token that comes back', [page([0], 'a'), page([1], 'a'), page([2])], 'malformed-answer'],
] as const)('%s is an error, and proves nothing about who is missing', async (_, pages, code) => {
  const outcome = await list(...pages)
  expect(!outcome.ok && outcome.error.code).toBe(code)
  expect(left()).toEqual([])
})

test('who comes back is a member again, with the same history', async () => {
  await list(page([0, 1, 2]))
  expect(left()).toEqual([3])
  await list(page([0, 1, 2, 3]))
  expect(left()).toEqual([])
  const { changes } = kept.store.observations.changesSince(organizationId, before, 50)
  expect(changes.map(({ kind, accountId: id }) => [kind, id])).toEqual(
    expect.arrayContaining([
      ['left', accountId(3)],
      ['joined', accountId(3)],
    ]),
  )
})
