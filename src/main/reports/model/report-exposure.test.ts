import { expect, test } from 'vitest'
import { exposureAt } from './report-exposure.ts'
import { day, span, withKeys } from '../testing/some-evidence.ts'

const old = '2020-01-01T00:00:00.000Z'

test('nothing held is no exposure', () => {
  expect(exposureAt([], day(20))).toBeNull()
  expect(exposureAt([span(2, 5, { password: true }), span(6, 20)], day(20))).toBeNull()
})

test('what is dated counts from its date', () => {
  expect(exposureAt([span(2, 20, withKeys(['AKIA1'], old))], day(20))).toEqual({
    since: old,
    by: 'created',
    days: 2211,
  })
})

test('what is not dated counts from the first look in a row that saw anything', () => {
  const spans = [
    span(2, 3, { password: true }),
    span(4, 5),
    span(6, 8, { password: true }),
    span(9, 20, { accessKeys: true }),
  ]
  expect(exposureAt(spans, day(20))).toEqual({ since: day(6), by: 'seen', days: 14 })
})

test('a key that replaced another does not make the exposure younger', () => {
  const spans = [span(2, 8, withKeys(['AKIA1'], old)), span(9, 20, withKeys(['AKIA2'], day(9)))]
  expect(exposureAt(spans, day(20))?.since).toBe(old)
})

test('what was seen only after the instant is not told', () => {
  expect(exposureAt([span(2, 8), span(9, 20, { password: true })], day(8))).toBeNull()
})

test('a credential that is dated in the future, by another clock, has no negative age', () => {
  const spans = [span(20, 20, withKeys(['AKIA1'], day(21)))]
  expect(exposureAt(spans, day(20))).toEqual({ since: day(20), by: 'seen', days: 0 })
})
