import { describe, expect, it } from 'vitest'
import { callerWordsOf, shortCallerOf } from './caller.ts'

describe('shortCallerOf', () => {
  it.each([
    ['arn:aws:sts::111122223333:assumed-role/RootAuditor/j.doe', 'RootAuditor/j.doe'],
    [
      'arn:aws:sts::111122223333:assumed-role/aws-reserved/sso/RootAuditor/j.doe',
      'RootAuditor/j.doe',
    ],
    ['arn:aws:iam::111122223333:user/teams/alice', 'user/alice'],
    ['arn:aws:iam::111122223333:root', 'root'],
    ['not an arn', 'not an arn'],
  ])('shortens %s to %s', (arn, short) => expect(shortCallerOf(arn)).toBe(short))
})

describe('callerWordsOf', () => {
  it.each([
    ['arn:aws:sts::111122223333:assumed-role/RootAuditor/j.doe', 'RootAuditor', 'j.doe'],
    [
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Root_Ops_0123456789abcdef/j.doe@example.com',
      'Root_Ops',
      'j.doe@example.com',
    ],
    ['arn:aws:iam::111122223333:user/teams/alice', 'alice', 'IAM user'],
    ['arn:aws:iam::111122223333:root', 'Root user', 'Not usable for centralized root access'],
    ['not an arn', 'not an arn', ''],
  ])('tells role and person of %s', (arn, name, who) =>
    expect(callerWordsOf(arn)).toEqual({ name, who }),
  )
})
