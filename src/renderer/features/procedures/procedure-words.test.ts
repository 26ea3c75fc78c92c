import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noOutcomes, procedureStates, procedureSteps } from '../../../shared/domain/procedures.ts'
import {
  announcementOf,
  attentionCount,
  countsWords,
  headlineOf,
  outcomeParts,
  verifiedWords,
} from './procedure-words.ts'

describe('the words for a procedure', () => {
  it('each count that is not none is named, and nothing is summed into "done"', () => {
    expect(
      countsWords({ ...noOutcomes, total: 4, done: 1, failed: 1, inDoubt: 2 }, 'account'),
    ).toBe('4 accounts: 1 done, 1 failed, 2 in doubt')
    expect(countsWords(noOutcomes, 'account')).toBe('0 accounts')
  })
  it('the parts of a count always add up to the whole', () => {
    const part = fc.nat({ max: 1000 })
    fc.assert(
      fc.property(fc.tuple(part, part, part, part, part, part, part, part), (given) => {
        const [done, alreadySo, skipped, failed, changed, inDoubt, notRun, open] = given
        const total = given.reduce((sum, each) => sum + each, 0)
        const counts = { ...noOutcomes, total, done, alreadySo, skipped, failed, changed }
        const parts = outcomeParts({ ...counts, inDoubt, notRun, open })
        expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(total)
        expect(attentionCount({ ...counts, inDoubt, notRun, open })).toBe(
          total - done - alreadySo - open,
        )
      }),
    )
  })
  it('what was not read back is never part of what AWS shows', () => {
    const counts = { ...noOutcomes, total: 3, done: 3, verified: 2 }
    expect(verifiedWords(counts)).toBe('AWS was read back as wanted for 2 of 3 accounts.')
    expect(verifiedWords({ ...counts, verified: 3 })).toContain('all 3 accounts')
    expect(verifiedWords(noOutcomes)).toContain('0 of 0')
  })
  it('every step in every state has a headline, and only what runs shows how far it is', () => {
    const accounts = { ...noOutcomes, total: 214, done: 12, open: 202 }
    for (const step of procedureSteps) {
      for (const state of procedureStates) {
        expect(headlineOf({ step, state, accounts })).not.toBe('')
      }
    }
    expect(headlineOf({ step: 'execute', state: 'working', accounts })).toBe(
      'Execute: 12 of 214 accounts',
    )
    expect(headlineOf({ step: 'confirm', state: 'waiting', accounts })).toBe(
      'Confirm: waits for you',
    )
  })
  it('a screen reader hears each quarter of a run, and every change of state', () => {
    const at = (open: number) =>
      announcementOf({
        step: 'execute',
        state: 'working',
        accounts: { ...noOutcomes, total: 100, open },
      })
    expect(at(100)).toBe(at(76))
    expect(at(75)).not.toBe(at(76))
    const stopped = { step: 'execute', state: 'stopped', accounts: noOutcomes } as const
    expect(announcementOf(stopped)).toContain('stopped')
  })
})
