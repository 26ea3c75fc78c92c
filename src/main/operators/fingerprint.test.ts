import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprintOf, isSameFingerprint } from './fingerprint.ts'

const publicKeys = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64'))

test('is the same for the same key on every computer', () => {
  // SHA-256 of 32 zero bytes begins 66687aad f862bd77 6c8fc18b 8e9f8e20 08971485.
  expect(fingerprintOf(Buffer.alloc(32).toString('base64'))).toBe(
    'CSM7-NBFR-CAYQ-EV4F-R65R-X7WE-4049-E545',
  )
})

test('is eight groups of four characters that the eye does not mix up', () => {
  fc.assert(
    fc.property(publicKeys, (key) => {
      expect(fingerprintOf(key)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){7}$/)
    }),
  )
})

test('tells any two keys apart', () => {
  fc.assert(
    fc.property(publicKeys, publicKeys, (one, other) => {
      fc.pre(one !== other)
      expect(isSameFingerprint(fingerprintOf(one), fingerprintOf(other))).toBe(false)
    }),
  )
})

test('is the same however its groups are written', () => {
  const fingerprint = fingerprintOf(Buffer.alloc(32).toString('base64'))
  expect(isSameFingerprint(fingerprint, fingerprint.toLowerCase().replaceAll('-', ' '))).toBe(true)
  expect(isSameFingerprint(fingerprint, fingerprint.slice(0, -1))).toBe(false)
  expect(isSameFingerprint(fingerprint, '')).toBe(false)
})
