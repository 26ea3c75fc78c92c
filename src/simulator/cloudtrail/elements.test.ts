import { expect, test } from 'vitest'
import { elementsOf, formElements } from './elements.ts'

test('members get small first letters, maps keep their keys, and what is absent is left out', () => {
  expect(
    elementsOf({
      QueueUrl: 'http://q',
      Attributes: { Policy: '', VisibilityTimeout: '30' },
      MaxResults: 5,
      NextToken: undefined,
      LoginProfile: { PasswordResetRequired: false, UserName: null },
      EnabledFeatures: ['RootSessions'],
    }),
  ).toEqual({
    queueUrl: 'http://q',
    attributes: { Policy: '', VisibilityTimeout: '30' },
    maxResults: 5,
    loginProfile: { passwordResetRequired: false },
    enabledFeatures: ['RootSessions'],
  })
  expect(elementsOf({})).toBeNull()
})

test('no secret gets through', () => {
  const text = JSON.stringify(
    elementsOf({
      Credentials: { AccessKeyId: 'ASIA1', SecretAccessKey: 'secret', SessionToken: 'token' },
      Otp: '123456',
      PrimaryEmail: 'someone@new.example',
    }),
  )
  expect(text).toContain('ASIA1')
  expect(text).not.toMatch(/"secret"|"token"|123456|someone|secretAccessKey/)
})

test('a form becomes a tree, and numbers become numbers where they are some', () => {
  expect(
    formElements([
      ['Action', 'AssumeRoot'],
      ['Version', '2011-06-15'],
      ['TargetPrincipal', '111122223333'],
      ['TaskPolicyArn.arn', 'arn:x'],
      ['DurationSeconds', '900'],
    ]),
  ).toEqual({
    targetPrincipal: '111122223333',
    taskPolicyArn: { arn: 'arn:x' },
    durationSeconds: 900,
  })
  expect(formElements([['Action', 'GetUser']])).toBeNull()
})

test.each([
  ['2024-10-25T21:07:11Z', 'Oct 25, 2024, 9:07:11 PM'],
  ['2026-01-02T00:00:09Z', 'Jan 2, 2026, 12:00:09 AM'],
  ['2026-12-31T12:30:00Z', 'Dec 31, 2026, 12:30:00 PM'],
])('%s is written %s', (iso, written) => {
  expect(elementsOf({ Expiration: new Date(iso) })).toEqual({ expiration: written })
})
