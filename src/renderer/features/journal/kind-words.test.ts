import { expect, it } from 'vitest'
import { journalKinds } from '../../../shared/domain/journal.ts'
import { isGroupOn, journalGroups, toggledGroup } from './kind-words.ts'

it('every kind of entry is in exactly one group: none is out of reach of the filter', () => {
  const grouped = journalGroups.flatMap(({ kinds }) => [...kinds])
  expect(grouped.toSorted()).toEqual([...journalKinds].toSorted())
})
it('a group is switched on as a whole, also where some of it was on, and off again', () => {
  const [procedures, calls] = journalGroups
  const on = toggledGroup(['call-intent', 'case-note'], calls)
  expect(isGroupOn(on, calls)).toBe(true)
  expect(on).toContain('case-note')
  expect(toggledGroup(on, calls)).toEqual(['case-note'])
  expect(isGroupOn(on, procedures)).toBe(false)
})
