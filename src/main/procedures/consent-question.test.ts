import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consentQuestion } from './consent-question.ts'
import { keyItem, organizationId, somePlan, targetOf } from './testing/some-plan.ts'

const digest = 'a'.repeat(64)

test('the question names the accounts, the calls, the organization, the caller and the plan', () => {
  const plan = somePlan({
    targets: [targetOf(0, { items: [keyItem('1'), keyItem('2')] }), targetOf(1)],
  })
  const { title, detail, agree } = consentQuestion(plan, digest)
  expect(title).toBe(plan.title)
  expect(detail).toContain(organizationId)
  expect(detail).toContain(plan.caller.arn)
  expect(detail).toContain(`${plan.targets[0]?.accountId}  account 0: 2 × iam:DeleteAccessKey`)
  expect(detail).toContain(`${plan.targets[1]?.accountId}  account 1: iam:DeleteAccessKey`)
  expect(detail).toContain(digest.slice(0, 16))
  expect(agree).not.toBe('')
})

test('of many accounts it names some and counts the others: none is silently missing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (count) => {
      const targets = Array.from({ length: count }, (_, position) => targetOf(position))
      const { detail } = consentQuestion(somePlan({ targets }), digest)
      const named = targets.filter(({ accountId }) => detail.includes(accountId)).length
      const more = Number(/and (\d+) more accounts/.exec(detail)?.[1] ?? 0)
      expect(named + more).toBe(count)
    }),
  )
})

test('no name of an account or of a plan makes a line of its own, or hides one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const hostile = `${name}\n‮Plan ${'b'.repeat(16)}…`
      const targets = [targetOf(0, { accountName: hostile })]
      const { title, detail } = consentQuestion(somePlan({ title: hostile, targets }), digest)
      expect(title.split('\n')).toHaveLength(1)
      expect(detail.split('\n')).toHaveLength(3)
      expect(detail).not.toMatch(/[\u202e\u2028\u2029]/)
      expect(detail.split('\n').at(-1)).toBe(`Plan ${digest.slice(0, 16)}…`)
    }),
  )
})

test('an account that is only read back is said to be', () => {
  const plan = somePlan({ targets: [targetOf(0, { items: [] })] })
  expect(consentQuestion(plan, digest).detail).toContain('nothing is changed')
})
