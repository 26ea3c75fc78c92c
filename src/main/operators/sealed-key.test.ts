import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openWithPassphrase, sealWithPassphrase, scryptCost } from './sealed-key.ts'

const secret = randomBytes(48)

test('what a passphrase seals opens with that passphrase for that key only, beside the event loop', async () => {
  let turns = 0
  const timer = setInterval(() => (turns += 1), 5)
  const sealed = await sealWithPassphrase(secret, 'correct horse Ä', 'key-1')
  clearInterval(timer)
  expect(turns).toBeGreaterThan(3)

  const [same, composed, other, elsewhere] = await Promise.all([
    openWithPassphrase(sealed, 'correct horse Ä', 'key-1'),
    openWithPassphrase(sealed, 'correct horse A\u0308', 'key-1'),
    openWithPassphrase(sealed, 'correct horse A', 'key-1'),
    openWithPassphrase(sealed, 'correct horse Ä', 'key-2'),
  ])
  expect(same?.equals(secret)).toBe(true)
  expect(composed?.equals(secret)).toBe(true)
  expect(other).toBeNull()
  expect(elsewhere).toBeNull()
})

test('SECURITY: the seal names scrypt at 2^17, 8, 1 and AES-256-GCM, and holds neither secret nor passphrase', async () => {
  const sealed = await sealWithPassphrase(secret, 'correct horse', 'key-1')
  expect(JSON.parse(sealed)).toMatchObject({
    kdf: 'scrypt',
    N: 131_072,
    r: 8,
    p: 1,
    cipher: 'aes-256-gcm',
  })
  expect(scryptCost).toEqual({ N: 131_072, r: 8, p: 1 })
  for (const form of ['hex', 'base64', 'latin1'] as const) {
    expect(sealed).not.toContain(secret.toString(form))
  }
  expect(sealed).not.toContain('correct horse')
})

test('a seal that was changed, or is none, opens nothing', async () => {
  const sealed = await sealWithPassphrase(secret, 'correct horse', 'key-1')
  const seal = JSON.parse(sealed) as Record<string, string>
  const otherTag = { ...seal, tag: randomBytes(16).toString('base64') }
  expect(await openWithPassphrase(JSON.stringify(otherTag), 'correct horse', 'key-1')).toBeNull()
  const dear = { ...seal, N: 2 ** 30 }
  expect(await openWithPassphrase(JSON.stringify(dear), 'correct horse', 'key-1')).toBeNull()
  expect(await openWithPassphrase('', 'correct horse', 'key-1')).toBeNull()
})
