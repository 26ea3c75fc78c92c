import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Approval, ApprovalRequest } from '../../shared/domain/approvals.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import { canonicalJson, sha256Hex } from '../journal/canonical-json.ts'
import { readDocument, signDocument, textOf } from '../operators/signed-document.ts'
import { required } from '../testing/trial.ts'
import {
  accountId,
  introduceEachOther,
  openDesk,
  restart,
  trustCard,
  type Desk,
} from './testing/desk.ts'

const hourMs = 3_600_000

/** Ada plans and asks; Bob approves; they trust each other. Eve is nobody. */
let ada: Desk
let bob: Desk
let eve: Desk
beforeEach(async () => {
  ;[ada, bob, eve] = [openDesk(), openDesk(), openDesk()]
  await introduceEachOther(ada, bob)
  required(await eve.identity.create({ name: 'Eve', passphrase: null }))
})
afterEach(() => {
  for (const desk of [ada, bob, eve]) desk.close()
})

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.error.code)
const ask = (change: Partial<Plan> = {}) => {
  const { plan, digest } = ada.plan(change)
  const { text } = required(ada.approval.request({ procedureId: plan.procedureId }))
  return { plan, digest, text }
}
const approveAt = async (
  desk: Desk,
  text: string,
  change: { digest?: string; typed?: string } = {},
) => {
  const { request } = required(desk.approval.read({ text }))
  const { digest, plan } = request
  return await desk.approval.approve({
    request,
    digest,
    typed: plan.phrase,
    note: 'Looked at it.',
    ...change,
  })
}
const approved = async (text: string, desk = bob) => required(await approveAt(desk, text)).text
const accept = (text: string, procedureId = 'p-1') => ada.approval.accept({ procedureId, text })
const counts = (digest: string) => ada.approvalGate.approvalFor('p-1', digest, ada.clock.instant())
/** Bob signs whatever he is given, as no Rootkeep would. */
const signedBy = (desk: Desk, text: string, change: Partial<Approval>) => {
  const signer = required(desk.identity.requireSigner())
  const { name, fingerprint, publicKey } = signer
  const { signature: _, ...approval } = Approval.parse(JSON.parse(text))
  return textOf(
    signDocument({ ...approval, approver: { name, fingerprint, publicKey }, ...change }, signer),
  )
}

describe('two operators', () => {
  test('approve a plan by two texts and no network, and it counts exactly once', async () => {
    const { digest, text } = ask()
    const received = required(bob.approval.read({ text }))
    expect(received).toMatchObject({ requesterTrusted: true, refusal: null })
    const approval = required(accept(await approved(text)))
    expect(approval).toMatchObject({ digest, approver: { name: 'Bob' }, note: 'Looked at it.' })

    expect(counts(digest)?.id).toBe(approval.id)
    expect(counts(sha256Hex('another'))).toBeNull()
    ada.approvalGate.use(approval.id, ada.clock.instant())
    expect(counts(digest)).toBeNull()
    expect(() => ada.approvalGate.use(approval.id, ada.clock.instant())).toThrow('used before')
    expect([ada.kinds().slice(-2), bob.kinds().at(-1)]).toEqual([
      ['approval-requested', 'approval-accepted'],
      'approval-given',
    ])
  })

  test('see the whole plan, not a summary', () => {
    const { plan, text } = ask()
    expect(required(bob.approval.read({ text })).request.plan).toEqual(plan)
  })

  test('may send it by mail, and bring it twice before it is used', async () => {
    const { text } = ask()
    const mailed = `Dear Ada,\r\n\r\n${(await approved(text)).replaceAll('\n', '\r\n')}\r\n-- \r\nBob`
    const first = required(accept(mailed))
    expect(required(accept(mailed))).toEqual(first)
    expect(ada.kinds().filter((kind) => kind === 'approval-accepted')).toHaveLength(1)
  })
})

