import { describe, expect, it } from 'vitest'
import { AccountId, OrganizationId } from '../../../../shared/domain/accounts.ts'
import { sessionProblem } from './session-problem.ts'

const arn = 'arn:aws:sts::999999999999:assumed-role/RootRemover/j.doe'
const organization = {
  id: OrganizationId.parse('o-abcdefghij'),
  managementAccountId: AccountId.parse('999999999999'),
  featureSet: 'ALL',
  features: [],
  trustedAccess: true,
  describedAt: '2026-11-22T10:00:00.000Z',
}
const session = {
  connectionState: 'connected',
  caller: {
    arn,
    accountId: organization.managementAccountId,
    kind: 'management',
    expiresAt: null,
  },
  organization,
} as const

describe('whether this session can go on with a procedure', () => {
  it('the caller of the plan in its organization can, and before there is a plan any caller', () => {
    expect(sessionProblem(session, organization.id, arn)).toBeNull()
    expect(sessionProblem(session, organization.id, null)).toBeNull()
  })
  it('nobody can while nothing is connected', () => {
    expect(sessionProblem(null, organization.id, arn)?.sentence).toContain('Not connected')
    const left = { ...session, connectionState: 'disconnected', caller: null } as const
    expect(sessionProblem(left, organization.id, arn)?.tone).toBe('info')
  })
  it('another caller and another organization are named', () => {
    const other = { ...session, caller: { ...session.caller, arn: `${arn}2` } }
    expect(sessionProblem(other, organization.id, arn)?.sentence).toContain('RootRemover/j.doe2')
    expect(sessionProblem(session, 'o-zzzzzzzzzz', arn)?.sentence).toContain('o-zzzzzzzzzz')
  })
})
