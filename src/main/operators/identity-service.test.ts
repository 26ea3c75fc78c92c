import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newKeyStore, openDesk, restart, type Desk } from '../cases/testing/desk.ts'
import { required } from '../testing/trial.ts'
import { openWithPassphrase } from './sealed-key.ts'
import { isSignatureOf } from './signature.ts'

const passphrase = 'a quiet meadow in May'

let desk: Desk
beforeEach(() => {
  desk = openDesk()
})
afterEach(() => desk.close())

const state = () => required(desk.identity.get()).state
const codeOf = (outcome: { ok: boolean; error?: { code: string } }) => outcome.error?.code

/** A desk on a system without a key store. */
function withoutKeyStore(): void {
  desk.close()
  desk = openDesk({ keyStore: null })
}

describe('an identity that the key store of the system seals', () => {
  test('is made on first use and is at hand at once, also after a new start', async () => {
    expect(state()).toBe('none')
    expect(desk.identity.signer()).toBeNull()
    const made = required(await desk.identity.create({ name: 'Ada', passphrase: null }))
    expect(made).toMatchObject({ state: 'unlocked', name: 'Ada', protection: 'os', keyStore: true })
    const { publicKey } = required(desk.identity.requireSigner())

    desk = restart(desk)
    expect(required(desk.identity.get())).toEqual(made)
    const signer = required(desk.identity.requireSigner())
    expect(signer.publicKey).toBe(publicKey)
    expect(isSignatureOf('text', signer.sign('text'), publicKey)).toBe(true)
  })

  test('stays locked by hand until it is unlocked', async () => {
    required(await desk.identity.create({ name: 'Ada', passphrase: null }))
    expect(required(desk.identity.lock()).state).toBe('locked')
    expect(desk.identity.signer()).toBeNull()
    expect(codeOf(desk.identity.requireSigner())).toBe('identity-locked')
    expect(codeOf(desk.identity.card())).toBe('identity-locked')
    expect(required(await desk.identity.unlock({ passphrase: '' })).state).toBe('unlocked')
  })

  test('does not open on another computer, and says so', async () => {
    required(await desk.identity.create({ name: 'Ada', passphrase: null }))
    desk = restart(desk, { keyStore: newKeyStore() })
    expect(state()).toBe('locked')
    expect(codeOf(await desk.identity.unlock({ passphrase: '' }))).toBe('key-store-refused')
    desk = restart(desk, { keyStore: null })
    expect(state()).toBe('locked')
    expect(codeOf(await desk.identity.unlock({ passphrase: '' }))).toBe('key-store-refused')
  })

  test('does not open under a public key that was put in its place', async () => {
    required(await desk.identity.create({ name: 'Ada', passphrase: null }))
    desk.db
      .prepare('UPDATE identities SET public_key = ?')
      .run(Buffer.alloc(32, 7).toString('base64'))
    desk = restart(desk)
    expect(state()).toBe('locked')
  })
})

describe('an identity that a passphrase protects', () => {
  test('is asked for where there is no key store', async () => {
    withoutKeyStore()
    const refused = await desk.identity.create({ name: 'Ada', passphrase: null })
    expect(codeOf(refused)).toBe('invalid-input')
    expect(state()).toBe('none')
    expect(desk.kinds()).toEqual([])
  })

  test('is locked at each start, opens with the passphrase, and signs as the same key', async () => {
    withoutKeyStore()
    const made = required(await desk.identity.create({ name: 'Ada', passphrase }))
    expect(made).toMatchObject({ state: 'unlocked', protection: 'passphrase', keyStore: false })
    const { publicKey } = required(desk.identity.requireSigner())
    desk = restart(desk)
    expect(state()).toBe('locked')
    let unlocked = 0
    desk.identity.onUnlocked(() => (unlocked += 1))
    expect(codeOf(await desk.identity.unlock({ passphrase: `${passphrase}!` }))).toBe(
      'wrong-passphrase',
    )
    expect([state(), unlocked]).toEqual(['locked', 0])
    expect(required(await desk.identity.unlock({ passphrase })).state).toBe('unlocked')
    expect(unlocked).toBe(1)
    const signature = required(desk.identity.requireSigner()).sign('text')
    expect(isSignatureOf('text', signature, publicKey)).toBe(true)
  })

  test('SECURITY: is not tried without a pause after several wrong passphrases, not even the right one', async () => {
    withoutKeyStore()
    required(await desk.identity.create({ name: 'Ada', passphrase }))
    desk.identity.lock()
    const wrong = await Promise.all(
      Array.from({ length: 6 }, () => desk.identity.unlock({ passphrase: 'not this one' })),
    )
    const paused = wrong.map((outcome) => !outcome.ok && outcome.error.message.includes('pause'))
    expect(paused).toEqual([false, false, false, false, true, true])
    expect(codeOf(await desk.identity.unlock({ passphrase }))).toBe('wrong-passphrase')
    desk.time.now += 2_000
    expect(required(await desk.identity.unlock({ passphrase })).state).toBe('unlocked')
  })
})

