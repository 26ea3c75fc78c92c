import { expect, it } from 'vitest'
import { everyAccount, type Unit } from '../../../shared/domain/account-query.ts'
import { scopeSentence, unitOptions } from './scope-choice.ts'

const unit = (id: string, name: string, parentId: string | null): Unit => ({
  id,
  name,
  parentId,
  accounts: 1,
  nonCompliant: 0,
  unknown: 0,
})
const units = [
  unit('ou-c', 'Prod', 'ou-b'),
  unit('r-a', 'Root', null),
  unit('ou-b', 'Workloads', 'r-a'),
  unit('ou-x', 'Lost', 'ou-not-read'),
]

it('every unit can be chosen, however deep, also one whose parent was not read', () => {
  expect(unitOptions(units, null).map(({ value }) => value)).toEqual([
    'any',
    'ou-x',
    'r-a',
    'ou-b',
    'ou-c',
  ])
})
it('a unit that is gone stays chosen until another one is', () => {
  expect(unitOptions(units, 'ou-gone').map(({ value }) => value)).toContain('ou-gone')
})
it('the scope is said with names, and all of it where nothing is narrowed', () => {
  expect(scopeSentence(everyAccount, units)).toBe('Every member account.')
  expect(scopeSentence({ ...everyAccount, unitId: 'ou-b' }, units)).toBe('Below Workloads.')
})
