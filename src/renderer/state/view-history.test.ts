import fc from 'fast-check'
import { expect, it } from 'vitest'
import { currentOf, pushed, replaced, stepped, type ViewHistory } from './view-history.ts'

const start: ViewHistory<number> = { entries: [0], index: 0 }

it('back after a step shows what was shown before it', () => {
  expect(currentOf(stepped(pushed(start, 1), -1))).toBe(0)
})

it('a step after going back forgets what lay ahead', () => {
  const history = pushed(stepped(pushed(start, 1), -1), 2)
  expect(history.entries).toEqual([0, 2])
  expect(stepped(history, 1)).toEqual(history)
})

it('a replaced view leaves no step behind', () => {
  expect(replaced(pushed(start, 1), 5)).toEqual({ entries: [0, 5], index: 1 })
})

it('whatever is done, there is always a view to show', () => {
  const move = fc.oneof(
    fc.nat().map((view) => (history: ViewHistory<number>) => pushed(history, view)),
    fc.nat().map((view) => (history: ViewHistory<number>) => replaced(history, view)),
    fc
      .constantFrom(-1 as const, 1 as const)
      .map((step) => (history: ViewHistory<number>) => stepped(history, step)),
  )
  fc.assert(
    fc.property(fc.array(move, { maxLength: 120 }), (moves) => {
      const history = moves.reduce((held, next) => next(held), start)
      expect(() => currentOf(history)).not.toThrow()
      expect(history.entries.length).toBeLessThanOrEqual(50)
    }),
  )
})
