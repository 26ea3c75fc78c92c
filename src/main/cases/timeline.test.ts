import { describe, expect, test } from 'vitest'
import type { JournalEntry } from '../../shared/domain/journal.ts'
import { caller, organizationId } from './testing/desk.ts'
import { timelineOf } from './timeline.ts'

const entry = (sequence: number, change: Partial<JournalEntry>): JournalEntry => ({
  sequence,
  at: '2026-11-22T12:00:00.000Z',
  kind: 'case-note',
  organizationId,
  accountId: null,
  procedureId: null,
  caseId: 'c-1',
  actor: caller,
  detail: {},
  previous: '0'.repeat(64),
  hash: '0'.repeat(64),
  ...change,
})

describe('the timeline', () => {
  test('tells a call once: by its answer, and by its intent only where there is none', () => {
    const call = 'iam:CreateLoginProfile'
    const lines = timelineOf([
      entry(1, { kind: 'call-intent', detail: { call } }),
      entry(2, {
        kind: 'call-result',
        detail: { call, intent: 1, state: 'done', requestId: 'r-1' },
      }),
      entry(3, { kind: 'call-intent', detail: { call } }),
    ])
    expect(lines.map(({ sequence, text, requestId }) => [sequence, text, requestId])).toEqual([
      [2, `${call} was done.`, 'r-1'],
      [3, `${call} was about to be sent; no answer is known.`, null],
    ])
  })

  test('keeps order, who and where', () => {
    const lines = timelineOf([
      entry(5, { detail: { text: 'one' } }),
      entry(9, { detail: { text: 'two' }, actor: 'rootkeep', procedureId: 'p-1' }),
    ])
    expect(lines).toMatchObject([
      { sequence: 5, text: 'one', actor: caller, procedureId: null },
      { sequence: 9, text: 'two', actor: 'rootkeep', procedureId: 'p-1' },
    ])
  })
})
