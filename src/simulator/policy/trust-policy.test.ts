import { describe, expect, test } from 'vitest'
import { evaluateTrust } from './trust-policy.ts'
import type { TrustPolicy, TrustStatement } from './trust-policy.ts'

const SESSION = {
  accountId: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_RootAccess_0123456789abcdef/sam',
  principalArn:
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_RootAccess_0123456789abcdef',
}

const trusting = (...statements: Partial<TrustStatement>[]): TrustPolicy => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({
    Effect: 'Allow',
    Principal: '*',
    Action: 'sts:AssumeRole',
    ...statement,
  })),
})

const ask = (policy: TrustPolicy, context = {}) =>
  evaluateTrust(policy, SESSION, 'sts:AssumeRole', context)

describe('a principal', () => {
  test.each([
    ['everybody', '*' as const, false],
    ['the account ID', { AWS: '111122223333' }, false],
    ['the account’s root', { AWS: ['arn:aws:iam::111122223333:root'] }, false],
    ['the role', { AWS: SESSION.principalArn }, true],
    ['the session', { AWS: SESSION.arn }, true],
  ])('that is %s means the session', (_what, Principal, named) => {
    expect(ask(trusting({ Principal }))).toEqual({ verdict: 'allowed', named })
  })

  test.each([
    'arn:aws:iam::444455556666:root',
    '444455556666',
    'arn:aws:iam::111122223333:role/AWSReservedSSO_*',
    `${SESSION.arn}uel`,
  ])('that is %s does not', (AWS) => {
    expect(ask(trusting({ Principal: { AWS } }))).toEqual({
      verdict: 'implicit-deny',
      named: false,
    })
  })
})

test('conditions are looked at, and a denial wins over every permission', () => {
  const policy = trusting(
    { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-reserved/*' } } },
    { Effect: 'Deny', Condition: { StringNotLike: { 'sts:RoleSessionName': 'CHG-*' } } },
  )
  const context = { 'aws:principalarn': SESSION.principalArn, 'sts:rolesessionname': 'CHG-1' }
  expect(ask(policy, context).verdict).toBe('allowed')
  expect(ask(policy, { ...context, 'sts:rolesessionname': 'x' }).verdict).toBe('explicit-deny')
  expect(ask(policy, { 'sts:rolesessionname': 'CHG-1' }).verdict).toBe('implicit-deny')
})
