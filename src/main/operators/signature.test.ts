import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isSignatureOf,
  newPrivateKey,
  privateKeyBytes,
  privateKeyFrom,
  publicKeyOf,
  signText,
} from './signature.ts'

const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64')

describe('a signature', () => {
  test('is Ed25519 as RFC 8032 has it (section 7.1, test 2: the letter "r")', () => {
    const publicKey = base64('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
    const signature = base64(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    )
    expect(isSignatureOf('r', signature, publicKey)).toBe(true)
    expect(isSignatureOf('s', signature, publicKey)).toBe(false)
  })

  test('fits the text that was signed and no other', () => {
    const key = newPrivateKey()
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        (text, other) => {
          fc.pre(text.isWellFormed() && other.isWellFormed() && text !== other)
          const signature = signText(text, key)
          expect(isSignatureOf(text, signature, publicKeyOf(key))).toBe(true)
          expect(isSignatureOf(other, signature, publicKeyOf(key))).toBe(false)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('has one spelling: no letter of it, nor of the key, can be another', () => {
    const key = newPrivateKey()
    const publicKey = publicKeyOf(key)
    const signature = signText('text', key)
    const spoilt = (text: string, at: number, letter: string) =>
      text.slice(0, at) + letter + text.slice(at + 1)
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom('A', 'D', 'x', '0', '9', '+', '/', '=', ' ', '\n', '-', '_'),
        (place, letter) => {
          const at = place % signature.length
          fc.pre(signature[at] !== letter)
          expect(isSignatureOf('text', spoilt(signature, at, letter), publicKey)).toBe(false)
          const inKey = place % publicKey.length
          fc.pre(publicKey[inKey] !== letter)
          expect(isSignatureOf('text', signature, spoilt(publicKey, inKey, letter))).toBe(false)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('of another key, of none, or of nonsense is none, and nothing throws', () => {
    const signature = signText('text', newPrivateKey())
    expect(isSignatureOf('text', signature, publicKeyOf(newPrivateKey()))).toBe(false)
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (text, one, other) => {
        expect(isSignatureOf(text, one, other)).toBe(false)
      }),
    )
  })
})

describe('a private key', () => {
  test('shows nothing of itself in JSON', () => {
    expect(JSON.stringify({ key: newPrivateKey() })).toBe('{"key":{}}')
  })

  test('is read back from its bytes, and only as the one that its public key names', () => {
    const key = newPrivateKey()
    const bytes = privateKeyBytes(key)
    const read = privateKeyFrom(bytes, publicKeyOf(key))
    expect(read && signText('text', read)).toBe(signText('text', key))
    expect(privateKeyFrom(bytes, publicKeyOf(newPrivateKey()))).toBeNull()
    expect(privateKeyFrom(Buffer.from('no key'), publicKeyOf(key))).toBeNull()
  })
})
