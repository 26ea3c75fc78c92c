import fc from 'fast-check'
import { expect, it } from 'vitest'
import { added, rangeTo, toggled, type Selection } from './selection.ts'

const none: Selection<string> = { ids: new Set(), anchor: null }

it('toggling twice leaves the selection as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), (held, id) => {
      const before = added(none, held)
      expect(toggled(toggled(before, id, 1), id, 1).ids).toEqual(before.ids)
    }),
  )
})

it('a second range is drawn from where the first one was', () => {
  const first = toggled(none, 'b', 1)
  expect(added(first, ['c', 'd']).anchor).toBe(1)
})

it('a range holds both its ends, in whichever direction it is drawn', () => {
  expect(rangeTo(7, 3)).toEqual({ from: 3, to: 7 })
  expect(rangeTo(3, 7)).toEqual({ from: 3, to: 7 })
  expect(rangeTo(null, 4)).toEqual({ from: 4, to: 4 })
})

it('changing a selection never changes the one before it', () => {
  toggled(none, 'a', 0)
  added(none, ['a'])
  expect(none.ids.size).toBe(0)
})
