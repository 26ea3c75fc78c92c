import { expect, it, vi } from 'vitest'
import { OrganizationId } from '../../shared/domain/accounts.ts'
import { noOutcomes, type Procedure } from '../../shared/domain/procedures.ts'

vi.stubGlobal('window', { rootkeep: {} })
const { withProcedure } = await import('./procedure-pushes.ts')

const procedure = (id: string, step: Procedure['step']): Procedure => ({
  id,
  organizationId: OrganizationId.parse('o-abcdefghij'),
  request: {
    kind: 'switch-organization',
    switch: 'RootSessions',
    on: true,
    accountId: null,
    caseId: null,
    ticket: null,
    reason: 'x',
  },
  title: id,
  step,
  state: 'working',
  checks: [],
  digest: null,
  plannedAt: null,
  expiresAt: null,
  phrase: null,
  rule: { needsCase: false, needsTicket: false, needsApproval: false, maxAccounts: 1 },
  createdAt: '2026-11-22T10:00:00.000Z',
  createdBy: 'arn',
  confirmedAt: null,
  endedAt: null,
  failure: null,
  accounts: noOutcomes,
  items: noOutcomes,
  rehearsedAt: null,
  approvedBy: null,
  rate: null,
  looking: null,
})
const held = {
  pages: [
    { total: 3, procedures: [procedure('a', 'plan'), procedure('b', 'plan')] },
    { total: 3, procedures: [procedure('c', 'plan')] },
  ],
  pageParams: [0, 2],
}

it('a pushed procedure takes its place in the list, and the others stay where they are', () => {
  const lines = withProcedure(held, procedure('c', 'execute')).pages.flatMap(
    (page) => page.procedures,
  )
  expect(lines.map(({ id, step }) => `${id} ${step}`)).toEqual(['a plan', 'b plan', 'c execute'])
})
it('one that is not in the list changes nothing in it', () => {
  expect(withProcedure(held, procedure('d', 'plan'))).toBe(held)
})
