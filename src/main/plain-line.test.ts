import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainLine } from './plain-line.ts'

test.each([
  ['a\nb', 'a b'],
  ['a\r\n\r\n   Digest: fine', 'a Digest: fine'],
  ['user\u202egnp.exe', 'user gnp.exe'],
  ['Ad\u200ba', 'Ad a'],
  ['a\u2028b', 'a b'],
  ['  Ada  ', 'Ada'],
  ['Åsa 🌱', 'Åsa 🌱'],
])('%j is shown as %j', (given, shown) => {
  expect(plainLine(given)).toBe(shown)
})

test('whatever it is given, it is one line of a length that was asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
      const line = plainLine(text, limit)
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      expect(Array.from(line).length).toBeLessThanOrEqual(limit + 1)
    }),
  )
})
