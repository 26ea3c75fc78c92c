import { describe, expect, test } from 'vitest'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { FailureCode } from '../../shared/domain/failure.ts'
import { awsCodes } from './aws-codes.ts'
import { isInDoubt } from './in-doubt.ts'
import { constraintOf, denialOf, mailboxRefusalOf } from './refusals.ts'

const doubtful = (code: FailureCode) => isInDoubt(failureOf(code))

test.each<FailureCode>([
  'timed-out',
  'connection-lost',
  'service-failure',
  'malformed-answer',
  'not-aws',
  'tls-failure',
  'internal',
])('after %s nobody knows whether AWS did it', (code) => {
  expect(doubtful(code)).toBe(true)
})

test.each<FailureCode>([
  'no-network',
  'egress-refused',
  'cancelled',
  'throttled',
  'credentials-expired',
  'root-session-expired',
  'clock-skew',
  'signature-rejected',
  'entity-busy',
  'no-such-entity',
  'aws-other',
])('after %s it was certainly not done', (code) => {
  expect(doubtful(code)).toBe(false)
})

describe('what AWS answers by name', () => {
  test('is a refusal, but for faults of its own', () => {
    for (const [awsCode, code] of Object.entries(awsCodes)) {
      expect([awsCode, doubtful(code)]).toEqual([awsCode, code === 'service-failure'])
    }
  })

  test('with a reason in its message is a refusal as well', () => {
    const messages = [
      'in a service control policy',
      'in a resource control policy',
      'in a VPC endpoint policy',
      'in a session policy',
      'BlockPublicPolicy',
      'Access Denied',
    ]
    const codes = [
      ...messages.map((message) =>
        denialOf(message, { service: 's3', operation: 'PutBucketPolicy', inRootSession: true }),
      ),
      denialOf('x', { service: 'account', operation: 'x', inRootSession: false }),
      denialOf('x', { service: 'organizations', operation: 'x', inRootSession: false }),
      constraintOf('DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE'),
      constraintOf('CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR'),
      constraintOf('WHATEVER'),
      ...['Validation', 'Conflict', 'ResourceNotFound'].flatMap((name) =>
        ['StartPrimaryEmailUpdate', 'AcceptPrimaryEmailUpdate'].flatMap((operation) =>
          ['x', 'it has expired', 'too many attempts'].map((message) =>
            mailboxRefusalOf(name, message, {
              service: 'account',
              operation,
              inRootSession: false,
            }),
          ),
        ),
      ),
    ]
    for (const code of codes) {
      expect(code).not.toBeNull()
      expect([code, code === null || doubtful(code)]).toEqual([code, false])
    }
  })
})

test('a code that nobody decided about leaves doubt', () => {
  expect(isInDoubt({ ...failureOf('internal'), code: 'something-new' as FailureCode })).toBe(true)
})
