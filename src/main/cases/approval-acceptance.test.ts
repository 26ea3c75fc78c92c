import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Approval } from '../../shared/domain/approvals.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import { canonicalJson, sha256Hex } from '../journal/canonical-json.ts'
import { textOf } from '../operators/signed-document.ts'
import { required } from '../testing/trial.ts'
import { openDesk, restart, trustCard, type Desk } from './testing/desk.ts'
import { approveAt, askAt, codeOf, seatOperators, signedAnew } from './testing/two-operators.ts'

const hourMs = 3_600_000

let ada: Desk
let bob: Desk
let eve: Desk
beforeEach(async () => {
  ;({ ada, bob, eve } = await seatOperators())
})
afterEach(() => {
  for (const desk of [ada, bob, eve]) desk.close()
})

const ask = (change: Partial<Plan> = {}) => askAt(ada, change)
const approved = async (text: string, desk = bob) => required(await approveAt(desk, text)).text
const accept = (text: string, procedureId = 'p-1') => ada.approval.accept({ procedureId, text })
const counts = (digest: string) => ada.approvalGate.approvalFor('p-1', digest, ada.clock.instant())

describe('an approval that is brought back is refused', () => {
  test('where it is unreadable', async () => {
    const { text } = ask()
    const approval = await approved(text)
    for (const given of ['', 'yes, go ahead', approval.slice(0, -40), text]) {
      expect(codeOf(accept(given))).toBe('approval-unreadable')
    }
  })

  test('where its signature is that of somebody else', async () => {
    const { text } = ask()
    const approval = Approval.parse(JSON.parse(await approved(text)))
    const { signature } = Approval.parse(
      JSON.parse(signedAnew(eve, textOf(approval), { approver: approval.approver })),
    )
    expect(codeOf(accept(textOf({ ...approval, signature })))).toBe('approval-forged')
  })

  test('where its fingerprint is not that of its key', async () => {
    const { text } = ask()
    const { fingerprint } = required(bob.identity.get())
    const { publicKey } = required(eve.identity.requireSigner())
    const forged = signedAnew(eve, await approved(text), {
      approver: { name: 'Bob', fingerprint: fingerprint ?? '', publicKey },
    })
    expect(codeOf(accept(forged))).toBe('approval-forged')
  })

  test('where it is for another plan, even of the same procedure', async () => {
    const { text } = ask()
    const approval = await approved(text)
    ask({ reason: 'Planned anew.' })
    expect(codeOf(accept(approval))).toBe('approval-other-plan')
    ask({ procedureId: 'p-2' })
    expect(codeOf(accept(approval, 'p-2'))).toBe('approval-other-plan')
  })

  test('where the plan was changed by one byte since', async () => {
    const { text, plan } = ask()
    const approval = await approved(text)
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('a', 'b', 'z', '0', '9', ' ', '"'), (place, letter) => {
        const whole = canonicalJson(plan)
        const at = place % whole.length
        fc.pre(whole[at] !== letter)
        const changed = whole.slice(0, at) + letter + whole.slice(at + 1)
        // Whoever changes the record may change the digest with it, or forget to.
        ada.plans.set('p-1', { plan, text: changed, digest: sha256Hex(changed) })
        expect(codeOf(accept(approval))).toBe('approval-other-plan')
        ada.plans.set('p-1', { plan, text: changed, digest: sha256Hex(whole) })
        expect(codeOf(accept(approval))).toBe('plan-altered')
      }),
      { numRuns: 40 },
    )
  })

  test("where it is one's own, also under a key one had before", async () => {
    const { text } = ask()
    const approval = await approved(text)
    expect(codeOf(accept(signedAnew(ada, approval)))).toBe('approval-own')
    const underOldKey = signedAnew(ada, approval)
    required(await ada.identity.create({ name: 'Ada', passphrase: null }))
    expect(codeOf(accept(underOldKey))).toBe('approval-own')
  })

  test('where it was given to somebody else who asked for the same plan', async () => {
    const { text } = ask()
    const forEve = signedAnew(bob, await approved(text), {
      requesterFingerprint: required(eve.identity.get()).fingerprint ?? '',
    })
    expect(codeOf(accept(forEve))).toBe('approval-other-plan')
  })

  test('where nobody trusts its key here', async () => {
    const { text } = ask()
    expect(codeOf(accept(await approved(text, eve)))).toBe('approval-untrusted')
    await trustCard(ada, eve)
    expect(codeOf(accept(await approved(text, eve)))).toBe('ok')
  })

  test('where the trusted fingerprint belongs to another key in the record', async () => {
    const { text } = ask()
    const { publicKey } = required(eve.identity.requireSigner())
    ada.db.prepare('UPDATE operators SET public_key = ?').run(publicKey)
    expect(codeOf(accept(await approved(text)))).toBe('approval-untrusted')
  })

  test('where its key was revoked', async () => {
    const { text } = ask()
    const approval = await approved(text)
    ada.trusted.revoke({ fingerprint: required(bob.identity.get()).fingerprint ?? '' })
    expect(codeOf(accept(approval))).toBe('approval-revoked')
  })

  test('where it has expired, or the plan has', async () => {
    const { text } = ask()
    const approval = await approved(text)
    const short = signedAnew(bob, approval, { expiresAt: ada.clock.instant() })
    expect(codeOf(accept(short))).toBe('approval-expired')
    // Instants are compared as texts: one that is written otherwise is none.
    const odd = signedAnew(bob, approval, {
      expiresAt: ada.clock.instant().replace('.000Z', 'Z'),
    })
    expect(codeOf(accept(odd))).toBe('approval-unreadable')
    const long = signedAnew(bob, approval, { expiresAt: '2030-01-01T00:00:00.000Z' })
    ada.time.now += 24 * hourMs
    expect(codeOf(accept(approval))).toBe('approval-expired')
    expect(codeOf(accept(long))).toBe('approval-expired')
  })

  test('where it was used before, and where its number was', async () => {
    const { text } = ask()
    const approval = await approved(text)
    const { id } = required(accept(approval))
    const twin = signedAnew(bob, await approved(text), { id, note: 'Another one.' })
    expect(codeOf(accept(twin))).toBe('approval-used')
    ada.approvalGate.use(id, ada.clock.instant())
    expect(codeOf(accept(approval))).toBe('approval-used')
    expect(codeOf(accept(twin))).toBe('approval-used')
  })

  test('and the journal has each refusal with its code', async () => {
    const { text } = ask()
    accept(await approved(text, eve))
    expect(ada.entries().at(-1)).toMatchObject({
      kind: 'approval-refused',
      procedureId: 'p-1',
      detail: { code: 'approval-untrusted' },
    })
  })

  test('SECURITY: with any one character changed, or it says the same', async () => {
    const { text } = ask()
    const given = await approved(text)
    const original = Approval.parse(JSON.parse(given))
    fc.assert(
      fc.property(
        fc.nat(given.length - 1),
        fc.string({ minLength: 0, maxLength: 1 }),
        (at, letter) => {
          const outcome = accept(given.slice(0, at) + letter + given.slice(at + 1))
          if (outcome.ok) expect(outcome.value).toEqual(original)
          else expect(['approval-unreadable', 'approval-forged']).toContain(outcome.error.code)
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('an approval that was accepted', () => {
  test('counts no more once its key is revoked, or its time is over', async () => {
    const { text, digest } = ask()
    required(accept(await approved(text)))
    const later = new Date(ada.time.now + 24 * hourMs).toISOString()
    expect(ada.approvalGate.approvalFor('p-1', digest, later)).toBeNull()
    expect(counts(digest)).not.toBeNull()
    ada.trusted.revoke({ fingerprint: required(bob.identity.get()).fingerprint ?? '' })
    expect(counts(digest)).toBeNull()
  })

  test('and was changed in the record counts no more', async () => {
    const { text, digest } = ask()
    const { id, approver } = required(accept(await approved(text)))
    const changed = JSON.stringify({
      ...Approval.parse(JSON.parse(await approved(text))),
      id,
      approver,
    })
    ada.db.prepare('UPDATE approvals SET approval = ?').run(changed)
    expect(counts(digest)).toBeNull()
  })

  test('is still unused where the transaction that used it came to nothing, and used after a new start where it did not', async () => {
    const { text, digest } = ask()
    const { id } = required(accept(await approved(text)))
    const use = (thenFail: boolean) =>
      ada.journal.write(
        [
          {
            kind: 'procedure-confirmed',
            organizationId: null,
            accountId: null,
            procedureId: 'p-1',
            caseId: null,
            actor: 'Ada',
            detail: { digest },
          },
        ],
        () => {
          ada.approvalGate.use(id, ada.clock.instant())
          if (thenFail) throw new Error('the disk is full')
        },
      )
    expect(() => use(true)).toThrow('the disk is full')
    expect(counts(digest)?.id).toBe(id)
    use(false)
    ada = restart(ada)
    expect(counts(digest)).toBeNull()
    expect(ada.approvals.get(id)?.usedAt).toBe(ada.clock.instant())
  })

  test('is used by one of two processes only', async () => {
    const { text } = ask()
    const { id } = required(accept(await approved(text)))
    const other = openDesk({ folder: ada.folder, keyStore: ada.keyStore, time: ada.time })
    const attempts = [ada, other].map((desk) => {
      try {
        desk.approvalGate.use(id, desk.clock.instant())
        return true
      } catch {
        return false
      }
    })
    other.shut()
    expect(attempts).toEqual([true, false])
  })
})
