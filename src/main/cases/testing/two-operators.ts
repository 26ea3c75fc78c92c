import { Approval } from '../../../shared/domain/approvals.ts'
import type { Plan } from '../../../shared/domain/plans.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import { signDocument, textOf } from '../../operators/signed-document.ts'
import { required } from '../../testing/trial.ts'
import { openDesk, trustCard, type Desk } from './desk.ts'

export type Operators = {
  /** Plans and asks. */
  readonly ada: Desk
  /** Approves; Ada and Bob trust each other. */
  readonly bob: Desk
  /** Has an identity, and is trusted by nobody. */
  readonly eve: Desk
}

/** Three operators at three workstations, with no network between them. */
export async function seatOperators(): Promise<Operators> {
  const desks = { ada: openDesk(), bob: openDesk(), eve: openDesk() }
  required(await desks.ada.identity.create({ name: 'Ada', passphrase: null }))
  required(await desks.bob.identity.create({ name: 'Bob', passphrase: null }))
  required(await desks.eve.identity.create({ name: 'Eve', passphrase: null }))
  await trustCard(desks.ada, desks.bob)
  await trustCard(desks.bob, desks.ada)
  return desks
}

/** Plans at a desk, and asks for the approval of the plan. */
export function askAt(desk: Desk, change: Partial<Plan> = {}) {
  const { plan, digest } = desk.plan(change)
  const { text } = required(desk.approval.request({ procedureId: plan.procedureId }))
  return { plan, digest, text }
}

/** Approves a request at a desk, as its window does. */
export async function approveAt(
  desk: Desk,
  text: string,
  change: { digest?: string; typed?: string } = {},
) {
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

/** The approval with something else in it, signed at a desk that signs whatever it is given, as no Rootkeep would. */
export function signedAnew(desk: Desk, text: string, change: Partial<Approval> = {}): string {
  const signer = required(desk.identity.requireSigner())
  const { name, fingerprint, publicKey } = signer
  const { signature: _, ...approval } = Approval.parse(JSON.parse(text))
  return textOf(
    signDocument({ ...approval, approver: { name, fingerprint, publicKey }, ...change }, signer),
  )
}

/** The code of a failure, or `ok`. */
export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.error.code
}
