import { expect, it } from 'vitest'
import { hopTrustPolicy } from '../../../shared/permissions/trust-policy.ts'
import { emptyDraft } from './connection-draft.ts'
import { callerOfSignIn, isCallerArn } from './hop-caller.ts'

const draft = { ...emptyDraft, accountId: '1111-2222-3333', roleName: 'SecurityOperator' }

it('the trust policy for a role of Identity Center holds for any ending of its name', () => {
  const callerArn = callerOfSignIn(draft) ?? ''
  expect(isCallerArn(callerArn)).toBe(true)
  const text = JSON.stringify(
    hopTrustPolicy({ callerArn, externalId: null, sourceIdentity: null, sessionName: null }),
  )
  expect(text).toContain('AWSReservedSSO_SecurityOperator_*')
  expect(text).not.toContain('0000000000000000')
})
it('who signs in otherwise is asked for, not guessed', () => {
  expect(callerOfSignIn({ ...draft, kind: 'keys' })).toBeNull()
  expect(callerOfSignIn({ ...draft, roleName: '' })).toBeNull()
  expect(isCallerArn('arn:aws:iam::111122223333:root')).toBe(false)
  expect(isCallerArn('arn:aws:iam::111122223333:user/ada')).toBe(true)
})
