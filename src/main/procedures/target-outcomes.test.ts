import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import {
  isAsWanted,
  outcomeStates,
  type ItemOutcome,
  type OutcomeState,
} from '../../shared/domain/procedures.ts'
import { countOutcomes, pendingItem, pendingOutcome, resultOf } from './target-outcomes.ts'
import { targetOf } from './testing/some-plan.ts'

const at = '2026-11-22T12:00:00.000Z'
const stateOf = fc.constantFrom(...outcomeStates)

function items(states: readonly OutcomeState[]): ItemOutcome[] {
  return states.map((state, index) => ({ ...pendingItem(`i-${index}`), state }))
}

describe('how an account came out', () => {
  test('is as wanted only where every item is, whatever the states', () => {
    fc.assert(
      fc.property(fc.array(stateOf, { maxLength: 8 }), (states) => {
        const { state, verifiedAt } = resultOf(items(states), at)
        expect(isAsWanted(state)).toBe(states.every(isAsWanted))
        expect(verifiedAt !== null).toBe(states.every(isAsWanted))
      }),
    )
  })

  test('is in doubt where one item is, and failed before it is anything milder', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...outcomeStates], { minLength: 1 }), (states) => {
        const { state } = resultOf(items(states), at)
        if (states.includes('in-doubt')) expect(state).toBe('in-doubt')
        else if (states.includes('failed')) expect(state).toBe('failed')
        else if (states.includes('changed')) expect(state).toBe('changed')
      }),
    )
  })

  test('is done where one thing was done by us, and already so where nothing was', () => {
    expect(resultOf(items(['already-so', 'done']), at).state).toBe('done')
    expect(resultOf(items(['already-so', 'already-so']), at).state).toBe('already-so')
    expect(resultOf([], at)).toMatchObject({ state: 'already-so', verifiedAt: at })
  })

  test('a call that a process left under way is not done', () => {
    expect(resultOf(items(['done', 'working']), at)).toMatchObject({
      state: 'working',
      verifiedAt: null,
    })
  })

  test('is not verified before AWS was read back', () => {
    expect(resultOf(items(['done']), null)).toMatchObject({ state: 'done', verifiedAt: null })
  })

  test('tells why, from the item that it is about', () => {
    const failure = failureOf('denied-by-scp')
    const [first, second] = items(['skipped', 'failed'])
    const result = resultOf([first!, { ...second!, failure, note: 'so it was' }], at)
    expect(result).toMatchObject({ state: 'failed', failure, note: 'so it was' })
  })
})

test('what has not begun is pending, item by item', () => {
  const target = targetOf(3)
  expect(pendingOutcome(target)).toMatchObject({ accountId: target.accountId, state: 'pending' })
  expect(pendingOutcome(target).items.map(({ itemId, state }) => [itemId, state])).toEqual(
    target.items.map(({ id }) => [id, 'pending']),
  )
})

describe('the counts', () => {
  const outcome = fc.record({
    state: stateOf,
    verified: fc.boolean(),
    times: fc.integer({ min: 1, max: 9 }),
  })

  test('lose nobody: the parts are the total', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 30 }), (outcomes) => {
        const { total, verified, ...parts } = countOutcomes(outcomes)
        expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(total)
        expect(total).toBe(outcomes.reduce((sum, { times }) => sum + times, 0))
        expect(verified).toBeLessThanOrEqual(parts.done + parts.alreadySo)
      }),
    )
  })

  test('call nothing verified that is not as wanted', () => {
    const wrong = outcomeStates.filter((state) => !isAsWanted(state))
    expect(countOutcomes(wrong.map((state) => ({ state, verified: true }))).verified).toBe(0)
  })
})
