import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepJournal, strangerKey, type KeptJournal } from '../journal/testing/kept-journal.ts'
import { knownKeys } from './known-keys.ts'

let kept: KeptJournal
beforeEach(() => {
  kept = keepJournal()
})
afterEach(() => kept.close())

const at = '2026-11-22T12:00:00.000Z'
const key = (name: string) => ({ ...strangerKey(), name, fingerprint: name })

test('keys of this workstation and of those trusted here are known, and whose they are', () => {
  expect(knownKeys(kept.db)).toEqual([])
  const [first, second, bob, eve] = ['Ann', 'Ann Smith', 'Bob', 'Eve'].map(key)
  if (!first || !second || !bob || !eve) throw new Error('four keys were made')
  const sealed = { protection: 'passphrase', sealedKey: 'sealed' } as const
  const { identities, operators } = kept.record
  identities.replace({ ...first, ...sealed, createdAt: '2026-01-01T00:00:00.000Z' })
  identities.replace({ ...second, ...sealed, createdAt: at })
  for (const { name, fingerprint, publicKey } of [bob, eve]) {
    operators.add({ name, fingerprint, publicKey, trustedAt: at })
  }
  operators.revoke(eve.fingerprint, at)
  expect(knownKeys(kept.db)).toEqual([
    { publicKey: second.publicKey, knownAs: 'Ann Smith, the identity of this workstation' },
    {
      publicKey: first.publicKey,
      knownAs: `Ann, an identity that this workstation had until ${at}`,
    },
    { publicKey: bob.publicKey, knownAs: 'Bob, a trusted operator' },
  ])
})
