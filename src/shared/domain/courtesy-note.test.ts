import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AccountId } from './accounts.ts'
import { courtesyNoteOf, eventsOfAudit, noteOf } from './courtesy-note.ts'
import type { Plan, PlannedItem, PlannedThing, PlanTarget } from './plans.ts'

const accountId = (number: number) => String(100_000_000_000 + number) as AccountId

function item(thing: PlannedThing, number = 0): PlannedItem {
  return { id: `${thing.kind}/${number}`, call: 'iam:…', arguments: {}, thing, acknowledge: null }
}
const key = (number: number) =>
  item(
    {
      kind: 'access-key',
      accessKey: { id: `AKIA${number}`, status: 'Active', createdAt: null, lastUsed: null },
    },
    number,
  )
const password = item({ kind: 'password', createdAt: null, lastUsedAt: null })

function target(number: number, items: PlannedItem[], task: string | null = 'a task'): PlanTarget {
  return {
    accountId: accountId(number),
    accountName: `Account ${number}`,
    task,
    seenAt: '2026-11-22T11:59:00.000Z',
    wayBack: null,
    items,
  }
}

function plan(change: Partial<Plan> = {}): Plan {
  return {
    format: 'rootkeep-plan',
    version: 1,
    procedureId: 'p-1',
    kind: 'delete-root-credentials',
    title: 'Delete the root credentials of 2 accounts',
    organizationId: 'o-exampleorg1' as Plan['organizationId'],
    managementAccountId: accountId(0),
    caller: { arn: `arn:aws:sts::111122223333:assumed-role/op/o'neil`, accountId: accountId(0) },
    region: 'eu-west-1',
    caseId: null,
    ticket: 'SEC-7',
    reason: 'clean-up',
    createdAt: '2026-11-22T12:00:00.000Z',
    expiresAt: '2026-11-22T13:00:00.000Z',
    phrase: '2 accounts',
    targets: [target(1, [key(1), key(2), password]), target(2, [password])],
    leftOut: [],
    waves: [1],
    stopAbovePercent: 10,
    ...change,
  }
}

describe('the events that a plan causes', () => {
  test('are one AssumeRoot an account, and each list, last use, deletion and list again', () => {
    expect(courtesyNoteOf(plan())).toMatchObject({
      assumeRootEvents: 2,
      rootEvents: 5 + 2 + 3 + 5 + (5 + 0 + 1 + 5),
    })
  })

  test('are none where no root session is opened, and no filter is offered for them', () => {
    const note = courtesyNoteOf(
      plan({ kind: 'switch-organization', targets: [target(1, [password], null)] }),
    )
    expect(note).toMatchObject({ assumeRootEvents: 0, rootEvents: 0, filters: [] })
    expect(note.text).toContain('expect no AssumeRoot')
  })

  test('of an audit are those of the accounts and of those with details', () => {
    expect(eventsOfAudit(200, 12)).toEqual({ assumeRoot: 200, root: 200 + 12 * 5 })
  })
})

test('the note says who, where, when, why and how many', () => {
  const { text } = courtesyNoteOf(plan())
  for (const word of [
    'Delete the root credentials of 2 accounts',
    `arn:aws:sts::111122223333:assumed-role/op/o'neil`,
    'eu-west-1',
    '2026-11-22T12:00:00.000Z',
    '2026-11-22T13:00:00.000Z',
    'SEC-7',
    'clean-up',
    '2 AssumeRoot events',
    '26 root events',
    '2 member accounts',
  ]) {
    expect(text).toContain(word)
  }
})

describe('the filters', () => {
  const textOf = (title: string, of = plan()) =>
    courtesyNoteOf(of).filters.find((filter) => filter.title.startsWith(title))?.text ?? ''

  test('of EventBridge part this caller from all others', () => {
    const ours = JSON.parse(textOf('EventBridge pattern: the announced')) as Pattern
    const others = JSON.parse(textOf('EventBridge pattern: AssumeRoot by anybody else')) as Pattern
    const { arn } = plan().caller
    expect(ours.detail).toEqual({
      eventSource: ['sts.amazonaws.com'],
      eventName: ['AssumeRoot'],
      userIdentity: { arn: [arn] },
    })
    expect(others.detail.userIdentity.arn).toEqual([{ 'anything-but': [arn] }])
  })

  test('of Security Hub holds for the announced accounts and time, and names no more than 100', () => {
    const rule = JSON.parse(textOf('Security Hub')) as Rule
    expect(rule.Criteria.CreatedAt).toEqual([
      { Start: '2026-11-22T12:00:00.000Z', End: '2026-11-22T19:00:00.000Z' },
    ])
    expect(rule.Criteria.AwsAccountId).toEqual(
      [1, 2].map((number) => ({ Value: accountId(number), Comparison: 'EQUALS' })),
    )
    const many = plan({ targets: Array.from({ length: 101 }, (_, n) => target(n, [password])) })
    expect((JSON.parse(textOf('Security Hub', many)) as Rule).Criteria).not.toHaveProperty(
      'AwsAccountId',
    )
  })

  test('of CloudWatch excludes root sessions, and nothing else', () => {
    expect(textOf('CloudWatch')).toMatch(
      /^\{ \$\.userIdentity\.type = "Root" .* \$\.userIdentity\.sessionContext\.assumedRoot NOT EXISTS \}$/,
    )
  })

  test.each(['Athena', 'CloudTrail Lake'])('of %s write the caller as SQL has it', (title) => {
    expect(textOf(title)).toContain(`<> 'arn:aws:sts::111122223333:assumed-role/op/o''neil'`)
  })

  test('are JSON where they are JSON, whatever title, ticket and caller say', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (title, ticket, callerArn) => {
        const { filters } = noteOf({
          title,
          callerArn,
          region: 'us-east-1',
          ticket,
          reason: title,
          from: '2026-11-22T12:00:00.000Z',
          until: '2026-11-22T13:00:00.000Z',
          accountIds: [accountId(1)],
          expected: eventsOfAudit(1, 1),
        })
        const documents = filters.filter(({ title }) => /^(EventBridge|Security Hub)/.test(title))
        expect(documents).toHaveLength(3)
        for (const { text } of documents) expect(JSON.parse(text)).toBeTypeOf('object')
      }),
    )
  })
})

type Pattern = { detail: { userIdentity: { arn: unknown[] } } }
type Rule = { Criteria: { CreatedAt: unknown; AwsAccountId?: unknown } }
