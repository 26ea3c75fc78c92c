import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PolicyDocument, PolicyStatement } from './policy-document.ts'
import { UnknownOperatorError, evaluatePolicies } from './policy-evaluation.ts'
import {
  DENY_LONG_TERM_ROOT,
  DENY_ROOT,
  DENY_ROOT_EXCEPT_BUCKET_POLICIES,
} from './service-control-policies.ts'
import { taskPolicies } from './task-policies.ts'
import type { TaskPolicyName } from './task-policies.ts'

const ROOT = 'arn:aws:iam::111122223333:root'
const rootContext = {
  'aws:principalarn': ROOT,
  'aws:principalaccount': '111122223333',
  'aws:assumedroot': 'true',
}

function verdict(
  statement: PolicyStatement,
  context: Record<string, string> = {},
  version = '2012-10-17',
) {
  const document: PolicyDocument = { Version: version, Statement: [statement] }
  return evaluatePolicies([document], {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    context,
  })
}

const denyIf = (
  condition: PolicyStatement['Condition'],
  context: Record<string, string>,
  version?: string,
) =>
  verdict(
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      ...(condition === undefined ? {} : { Condition: condition }),
    },
    context,
    version,
  ) === 'explicit-deny'

describe('task policies', () => {
  const allowed: Readonly<Record<TaskPolicyName, readonly string[]>> = {
    IAMAuditRootUserCredentials: [
      'iam:ListAccessKeys',
      'iam:ListSigningCertificates',
      'iam:GetLoginProfile',
      'iam:ListMFADevices',
      'iam:GetUser',
      'iam:GetAccessKeyLastUsed',
      'iam:GetAccountSummary',
    ],
    IAMCreateRootUserPassword: ['iam:CreateLoginProfile', 'iam:GetLoginProfile'],
    IAMDeleteRootUserCredentials: [
      'iam:DeleteAccessKey',
      'iam:DeleteSigningCertificate',
      'iam:DeleteLoginProfile',
      'iam:DeactivateMFADevice',
      'iam:DeleteVirtualMFADevice',
      'iam:ListAccessKeys',
      'iam:ListSigningCertificates',
      'iam:GetLoginProfile',
      'iam:ListMFADevices',
      'iam:GetUser',
      'iam:GetAccessKeyLastUsed',
    ],
    S3UnlockBucketPolicy: [
      's3:DeleteBucketPolicy',
      's3:PutBucketPolicy',
      's3:GetBucketPolicy',
      's3:ListAllMyBuckets',
    ],
    SQSUnlockQueuePolicy: [
      'sqs:SetQueueAttributes',
      'sqs:GetQueueAttributes',
      'sqs:ListQueues',
      'sqs:GetQueueUrl',
    ],
  }
  const everyAction = [
    ...new Set(Object.values(allowed).flat()),
    's3:ListBucket',
    's3:GetBucketLocation',
    'iam:ListUsers',
    'ec2:RunInstances',
  ]

  test.each(Object.keys(allowed) as TaskPolicyName[])(
    '%s lets exactly its own actions through',
    (name) => {
      const through = everyAction.filter((action) => {
        const resource = action.startsWith('iam:')
          ? ROOT
          : action.startsWith('sqs:')
            ? 'arn:aws:sqs:us-east-1:111122223333:q'
            : 'arn:aws:s3:::b'
        const context = { ...rootContext, 'aws:resourceaccount': '111122223333' }
        return (
          evaluatePolicies([taskPolicies[name].document], { action, resource, context }) !==
          'explicit-deny'
        )
      })
      expect(through.toSorted()).toEqual(allowed[name].toSorted())
    },
  )

  test('credentials of anybody but root are out of reach', () => {
    const request = {
      action: 'iam:DeleteAccessKey',
      resource: 'arn:aws:iam::111122223333:user/bob',
      context: rootContext,
    }
    expect(evaluatePolicies([taskPolicies.IAMDeleteRootUserCredentials.document], request)).toBe(
      'explicit-deny',
    )
  })

  test('the queue of another account cannot be read', () => {
    const request = (account: string) => ({
      action: 'sqs:GetQueueAttributes',
      resource: `arn:aws:sqs:us-east-1:${account}:q`,
      context: { ...rootContext, 'aws:resourceaccount': account },
    })
    const documents = [taskPolicies.SQSUnlockQueuePolicy.document]
    expect(evaluatePolicies(documents, request('999999999999'))).toBe('explicit-deny')
    expect(evaluatePolicies(documents, request('111122223333'))).toBe('implicit-deny')
  })
})

