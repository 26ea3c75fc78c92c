import { expect, test } from 'vitest'
import { sessionNameFor } from './session-name.ts'

test('a procedure goes by its ticket, else by its case, else by itself, as they were written', () => {
  const caseId = '8b1f0c52-0000-4000-8000-000000000001'
  // What makes a name fit for STS marks it: a second time would mark it again.
  expect(sessionNameFor({ ticket: ' Jira / 7 ', caseId }, 'id')).toBe('Jira / 7')
  expect(sessionNameFor({ ticket: ' ', caseId }, 'id')).toBe(caseId)
  expect(sessionNameFor({ ticket: null, caseId: null }, 'id')).toBe('id')
})
