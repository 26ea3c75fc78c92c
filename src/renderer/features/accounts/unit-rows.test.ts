import { expect, it } from 'vitest'
import { parentRowOf, unitRowsOf } from './unit-rows.ts'

const unit = (id: string, parentId: string | null, name = id) => ({
  id,
  name,
  parentId,
  accounts: 0,
  nonCompliant: 0,
  unknown: 0,
})
const units = [unit('r', null), unit('b', 'r'), unit('a', 'r'), unit('a1', 'a')]
const ids = (flipped: string[]) => unitRowsOf(units, new Set(flipped)).map((row) => row.unit.id)

it('the root is open and its units are closed, by name', () =>
  expect(ids([])).toEqual(['r', 'a', 'b']))
it('what is flipped is the other way round', () => {
  expect(ids(['a'])).toEqual(['r', 'a', 'a1', 'b'])
  expect(ids(['r'])).toEqual(['r'])
})
it('a unit whose parent is missing stays in sight', () => {
  expect(unitRowsOf([unit('lost', 'gone')], new Set()).map((row) => row.level)).toEqual([1])
})
it('the parent of a line is the nearest one above that lies higher', () => {
  const rows = unitRowsOf(units, new Set(['a']))
  expect(parentRowOf(rows, 2)).toBe(1)
  expect(parentRowOf(rows, 3)).toBe(0)
  expect(parentRowOf(rows, 0)).toBeNull()
})
