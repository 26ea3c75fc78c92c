import { describe, expect, it } from 'vitest'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { accessRows } from './access-rows.ts'
import { contextOf, policyView } from './policy-view.ts'

const arn = 'arn:aws:s3:::archive'
const context = contextOf(
  's3',
  '111122223333' as AccountId,
  { arn, readAt: '2026-11-22T14:03:09.000Z' },
  'o-abcdefghij',
)
const deny = (action: string, resource: string | string[]) =>
  policyView(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: action, Resource: resource }],
    }),
    context,
  )

describe('who can do what', () => {
  it('a lock for everyone leaves the policy to root and the objects to nobody, and to open it gives both back', () => {
    const rows = accessRows(context, deny('s3:*', [arn, `${arn}/*`]), policyView(null, context))
    expect(
      rows.map(({ what, now, afterwards, changes }) => [
        what,
        now.words,
        afterwards.words,
        changes,
      ]),
    ).toEqual([
      ['Read, replace and delete the policy', 'Only the root user', 'Whoever IAM allows', true],
      ['Read and write objects', 'Nobody', 'Whoever IAM allows', true],
    ])
  })
  it('what stays as it is stands apart from what changes', () => {
    const rows = accessRows(context, deny('s3:*', [arn, `${arn}/*`]), deny('s3:*', `${arn}/*`))
    expect(rows.map(({ what, changes }) => [what, changes])).toEqual([
      ['Read, replace and delete the policy', true],
      ['Read and write objects', false],
    ])
  })
  it('nothing is said of a text that is no policy, and nothing is called a change', () => {
    const [row] = accessRows(context, policyView('{', context), null)
    expect(row).toMatchObject({
      now: { words: 'cannot be told', breadth: null },
      afterwards: { breadth: null },
      changes: false,
    })
  })
})
