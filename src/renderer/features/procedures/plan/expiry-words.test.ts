import { expect, it } from 'vitest'
import { expiryWords } from './expiry-words.ts'

const minute = 60_000

it('a plan that is over is never shown as if it held', () => {
  expect(expiryWords(0)).toBe('expired')
  expect(expiryWords(-1)).toBe('expired')
})
it('what is left is never rounded up', () => {
  expect(expiryWords(59 * minute + 59_000)).toBe('59 min')
  expect(expiryWords(90 * minute)).toBe('1 h 30 min')
})
it('the last minutes run by the second', () => {
  expect(expiryWords(9 * minute + 59_900)).toBe('9:59')
})
