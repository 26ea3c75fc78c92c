import { describe, expect, it } from 'vitest'
import { shortCallerOf } from './caller.ts'

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
