import { expect, it } from 'vitest'
import { everyAccount } from '../../../shared/domain/account-query.ts'
import { filterSentence, isFiltered, sameFilter } from './filter-words.ts'

it('the filter that keeps everybody is not a filter, nor is a search of spaces', () => {
  expect(isFiltered(everyAccount)).toBe(false)
  expect(isFiltered({ ...everyAccount, search: '  ' })).toBe(false)
})
it('every field counts as a filter', () => {
  expect(isFiltered({ ...everyAccount, postures: ['unknown'] })).toBe(true)
  expect(isFiltered({ ...everyAccount, unitId: 'r-1' })).toBe(true)
  expect(isFiltered({ ...everyAccount, tag: 'Env' })).toBe(true)
  expect(isFiltered({ ...everyAccount, includeLeft: true })).toBe(true)
})
it('filters are the same whatever the order of their values', () => {
  const a = { ...everyAccount, findings: ['password', 'access-key'] as const }
  const b = { ...everyAccount, findings: ['access-key', 'password'] as const }
  expect(sameFilter({ ...a, findings: [...a.findings] }, { ...b, findings: [...b.findings] })).toBe(
    true,
  )
  expect(sameFilter(everyAccount, { ...everyAccount, search: 'x' })).toBe(false)
})
it('a filter without its chips still says whom it keeps', () => {
  expect(filterSentence(everyAccount)).toBe('every member account')
  expect(
    filterSentence({ ...everyAccount, postures: ['non-compliant', 'unknown'], search: ' prod ' }),
  ).toBe('non-compliant or unknown; matching “prod”')
})