describe('a new identity in the place of one', () => {
  test('is made only if the person at the screen agrees', async () => {
    const first = required(await desk.identity.create({ name: 'Ada', passphrase: null }))
    expect(desk.questions).toEqual([])
    desk.answer.consents = false
    expect(codeOf(await desk.identity.create({ name: 'Eve', passphrase: null }))).toBe(
      'not-consented',
    )
    expect(required(desk.identity.get())).toEqual(first)
    expect(desk.questions[0]?.detail).toContain(first.fingerprint)
  })

  test('leaves nothing of the old private key, and the old fingerprint stays own', async () => {
    const first = required(await desk.identity.create({ name: 'Ada', passphrase: null }))
    const second = required(await desk.identity.create({ name: 'Ada', passphrase: null }))
    expect(second.fingerprint).not.toBe(first.fingerprint)
    for (const { fingerprint } of [first, second]) {
      expect(desk.identity.isOwn(fingerprint ?? '')).toBe(true)
    }
    expect(desk.identity.isOwn('0000-0000')).toBe(false)
    const sealed = desk.db
      .prepare('SELECT sealed_key FROM identities WHERE retired_at IS NOT NULL')
      .all()
    expect(sealed).toEqual([{ sealed_key: null }])
  })
})

test('what makes an identity is in the journal, in the same transaction', async () => {
  const { fingerprint } = required(await desk.identity.create({ name: 'Ada', passphrase: null }))
  expect(desk.entries()).toMatchObject([
    {
      kind: 'identity-created',
      actor: 'Ada',
      detail: { name: 'Ada', fingerprint, protection: 'os', replaces: null },
    },
  ])
})

test('whoever waits for a signature hears at once where there is one already', async () => {
  let heard = 0
  desk.identity.onUnlocked(() => (heard += 1))
  expect(heard).toBe(0)
  required(await desk.identity.create({ name: 'Ada', passphrase: null }))
  expect(heard).toBe(1)
  desk.identity.onUnlocked(() => (heard += 1))
  expect(heard).toBe(2)
})

test('SECURITY: neither private key nor passphrase is in the record, in the journal, or in a push', async () => {
  withoutKeyStore()
  required(await desk.identity.create({ name: 'Ada', passphrase }))
  desk.identity.lock()
  await desk.identity.unlock({ passphrase: 'another one entirely' })
  required(await desk.identity.unlock({ passphrase }))
  required(desk.identity.card())
  const kept = desk.db
    .prepare<[], { sealed_key: string; public_key: string }>('SELECT * FROM identities')
    .get()
  const privateKey = await openWithPassphrase(
    kept?.sealed_key ?? '',
    passphrase,
    kept?.public_key ?? '',
  )
  if (!privateKey) throw new Error('the key must open for this test to mean anything')
  // The last 32 bytes of the PKCS #8 form are the key itself.
  const seed = privateKey.subarray(-32)
  const secrets = [
    Buffer.from(passphrase),
    Buffer.from('another one entirely'),
    ...[privateKey, seed].flatMap((bytes) => [
      bytes,
      Buffer.from(bytes.toString('hex')),
      Buffer.from(bytes.toString('base64').slice(0, 40)),
    ]),
  ]
  const written = [
    readFileSync(desk.file),
    readFileSync(`${desk.file}-wal`),
    Buffer.from(JSON.stringify([desk.pushed, desk.questions, desk.entries(), desk.identity.get()])),
  ]
  for (const secret of secrets) {
    for (const bytes of written) expect(bytes.includes(secret)).toBe(false)
  }
  expect(written.some((bytes) => bytes.includes(Buffer.from(kept?.public_key ?? '')))).toBe(true)
})
