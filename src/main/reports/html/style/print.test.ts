import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quoted } from './print.ts'

it('no text leaves the string of CSS that it stands in, nor ends the style sheet', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(quoted(text)).toMatch(/^"(?:[\w .,:()-]|\\[0-9a-f]{1,6} )*"$/)
    }),
  )
})

it('a plain text stays readable', () => {
  expect(quoted('as of 2026-11-22 12:00 UTC')).toBe('"as of 2026-11-22 12:00 UTC"')
  expect(quoted('a"b')).toBe(String.raw`"a\22 b"`)
})
