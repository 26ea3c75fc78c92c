import { expect, it } from 'vitest'
import { AccountId } from '../../../shared/domain/accounts.ts'
import { ProcedureRequest, type ProcedureState } from '../../../shared/domain/procedures.ts'
import { closingRequest, closingUnderWay } from './closing.ts'

const accountId = AccountId.parse('111122223333')
const other = AccountId.parse('444455556666')
const subject = { id: 'case-1', ticket: 'SEC-7' }
const procedure = (request: ProcedureRequest, state: ProcedureState = 'waiting') => ({
  id: 'p',
  request,
  state,
})

it('closing again asks for all four kinds of one account, inside the case', () => {
  expect(ProcedureRequest.parse(closingRequest(subject, accountId))).toMatchObject({
    kind: 'delete-root-credentials',
    scope: { kind: 'accounts', accountIds: [accountId] },
    credentials: ['access-key', 'signing-certificate', 'password', 'mfa-device'],
    caseId: 'case-1',
    ticket: null,
  })
})
it('a closing that is not over is gone on with, for this account only', () => {
  const begun = [procedure(closingRequest(subject, accountId))]
  expect(closingUnderWay(begun, accountId)?.id).toBe('p')
  expect(closingUnderWay(begun, other)).toBeNull()
})
it('a closing that ended does not stand in the way of another', () => {
  const ended = (state: ProcedureState) => [procedure(closingRequest(subject, accountId), state)]
  expect(closingUnderWay(ended('completed'), accountId)).toBeNull()
  expect(closingUnderWay(ended('cancelled'), accountId)).toBeNull()
  expect(closingUnderWay(ended('stopped'), accountId)?.id).toBe('p')
})
it('a deletion of some kinds only closes nothing', () => {
  const some = ProcedureRequest.parse({
    ...closingRequest(subject, accountId),
    credentials: ['access-key'],
  })
  expect(closingUnderWay([procedure(some)], accountId)).toBeNull()
})
