import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDesk, type Desk } from '../cases/testing/desk.ts'
import { required } from '../testing/trial.ts'
import { signDocument, textOf } from './signed-document.ts'

let ada: Desk
let bob: Desk
beforeEach(async () => {
  ada = openDesk()
  bob = openDesk()
  required(await ada.identity.create({ name: 'Ada', passphrase: null }))
  required(await bob.identity.create({ name: 'Bob', passphrase: null }))
})
afterEach(() => {
  ada.close()
  bob.close()
})

const cardOf = (desk: Desk) => required(desk.identity.card()).text
const fingerprintOf = (desk: Desk) => required(desk.identity.get()).fingerprint ?? ''
const codeOf = (outcome: { ok: boolean; error?: { code: string } }) => outcome.error?.code

describe('a card', () => {
  test('says whose it is, and trusts nobody by being read', () => {
    expect(required(ada.trusted.readCard({ text: cardOf(bob) }))).toEqual({
      name: 'Bob',
      fingerprint: fingerprintOf(bob),
    })
    expect(required(ada.trusted.operators())).toEqual([])
  })

  test('is refused where one letter of it was changed, or it is none', () => {
    const spoilt = cardOf(bob).replace('Bob', 'Bod')
    expect(codeOf(ada.trusted.readCard({ text: spoilt }))).toBe('approval-forged')
    expect(codeOf(ada.trusted.readCard({ text: 'hello' }))).toBe('approval-unreadable')
  })
})

describe('trusting an operator', () => {
  const trust = (text = cardOf(bob), fingerprint = fingerprintOf(bob)) =>
    ada.trusted.trust({ text, fingerprint })

  test('needs the person at the screen, who is shown name and fingerprint', async () => {
    const trusted = required(await trust())
    expect(trusted).toMatchObject([
      { name: 'Bob', fingerprint: fingerprintOf(bob), revokedAt: null },
    ])
    expect(ada.questions).toHaveLength(1)
    expect(ada.questions[0]?.title).toContain('Bob')
    expect(ada.questions[0]?.detail).toContain(fingerprintOf(bob))
    expect(ada.entries().at(-1)).toMatchObject({
      kind: 'operator-trusted',
      detail: { name: 'Bob', fingerprint: fingerprintOf(bob) },
    })
  })

  test('SECURITY: does not come about by page code alone', async () => {
    ada.answer.consents = false
    expect(codeOf(await trust())).toBe('not-consented')
    expect(required(ada.trusted.operators())).toEqual([])
    expect(ada.kinds()).not.toContain('operator-trusted')
  })

  test('is refused where the fingerprint that was compared is another', async () => {
    expect(codeOf(await trust(cardOf(bob), fingerprintOf(ada)))).toBe('fingerprint-differs')
    expect(codeOf(await trust(cardOf(bob), ''))).toBe('fingerprint-differs')
    expect(ada.questions).toEqual([])
  })

  test('is refused for oneself, also under a key that one had before', async () => {
    const before = { text: cardOf(ada), fingerprint: fingerprintOf(ada) }
    expect(codeOf(await ada.trusted.trust(before))).toBe('approval-own')
    required(await ada.identity.create({ name: 'Ada', passphrase: null }))
    expect(codeOf(await ada.trusted.trust(before))).toBe('approval-own')
  })

  test('twice is once', async () => {
    required(await trust())
    expect(required(await trust())).toHaveLength(1)
    expect(ada.questions).toHaveLength(1)
    expect(ada.kinds().filter((kind) => kind === 'operator-trusted')).toHaveLength(1)
  })

  test('points at a second key of the same name', async () => {
    required(await trust())
    required(await bob.identity.create({ name: 'Bob', passphrase: null }))
    required(await trust())
    expect(ada.questions.at(-1)?.detail).toContain('Another key of that name is trusted already')
  })

  test('shows a name that tries to be more than a name in one plain line', async () => {
    const signer = required(bob.identity.requireSigner())
    const name = 'Bob\n\nFingerprint: 0000-0000\u202e'
    const { publicKey } = signer
    const card = signDocument({ format: 'rootkeep-operator', version: 1, name, publicKey }, signer)
    const outcome = await trust(textOf(card))
    required(outcome)
    expect(ada.questions[0]?.title).toContain('Bob Fingerprint: 0000-0000')
    expect(ada.questions[0]?.title).not.toMatch(/[\n\u202e]/)
  })
})

describe('revoking an operator', () => {
  test('needs no consent, is journaled, and is final for that key', async () => {
    const theirs = { text: cardOf(bob), fingerprint: fingerprintOf(bob) }
    required(await ada.trusted.trust(theirs))
    ada.answer.consents = false
    const [revoked] = required(ada.trusted.revoke({ fingerprint: theirs.fingerprint }))
    expect(revoked?.revokedAt).toBe(ada.clock.instant())
    expect(ada.kinds().at(-1)).toBe('operator-revoked')
    ada.answer.consents = true
    expect(codeOf(await ada.trusted.trust(theirs))).toBe('approval-revoked')
    expect(required(ada.trusted.revoke({ fingerprint: theirs.fingerprint }))).toEqual([revoked])
    expect(ada.kinds().filter((kind) => kind === 'operator-revoked')).toHaveLength(1)
  })

  test('of somebody unknown is refused', () => {
    expect(codeOf(ada.trusted.revoke({ fingerprint: fingerprintOf(bob) }))).toBe('not-found')
  })
})