describe('service control policies', () => {
  const ask = (document: PolicyDocument, action: string, context: Record<string, string>) =>
    evaluatePolicies([document], { action, resource: '*', context })

  test('the exception for assumed root lets sessions through and stops long-term keys', () => {
    expect(ask(DENY_LONG_TERM_ROOT, 'iam:GetUser', rootContext)).toBe('implicit-deny')
    expect(ask(DENY_LONG_TERM_ROOT, 'iam:GetUser', { 'aws:principalarn': ROOT })).toBe(
      'explicit-deny',
    )
    expect(ask(DENY_ROOT, 'iam:GetUser', rootContext)).toBe('explicit-deny')
  })

  test('the older guard leaves bucket policies and nothing else', () => {
    expect(ask(DENY_ROOT_EXCEPT_BUCKET_POLICIES, 's3:PutBucketPolicy', rootContext)).toBe(
      'implicit-deny',
    )
    expect(ask(DENY_ROOT_EXCEPT_BUCKET_POLICIES, 's3:ListAllMyBuckets', rootContext)).toBe(
      'explicit-deny',
    )
    expect(ask(DENY_ROOT_EXCEPT_BUCKET_POLICIES, 'iam:GetAccountSummary', rootContext)).toBe(
      'explicit-deny',
    )
  })

  test('no guard on root touches other principals', () => {
    const context = { 'aws:principalarn': 'arn:aws:iam::111122223333:role/admin' }
    for (const document of [DENY_ROOT, DENY_LONG_TERM_ROOT, DENY_ROOT_EXCEPT_BUCKET_POLICIES]) {
      expect(ask(document, 'iam:GetUser', context)).toBe('implicit-deny')
    }
  })
})

