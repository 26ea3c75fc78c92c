import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluatePolicies } from '../../simulator/policy/policy-evaluation.ts'
import type { PolicyDocument } from '../../simulator/policy/policy-document.ts'
import { analysePolicy } from './policy-analysis.ts'
import { policyActions } from './policy-context.ts'
import { parsePolicy, type ParsedPolicy } from './policy-document.ts'
import { bucket } from './testing/policy-cases.ts'

function parsed(text: string): ParsedPolicy {
  const policy = parsePolicy(text)
  if (!policy.ok) throw new Error(JSON.stringify(policy.problems))
  return policy
}

/** Conditions that the practice organization's evaluator knows too. */
const condition = fc.dictionary(
  fc.constantFrom(
    ...[
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLike',
      'ArnLike',
      'ArnNotLike',
    ].flatMap((operator) => [operator, `${operator}IfExists`]),
    'Bool',
    'BoolIfExists',
    'Null',
  ),
  fc.dictionary(
    fc.constantFrom(
      'aws:SourceVpce',
      'aws:PrincipalArn',
      'aws:PrincipalAccount',
      'aws:SecureTransport',
      'aws:SourceArn',
      'aws:userId',
      'aws:PrincipalOrgID',
      'aws:MultiFactorAuthPresent',
    ),
    fc.uniqueArray(
      fc.constantFrom(
        'vpce-1',
        'vpce-2',
        'vpce-*',
        `arn:aws:iam::${bucket.accountId}:role/admin`,
        `arn:aws:iam::${bucket.accountId}:role/*`,
        `arn:aws:iam::${bucket.accountId}:*`,
        'arn:aws:iam::*:user/ada',
        'arn:aws:sns:eu-central-1:111122223333:topic',
        bucket.accountId,
        'AROAEXAMPLE1234567890:*',
        'o-rootkeep00',
        'true',
        'false',
        '*',
      ),
      { minLength: 1, maxLength: 3 },
    ),
    { minKeys: 1, maxKeys: 2 },
  ),
  { minKeys: 1, maxKeys: 2 },
)
const policies = fc.array(
  fc.record({
    Effect: fc.constant('Deny' as const),
    Principal: fc.constant('*'),
    Action: fc.constantFrom('s3:*', 's3:Put*', 's3:*Policy', '*'),
    Resource: fc.constantFrom('*', bucket.resourceArn),
    Condition: condition,
  }),
  { minLength: 1, maxLength: 3 },
)

/** Requests that administrators of the account can really make; in lower case, as the evaluator wants keys. */
const requestContext = fc
  .record({
    principal: fc.constantFrom(
      {
        'aws:principalarn': `arn:aws:iam::${bucket.accountId}:role/admin`,
        'aws:userid': 'AROAEXAMPLE1234567890:ada',
      },
      {
        'aws:principalarn': `arn:aws:iam::${bucket.accountId}:role/other`,
        'aws:userid': 'AROAOTHER123456789012:ada',
      },
      {
        'aws:principalarn': `arn:aws:iam::${bucket.accountId}:user/ada`,
        'aws:userid': 'AIDAEXAMPLE1234567890',
      },
    ),
    route: fc.constantFrom<Record<string, string>>(
      {},
      { 'aws:sourcevpce': 'vpce-1' },
      { 'aws:sourcevpce': 'vpce-2' },
      { 'aws:sourcevpce': 'vpce-9' },
    ),
    mfa: fc.constantFrom<Record<string, string>>(
      {},
      { 'aws:multifactorauthpresent': 'true' },
      { 'aws:multifactorauthpresent': 'false' },
    ),
    tls: fc.constantFrom('true', 'false'),
  })
  .map(({ principal, route, mfa, tls }): Record<string, string> => ({
    'aws:principalaccount': bucket.accountId,
    'aws:principalorgid': 'o-rootkeep00',
    'aws:securetransport': tls,
    ...principal,
    ...route,
    ...mfa,
  }))

describe('against an evaluator that judges one request at a time', () => {
  const isDenied = (
    statements: PolicyDocument['Statement'],
    action: string,
    context: Record<string, string>,
  ) =>
    evaluatePolicies([{ Version: '2012-10-17', Statement: statements }], {
      action,
      resource: bucket.resourceArn,
      context,
    }) === 'explicit-deny'
  const changes = [policyActions.s3['replace-policy'], policyActions.s3['delete-policy']]
  const lockOf = (statements: readonly object[]) =>
    analysePolicy(parsed(JSON.stringify({ Version: '2012-10-17', Statement: statements })), bucket)
      .lock

  test('where a policy is said to lock everyone, no request changes it', () => {
    fc.assert(
      fc.property(
        policies,
        fc.array(requestContext, { minLength: 20, maxLength: 20 }),
        (statements, contexts) => {
          fc.pre(lockOf(statements) === 'locked-for-everyone')
          for (const context of contexts) {
            for (const action of changes) expect(isDenied(statements, action, context)).toBe(true)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('where a policy is said to be open, an ordinary request changes it', () => {
    const ordinary = {
      'aws:principalaccount': bucket.accountId,
      'aws:principalorgid': 'o-rootkeep00',
      'aws:securetransport': 'true',
      'aws:principalarn': `arn:aws:iam::${bucket.accountId}:role/nobody-has-named`,
      'aws:userid': 'AROANOBODY12345678901:ada',
    }
    fc.assert(
      fc.property(policies, (statements) => {
        fc.pre(lockOf(statements) === 'open')
        const mfas = [{}, { 'aws:multifactorauthpresent': 'true' }]
        expect(
          changes.some((action) =>
            mfas.some((mfa) => !isDenied(statements, action, { ...ordinary, ...mfa })),
          ),
        ).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('where some request changes it, a policy is not said to lock everyone', () => {
    fc.assert(
      fc.property(policies, requestContext, (statements, context) => {
        fc.pre(changes.some((action) => !isDenied(statements, action, context)))
        expect(lockOf(statements)).not.toBe('locked-for-everyone')
      }),
      { numRuns: 500 },
    )
  })
})
