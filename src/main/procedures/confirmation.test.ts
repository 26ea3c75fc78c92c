import { describe, expect, test } from 'vitest'
import type { FailureCode } from '../../shared/domain/failure.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import { sha256Hex } from '../journal/canonical-json.ts'
import { judgeConfirmation, openPlan, type ConfirmationAttempt } from './confirmation.ts'
import { sealPlan } from './plan-digest.ts'
import { accountAt, caller, keyItem, procedureOf, somePlan, targetOf } from './testing/some-plan.ts'

const sentence = 'It was used yesterday.'
const plan = somePlan({
  targets: [
    targetOf(0, { items: [keyItem(accountAt(0), { acknowledge: sentence })] }),
    targetOf(1),
  ],
  phrase: 'delete 2 accounts',
})
const { text, digest } = sealPlan(plan)

/** Somebody who confirms that plan as it should be. */
function attempt(change: Partial<ConfirmationAttempt> = {}): ConfirmationAttempt {
  return {
    procedure: procedureOf(plan),
    planText: text,
    digest,
    typed: plan.phrase,
    acknowledged: [keyItem(accountAt(0)).id],
    callerArn: caller,
    organizationId: plan.organizationId,
    busyAccounts: new Set(),
    needsApproval: false,
    approved: false,
    maxAccounts: 2,
    now: '2026-11-22T12:30:00.000Z',
    ...change,
  }
}

/** The same with another plan, sealed as it should be. */
function attemptOn(other: Plan, change: Partial<ConfirmationAttempt> = {}): ConfirmationAttempt {
  const sealed = sealPlan(other)
  return attempt({
    procedure: { ...procedureOf(plan), digest: sealed.digest, expiresAt: other.expiresAt },
    planText: sealed.text,
    digest: sealed.digest,
    ...change,
  })
}

describe('a plan runs', () => {
  test('where everything fits it', () => {
    expect(judgeConfirmation(attempt())).toEqual({ ok: true, plan })
  })

  test('with white space around what was typed', () => {
    expect(judgeConfirmation(attempt({ typed: `  ${plan.phrase}\n` })).ok).toBe(true)
  })

  test('at the step of approval, once it is approved', () => {
    const procedure = procedureOf(plan, { step: 'approval' })
    expect(judgeConfirmation(attempt({ procedure, needsApproval: true, approved: true })).ok).toBe(
      true,
    )
  })
})

describe('a plan does not run', () => {
  const altered = text.replace('"stopAbovePercent":10', '"stopAbovePercent":90')
  const refusals: [string, ConfirmationAttempt, FailureCode][] = [
    ['whose text was altered by one byte', attempt({ planText: altered }), 'plan-altered'],
    ['that is gone', attempt({ planText: null }), 'plan-altered'],
    ['that was not the one on screen', attempt({ digest: '0'.repeat(64) }), 'plan-altered'],
    [
      'whose digest was altered with its text, so that they fit',
      attempt({
        planText: altered,
        procedure: { ...procedureOf(plan), digest: sha256Hex(altered) },
      }),
      'plan-altered',
    ],
    [
      'that is no plan, with a digest that fits',
      attempt({
        planText: 'x',
        digest: sha256Hex('x'),
        procedure: procedureOf(plan, { digest: sha256Hex('x') }),
      }),
      'plan-altered',
    ],
    ['of another procedure', attemptOn(somePlan({ ...plan, procedureId: 'p-2' })), 'plan-altered'],
    [
      'of another kind',
      attemptOn(somePlan({ ...plan, kind: 'switch-organization' })),
      'plan-altered',
    ],
    ['of another case', attemptOn(somePlan({ ...plan, caseId: 'c-1' })), 'plan-altered'],
    [
      'whose end was altered beside it',
      attempt({ procedure: procedureOf(plan, { expiresAt: '2027-01-01T00:00:00.000Z' }) }),
      'plan-altered',
    ],
    ['after its end', attempt({ now: plan.expiresAt }), 'plan-expired'],
    ['for another caller', attempt({ callerArn: `${caller}2` }), 'caller-changed'],
    ['in another organization', attempt({ organizationId: 'o-another' }), 'caller-changed'],
    ['with the wrong words', attempt({ typed: 'delete 3 accounts' }), 'wrong-phrase'],
    ['with nothing typed', attempt({ typed: '' }), 'wrong-phrase'],
    [
      'with nothing to type, unless it only reads',
      attemptOn(somePlan({ ...plan, phrase: '' }), { typed: '' }),
      'wrong-phrase',
    ],
    [
      'before each item is acknowledged by itself',
      attempt({ acknowledged: [] }),
      'not-acknowledged',
    ],
    ['with another item acknowledged', attempt({ acknowledged: ['i'] }), 'not-acknowledged'],
    [
      'in more accounts than the rule of now allows',
      attempt({ maxAccounts: 1 }),
      'too-many-accounts',
    ],
    ['without the approval that is needed', attempt({ needsApproval: true }), 'approval-needed'],
    [
      'at the step of approval without one',
      attempt({ procedure: procedureOf(plan, { step: 'approval' }) }),
      'approval-needed',
    ],
    [
      'while another procedure works on one of its accounts',
      attempt({ busyAccounts: new Set([accountAt(1)]) }),
      'procedure-not-ready',
    ],
    ...(['preflight', 'plan', 'execute', 'verify', 'report'] as const).map(
      (step): [string, ConfirmationAttempt, FailureCode] => [
        `at the step ${step}`,
        attempt({ procedure: procedureOf(plan, { step }) }),
        'procedure-not-ready',
      ],
    ),
    ...(['working', 'paused', 'interrupted', 'stopped', 'completed', 'cancelled'] as const).map(
      (state): [string, ConfirmationAttempt, FailureCode] => [
        `that is ${state}`,
        attempt({ procedure: procedureOf(plan, { state }) }),
        'procedure-not-ready',
      ],
    ),
  ]

  test.each(refusals)('%s', (_, tried, code) => {
    const judged = judgeConfirmation(tried)
    expect(judged.ok ? null : judged.error.code).toBe(code)
  })

  test('where any byte of its text is another', () => {
    for (let at = 0; at < text.length; at += 7) {
      const other = text.slice(0, at) + (text[at] === '1' ? '2' : '1') + text.slice(at + 1)
      expect(openPlan(other, digest)).toBeNull()
    }
    expect(openPlan(text, digest)).toEqual(plan)
  })
})
