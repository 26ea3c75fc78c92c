import { describe, expect, it } from 'vitest'
import { whyFaults, whyOf } from './why.ts'

const pattern = '[A-Z][A-Z0-9]+-[0-9]+'
const free = { needsCase: false, needsTicket: false }
const why = { reason: 'Old keys', ticket: '', caseId: null }

describe('why a procedure is begun', () => {
  it('a reason is always asked for', () => {
    expect(whyFaults({ ...why, reason: '  ' }, free, pattern).reason).not.toBeNull()
    expect(whyFaults(why, free, pattern)).toEqual({ reason: null, ticket: null, case: null })
  })
  it('a ticket is asked for where the rule needs one, and must fit the pattern wherever one is given', () => {
    const needed = { ...free, needsTicket: true }
    expect(whyFaults(why, needed, pattern).ticket).not.toBeNull()
    expect(whyFaults({ ...why, ticket: 'SEC-42' }, needed, pattern).ticket).toBeNull()
    expect(whyFaults({ ...why, ticket: 'soon' }, free, pattern).ticket).not.toBeNull()
  })
  it('inside a case the ticket is that of the case', () => {
    const inCase = { ...why, caseId: 'c1', ticket: 'nonsense' }
    const rule = { needsCase: true, needsTicket: true }
    expect(whyFaults(inCase, rule, pattern)).toEqual({ reason: null, ticket: null, case: null })
    expect(whyOf(inCase)).toEqual({ caseId: 'c1', ticket: null, reason: 'Old keys' })
  })
  it('what needs a case is not begun without one', () => {
    expect(whyFaults(why, { needsCase: true, needsTicket: true }, pattern).case).not.toBeNull()
  })
})