describe('conditions', () => {
  test.each([
    ['StringEquals', 'x', 'x', true],
    ['StringEquals', 'x', 'X', false],
    ['StringEqualsIgnoreCase', 'x', 'X', true],
    ['StringNotEquals', 'x', 'y', true],
    ['StringNotEquals', 'x', 'x', false],
    ['StringNotEqualsIgnoreCase', 'x', 'X', false],
    ['StringLike', 'a*c', 'abbc', true],
    ['StringNotLike', 'a*c', 'abbc', false],
    ['ArnLike', 'arn:aws:iam::*:root', ROOT, true],
    ['ArnLike', 'arn:aws:*:root', ROOT, false],
    ['ArnEquals', 'arn:aws:iam::1111*:root', ROOT, true],
    ['ArnNotLike', 'arn:aws:iam::*:root', ROOT, false],
    ['ArnNotEquals', 'arn:aws:iam::*:user/*', ROOT, true],
    ['Bool', 'true', 'TRUE', true],
    ['Bool', 'true', 'false', false],
    ['Null', 'true', 'anything', false],
    ['Null', 'false', 'anything', true],
  ])('%s %s against %s holds: %s', (operator, pattern, value, holds) => {
    expect(denyIf({ [operator]: { 'Some:Key': pattern } }, { 'some:key': value })).toBe(holds)
  })

  test.each([
    ['StringEquals', false],
    ['StringLike', false],
    ['ArnLike', false],
    ['Bool', false],
    ['StringNotEquals', true],
    ['StringNotLike', true],
    ['ArnNotLike', true],
    ['StringEqualsIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['BoolIfExists', true],
  ])('%s on a missing key holds: %s', (operator, holds) => {
    expect(denyIf({ [operator]: { 'some:key': 'x' } }, {})).toBe(holds)
  })

  test('every condition has to hold, and one value of a list is enough', () => {
    const both = { StringEquals: { 'k:a': ['1', '2'] }, Null: { 'k:b': 'true' } }
    expect(denyIf(both, { 'k:a': '2' })).toBe(true)
    expect(denyIf(both, { 'k:a': '2', 'k:b': 'there' })).toBe(false)
    expect(denyIf(both, { 'k:a': '3' })).toBe(false)
  })

  test('a negated operator needs all values to differ', () => {
    expect(denyIf({ StringNotEquals: { 'k:a': ['1', '2'] } }, { 'k:a': '2' })).toBe(false)
    expect(denyIf({ StringNotEquals: { 'k:a': ['1', '2'] } }, { 'k:a': '3' })).toBe(true)
  })

  test('an operator that is not known is an error, not a verdict', () => {
    expect(() =>
      denyIf({ DateLessThan: { 'aws:CurrentTime': '2026-01-01' } }, { 'aws:currenttime': 'x' }),
    ).toThrow(UnknownOperatorError)
  })
})

describe('policy variables', () => {
  const own = { StringEquals: { 'k:owner': '${aws:PrincipalAccount}' } }

  test('take their value from the request', () => {
    expect(denyIf(own, { 'k:owner': '1', 'aws:principalaccount': '1' })).toBe(true)
    expect(denyIf(own, { 'k:owner': '1', 'aws:principalaccount': '2' })).toBe(false)
  })

  test('without a value match nothing, with a default match the default', () => {
    expect(denyIf(own, { 'k:owner': '1' })).toBe(false)
    expect(
      denyIf(
        { StringLike: { 'k:owner': "${aws:PrincipalTag/team, 'none'}*" } },
        { 'k:owner': 'none at all' },
      ),
    ).toBe(true)
  })

  test('an asterisk in a value is only an asterisk', () => {
    const like = { StringLike: { 'k:name': '${aws:userid}' } }
    expect(denyIf(like, { 'k:name': 'anybody', 'aws:userid': '*' })).toBe(false)
    expect(denyIf(like, { 'k:name': '*', 'aws:userid': '*' })).toBe(true)
    expect(denyIf({ StringLike: { 'k:name': 'a${*}b' } }, { 'k:name': 'axb' })).toBe(false)
  })

  test('are plain text in policies of 2008', () => {
    expect(
      denyIf(
        own,
        { 'k:owner': '${aws:PrincipalAccount}', 'aws:principalaccount': '1' },
        '2008-10-17',
      ),
    ).toBe(true)
  })
})

describe('verdicts', () => {
  const statement = fc.record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: fc.constantFrom('*', 's3:*', 's3:GetObject', 'S3:getobject', 'iam:*'),
    Resource: fc.constantFrom('*', 'arn:aws:s3:::b/*', 'arn:aws:s3:::other/*'),
  })

  test('a Deny that applies wins in any order, else an Allow that applies', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), (statements) => {
        const applying = statements.filter(
          ({ Action, Resource }) => Action !== 'iam:*' && Resource !== 'arn:aws:s3:::other/*',
        )
        const expected = applying.some(({ Effect }) => Effect === 'Deny')
          ? 'explicit-deny'
          : applying.length > 0
            ? 'allowed'
            : 'implicit-deny'
        const documents = statements.map((one): PolicyDocument => ({
          Version: '2012-10-17',
          Statement: [one],
        }))
        const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: {} }
        expect(evaluatePolicies(documents, request)).toBe(expected)
        expect(evaluatePolicies(documents.toReversed(), request)).toBe(expected)
      }),
    )
  })

  test('NotAction and NotResource are the complement', () => {
    expect(verdict({ Effect: 'Deny', NotAction: 's3:Get*', Resource: '*' })).toBe('implicit-deny')
    expect(verdict({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' })).toBe('explicit-deny')
    expect(verdict({ Effect: 'Deny', Action: '*', NotResource: ['arn:aws:s3:::b/*'] })).toBe(
      'implicit-deny',
    )
    expect(verdict({ Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::c/*' })).toBe(
      'explicit-deny',
    )
  })
})
