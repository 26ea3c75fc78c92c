import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ApprovalRequest } from '../../shared/domain/approvals.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import { canonicalJson, sha256Hex } from '../journal/canonical-json.ts'
import { readDocument, signDocument, textOf } from '../operators/signed-document.ts'
import { required } from '../testing/trial.ts'
import { accountId, type Desk } from './testing/desk.ts'
import { approveAt, askAt, codeOf, seatOperators } from './testing/two-operators.ts'

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
    expect(bob.questions.filter(({ title }) => title.startsWith('Approve'))).toEqual([])
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
