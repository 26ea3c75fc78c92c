import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileWildcard, matchesWildcard } from './wildcard.ts'

const matches = (pattern: string, text: string) => matchesWildcard(compileWildcard(pattern), text)

const patternText = fc.string({
  unit: fc.constantFrom('a', 'b', '*', '?', ':', '.'),
  maxLength: 12,
})
const plainText = fc.string({ unit: fc.constantFrom('a', 'b', ':', '.'), maxLength: 16 })

test('a pattern matches exactly what the equivalent regular expression matches', () => {
  fc.assert(
    fc.property(patternText, plainText, (pattern, text) => {
      const source = pattern
        .replaceAll('.', String.raw`\.`)
        .replaceAll('*', '.*')
        .replaceAll('?', '.')
      expect(matches(pattern, text)).toBe(new RegExp(`^${source}$`).test(text))
    }),
    { numRuns: 2000 },
  )
})

test('text without wildcards matches itself and nothing else', () => {
  fc.assert(
    fc.property(plainText, plainText, (a, b) => {
      expect(matches(a, b)).toBe(a === b)
    }),
  )
})

test('a hostile pattern is answered at once', () => {
  const started = performance.now()
  expect(matches('a*'.repeat(200), `${'a'.repeat(5000)}b!`.slice(0, -1) + 'c'.repeat(10))).toBe(
    true,
  )
  expect(matches(`${'a*'.repeat(200)}z`, 'a'.repeat(5000))).toBe(false)
  expect(performance.now() - started).toBeLessThan(2000)
})