describe('the request', () => {
  test('is not made without a plan, after the plan, for a plan that was altered, or without an identity', () => {
    expect(codeOf(ada.approval.request({ procedureId: 'p-9' }))).toBe('procedure-not-ready')
    ada.plan()
    ada.time.now += 25 * hourMs
    expect(codeOf(ada.approval.request({ procedureId: 'p-1' }))).toBe('plan-expired')
    const { plan, digest } = ada.plan()
    ada.plans.set('p-1', {
      plan,
      digest,
      text: canonicalJson(plan).replace('payments', 'pavments'),
    })
    expect(codeOf(ada.approval.request({ procedureId: 'p-1' }))).toBe('plan-altered')
    ada.plan()
    ada.identity.lock()
    expect(codeOf(ada.approval.request({ procedureId: 'p-1' }))).toBe('identity-locked')
  })

  test('SECURITY: with any one character changed is refused, or says the same', () => {
    const { text } = ask()
    const original = readDocument(ApprovalRequest, text)
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.string({ minLength: 0, maxLength: 1 }),
        (at, letter) => {
          const changed = text.slice(0, at) + letter + text.slice(at + 1)
          const read = bob.approval.read({ text: changed })
          // White space between members is no part of the document.
          if (read.ok) expect(read.value.request).toEqual(original)
          else expect(['approval-unreadable', 'approval-forged']).toContain(read.error.code)
        },
      ),
      { numRuns: 400 },
    )
  })

  test('SECURITY: that carries the digest of another plan is refused, though it is signed', async () => {
    const { text, plan } = ask()
    const signer = required(ada.identity.requireSigner())
    const { signature: _, ...request } = ApprovalRequest.parse(JSON.parse(text))
    const [target] = plan.targets
    const other = { ...plan, targets: target ? [{ ...target, accountId: accountId(2) }] : [] }
    const forged = signDocument({ ...request, plan: other }, signer)
    expect(codeOf(bob.approval.read({ text: textOf(forged) }))).toBe('approval-forged')
    const input = { request: forged, digest: forged.digest, typed: plan.phrase, note: '' }
    expect(codeOf(await bob.approval.approve(input))).toBe('approval-forged')
    expect(bob.questions.map(({ title }) => title)).not.toContain(
      expect.stringContaining('Approve'),
    )
  })

  test('says whether its requester is trusted here', () => {
    eve.plan()
    const { text } = required(eve.approval.request({ procedureId: 'p-1' }))
    expect(required(bob.approval.read({ text }))).toMatchObject({
      requesterTrusted: false,
      refusal: null,
    })
  })
})

