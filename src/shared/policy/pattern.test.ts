import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  actionFits,
  arnFits,
  arnPartsOf,
  arnTextsOf,
  commonText,
  fits,
  literalOf,
  patternOf,
} from './pattern.ts'

const patternText = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', ':'), maxLength: 10 })
const plainText = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 14 })

test('a pattern fits what the regular expression of the same meaning fits', () => {
  fc.assert(
    fc.property(patternText, plainText, (pattern, text) => {
      const source = pattern.replaceAll('*', '.*').replaceAll('?', '.')
      expect(fits(patternOf(pattern), text)).toBe(new RegExp(`^${source}$`).test(text))
    }),
    { numRuns: 1_000 },
  )
})

test('a literal fits itself alone, asterisks included', () => {
  expect(fits(literalOf('a*'), 'a*')).toBe(true)
  expect(fits(literalOf('a*'), 'ab')).toBe(false)
})

test('a text that two patterns have in common fits both, and is found wherever there is one', () => {
  fc.assert(
    fc.property(patternText, patternText, plainText, (a, b, text) => {
      const [one, other] = [patternOf(a), patternOf(b)]
      const common = commonText(one, other)
      if (common !== null) expect([fits(one, common), fits(other, common)]).toEqual([true, true])
      if (fits(one, text) && fits(other, text)) expect(common).not.toBeNull()
    }),
    { numRuns: 2_000 },
  )
})

const fitsArn = (pattern: string, arn: string) =>
  arnFits(arnPartsOf(patternOf(pattern)), arnTextsOf(arn))

test('a wildcard of an ARN stays between its colons', () => {
  const admin = 'arn:aws:iam::111122223333:role/team:a/admin'
  expect(fitsArn('arn:aws:iam::*:role/*', admin)).toBe(true)
  expect(fitsArn('arn:*:*:*:*:other', admin)).toBe(false)
  expect(fitsArn('arn:*:role/*', admin)).toBeNull()
  expect(fitsArn('arn:aws:*::111122223333:role/*/admin', admin)).toBe(true)
  expect(fitsArn('*', admin)).toBe(true)
})

test.each([
  ['s3:Put*Policy', 's3:PutBucketPolicy', true],
  ['S3:PUT*', 's3:PutBucketPolicy', true],
  ['s3:PutBucketPolic?', 's3:PutBucketPolicy', true],
  ['s3:PutBucketPolicy?', 's3:PutBucketPolicy', false],
  ['s3:Put', 's3:PutBucketPolicy', false],
  ['*', 's3:PutBucketPolicy', true],
  ['*:*', 's3:PutBucketPolicy', true],
  ['s3:*Object', 's3:PutBucketPolicy', false],
])('the action %s takes in %s: %s', (pattern, action, expected) => {
  expect(actionFits(pattern, action)).toBe(expected)
})

test('a hostile pattern is answered at once', { timeout: 2_000 }, () => {
  expect(fits(patternOf(`${'a*'.repeat(300)}b`), 'a'.repeat(5_000))).toBe(false)
  expect(commonText(patternOf('*a'.repeat(150)), patternOf('*b'.repeat(150)))).toBeNull()
  expect(commonText(patternOf(`${'*a'.repeat(150)}*`), patternOf('*b'.repeat(150)))).not.toBeNull()
})
