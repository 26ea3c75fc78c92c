import { describe, expect, test } from 'vitest'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { FailureCode } from '../../shared/domain/failure.ts'
import { fail, succeed } from '../../shared/ipc/result.ts'
import { keyItem } from './testing/some-plan.ts'
import { verdictOf } from './verdict.ts'

const answered = (code: FailureCode, call: string) =>
  verdictOf(fail(failureOf(code, { requestId: 'r-9', awsCode: 'X' })), keyItem('1', { call }))

test('what AWS says it did is done, with the request ID', () => {
  expect(verdictOf(succeed({ requestId: 'r-1' }), keyItem('1'))).toEqual({
    kind: 'done',
    note: null,
    failure: null,
    requestId: 'r-1',
  })
})

describe('a refusal that says that it is as wanted is no failure, and nothing of our doing', () => {
  test.each([
    ['no-such-entity', 'iam:DeleteAccessKey'],
    ['no-such-entity', 'iam:DeactivateMFADevice'],
    ['already-delegate', 'organizations:RegisterDelegatedAdministrator'],
    ['not-a-delegate', 'organizations:DeregisterDelegatedAdministrator'],
  ] as const)('%s to %s', (code, call) => {
    expect(answered(code, call)).toMatchObject({ kind: 'already-so', failure: null })
  })

  test.each([
    ['no-such-entity', 'iam:CreateLoginProfile'],
    ['already-delegate', 'organizations:DeregisterDelegatedAdministrator'],
    ['not-a-delegate', 'organizations:RegisterDelegatedAdministrator'],
    ['no-such-bucket', 's3:DeleteBucketPolicy'],
  ] as const)('but not %s to %s', (code, call) => {
    expect(answered(code, call)).toMatchObject({ kind: 'failed', failure: { code } })
  })
})

test.each([
  'timed-out',
  'connection-lost',
  'service-failure',
  'malformed-answer',
  'not-aws',
  'internal',
] as const)('%s leaves it in doubt: nobody knows whether AWS did it', (code) => {
  const { kind, failure, requestId } = answered(code, 'iam:DeleteAccessKey')
  expect(kind).toBe('in-doubt')
  expect(failure?.code).toBe('in-doubt')
  expect(requestId).toBe('r-9')
})

test.each([
  'denied-by-scp',
  'entity-busy',
  'throttled',
  'no-network',
  'root-session-expired',
] as const)('%s is plainly not done', (code) => {
  expect(answered(code, 'iam:DeleteAccessKey')).toMatchObject({ kind: 'failed', failure: { code } })
})