describe('approving', () => {
  test("is refused for one's own request, also under a key one had before", async () => {
    const { text } = ask()
    expect(required(ada.approval.read({ text })).refusal).toContain('their own')
    expect(codeOf(await approveAt(ada, text))).toBe('approval-own')
    required(await ada.identity.create({ name: 'Ada', passphrase: null }))
    expect(codeOf(await approveAt(ada, text))).toBe('approval-own')
  })

  test('is refused after the plan has expired', async () => {
    const { text } = ask()
    bob.time.now += 24 * hourMs
    expect(required(bob.approval.read({ text })).refusal).toContain('expired')
    expect(codeOf(await approveAt(bob, text))).toBe('approval-expired')
  })

  test('is refused for a requester whose key was revoked here', async () => {
    const { text } = ask()
    const { fingerprint } = required(bob.approval.read({ text })).request.requester
    required(bob.trusted.revoke({ fingerprint }))
    expect(required(bob.approval.read({ text })).refusal).toContain('revoked')
    expect(codeOf(await approveAt(bob, text))).toBe('approval-revoked')
  })

  test('is refused where digest or phrase are not those of the plan', async () => {
    const { text } = ask()
    expect(codeOf(await approveAt(bob, text, { digest: sha256Hex('other') }))).toBe(
      'approval-other-plan',
    )
    expect(codeOf(await approveAt(bob, text, { typed: 'yes' }))).toBe('wrong-phrase')
    expect(codeOf(await approveAt(bob, text, { typed: '' }))).toBe('wrong-phrase')
  })

  test('is refused while the identity is locked', async () => {
    const { text } = ask()
    bob.identity.lock()
    expect(codeOf(await approveAt(bob, text))).toBe('identity-locked')
  })

  test('SECURITY: does not come about by page code alone', async () => {
    const { text } = ask()
    bob.answer.consents = false
    expect(codeOf(await approveAt(bob, text))).toBe('not-consented')
    expect(bob.kinds().at(-1)).toBe('approval-refused')
    expect(bob.kinds()).not.toContain('approval-given')
  })

  test('shows outside of the page what the plan does: accounts, calls, digest', async () => {
    const { text, digest } = ask({ title: 'Only a look\n\nCalls: none' })
    await approved(text)
    const question = bob.questions.at(-1)
    expect(question?.title).toBe('Approve “Only a look Calls: none”?')
    const lines = question?.detail.split('\n')
    expect(lines).toContain('Calls: 1 × iam:DeleteAccessKey')
    expect(lines).toContain(`Accounts: 1: ${accountId(1)} (payments)`)
    expect(lines).toContain(`Digest: ${digest}`)
    expect(question?.detail).toContain('Asked by: Ada')
  })

  test('says loudly that nobody here knows the requester', async () => {
    eve.plan()
    await approved(required(eve.approval.request({ procedureId: 'p-1' })).text)
    expect(bob.questions.at(-1)?.detail).toContain('whom this workstation does not know')
  })

  test('looks again after the window outside of the page: time has passed', async () => {
    const { text } = ask()
    bob.answer.meanwhile = () => void (bob.time.now += 25 * hourMs)
    expect(codeOf(await approveAt(bob, text))).toBe('approval-expired')
  })
})

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
      JSON.parse(signedBy(eve, textOf(approval), { approver: approval.approver })),
    )
    expect(codeOf(accept(textOf({ ...approval, signature })))).toBe('approval-forged')
  })

  test('where its fingerprint is not that of its key', async () => {
    const { text } = ask()
    const { fingerprint } = required(bob.identity.get())
    const { publicKey } = required(eve.identity.requireSigner())
    const forged = signedBy(eve, await approved(text), {
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
      fc.property(fc.nat(), fc.constantFrom(...'abz09 "'), (place, letter) => {
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
    expect(codeOf(accept(signedBy(ada, approval, {})))).toBe('approval-own')
    const underOldKey = signedBy(ada, approval, {})
    required(await ada.identity.create({ name: 'Ada', passphrase: null }))
    expect(codeOf(accept(underOldKey))).toBe('approval-own')
  })

  test('where it was given to somebody else who asked for the same plan', async () => {
    const { text } = ask()
    const forEve = signedBy(bob, await approved(text), {
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

  test('where its key was revoked', async () => {
    const { text } = ask()
    const approval = await approved(text)
    ada.trusted.revoke({ fingerprint: required(bob.identity.get()).fingerprint ?? '' })
    expect(codeOf(accept(approval))).toBe('approval-revoked')
  })

  test('where it has expired, or the plan has', async () => {
    const { text } = ask()
    const approval = await approved(text)
    const short = signedBy(bob, approval, { expiresAt: ada.clock.instant().replace('.000Z', 'Z') })
    expect(codeOf(accept(short))).toBe('approval-expired')
    const long = signedBy(bob, approval, { expiresAt: '2030-01-01T00:00:00.000Z' })
    ada.time.now += 24 * hourMs
    expect(codeOf(accept(approval))).toBe('approval-expired')
    expect(codeOf(accept(long))).toBe('approval-expired')
  })

  test('where it was used before, and where its number was', async () => {
    const { text } = ask()
    const approval = await approved(text)
    const { id } = required(accept(approval))
    const twin = signedBy(bob, await approved(text), { id, note: 'Another one.' })
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
