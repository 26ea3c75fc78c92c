import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { procedureStates, procedureSteps } from '../../../../shared/domain/procedures.ts'
import { landingOn, steeringOf, stepPlaces, waveNow } from './steps.ts'

const rule = { needsCase: false, needsTicket: false, needsApproval: false, maxAccounts: 1 }
const places = (stage: Partial<Parameters<typeof stepPlaces>[0]>) =>
  stepPlaces({ step: 'confirm', state: 'waiting', rule, approvedBy: null, ...stage }).map(
    ({ place }) => place,
  )

describe('the steps of a procedure', () => {
  it('an approval that no rule asks for is not a step that was done', () => {
    expect(places({})).toEqual(['done', 'done', 'not-needed', 'current', 'ahead', 'ahead', 'ahead'])
    expect(places({ rule: { ...rule, needsApproval: true } })[2]).toBe('done')
  })
  it('a cancelled procedure never shows a later step as done', () => {
    expect(places({ state: 'cancelled' }).slice(3)).toEqual(['current', 'ahead', 'ahead', 'ahead'])
  })
  it('a completed one is done to the end', () => {
    expect(places({ step: 'report', state: 'completed' }).slice(3)).toEqual([
      'done',
      'done',
      'done',
      'done',
    ])
  })
  it('at most one step is the current one, whatever the state', () => {
    for (const step of procedureSteps) {
      for (const state of procedureStates) {
        const current = places({ step, state }).filter((place) => place === 'current')
        expect(current.length).toBe(state === 'completed' ? 0 : 1)
      }
    }
  })
  it('a fresh plan is shown before its approval or confirmation, and nothing else holds the screen back', () => {
    expect(landingOn('plan', 'confirm')).toBe('plan')
    expect(landingOn('preflight', 'approval')).toBe('plan')
    expect(landingOn('confirm', 'execute')).toBeNull()
    expect(landingOn('approval', 'confirm')).toBeNull()
  })
})

describe('what can be asked of a procedure', () => {
  it('nothing that is over can be resumed, paused or cancelled', () => {
    for (const state of ['completed', 'cancelled'] as const) {
      const steering = steeringOf({ step: 'report', state, confirmedAt: '2026-11-22T10:00:00Z' })
      expect([...steering]).toEqual(['verify'])
    }
  })
  it('a plan that has not been confirmed can be made anew, unless it is being made, and is never resumed', () => {
    const at = { step: 'plan', confirmedAt: null } as const
    expect(steeringOf({ ...at, state: 'stopped' }).has('replan')).toBe(true)
    expect(steeringOf({ ...at, state: 'working' }).has('replan')).toBe(false)
    for (const state of procedureStates) {
      expect(steeringOf({ ...at, state }).has('resume')).toBe(false)
    }
  })
  it('what was paused or interrupted is resumed, and only what runs is paused', () => {
    const at = { step: 'execute', confirmedAt: '2026-11-22T10:00:00Z' } as const
    for (const state of ['paused', 'interrupted', 'stopped'] as const) {
      expect(steeringOf({ ...at, state })).toEqual(new Set(['cancel', 'resume', 'replan']))
    }
    expect(steeringOf({ ...at, state: 'paused' }).has('pause')).toBe(false)
    expect(steeringOf({ ...at, state: 'working' }).has('pause')).toBe(true)
  })
})

describe('the wave at work', () => {
  it('the first is the canary, and the last is where all are settled', () => {
    expect(waveNow([1, 5, 25], 0, 31)).toEqual({ number: 1, count: 3 })
    expect(waveNow([1, 5, 25], 1, 31)).toEqual({ number: 2, count: 3 })
    expect(waveNow([1, 5, 25], 31, 31)).toEqual({ number: 3, count: 3 })
  })
  it('whatever the sizes, it is one of those there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.nat({ max: 2000 }),
        (waves, total, settled) => {
          const { number, count } = waveNow(waves, settled, total)
          expect(number).toBeGreaterThanOrEqual(1)
          expect(number).toBeLessThanOrEqual(count)
        },
      ),
    )
  })
})
