import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDigitPermutation } from './digit-permutation.ts'

test('it is FF1: the sample 7 that NIST publishes comes out', () => {
  const key = Buffer.from('2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc6a94', 'hex')
  expect(createDigitPermutation(key, 10)('0123456789')).toBe('6657667009')
})

test('two account IDs never become the same, and each becomes the same again', () => {
  const permuted = createDigitPermutation(Buffer.alloc(32, 7), 12)
  const again = createDigitPermutation(Buffer.alloc(32, 7), 12)
  const accountId = fc
    .integer({ min: 0, max: 10 ** 12 - 1 })
    .map((n) => String(n).padStart(12, '0'))
  fc.assert(
    fc.property(accountId, accountId, (one, other) => {
      expect(permuted(one)).toMatch(/^\d{12}$/)
      expect(permuted(one)).toBe(again(one))
      expect(permuted(one) === permuted(other)).toBe(one === other)
    }),
  )
  const neighbours = Array.from({ length: 20_000 }, (_, n) => String(n).padStart(12, '0'))
  expect(new Set(neighbours.map(permuted)).size).toBe(neighbours.length)
})

test('another key gives other pseudonyms', () => {
  const [one, other] = [1, 2].map((byte) => createDigitPermutation(Buffer.alloc(32, byte), 12))
  expect(one?.('111122223333')).not.toBe(other?.('111122223333'))
})
