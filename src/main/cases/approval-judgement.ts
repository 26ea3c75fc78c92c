import type { Instant } from '../../shared/domain/accounts.ts'
import type { Approval, ApprovalRequest } from '../../shared/domain/approvals.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { TrustedOperator } from '../../shared/domain/operators.ts'
import { canonicalJson, sha256Hex } from '../journal/canonical-json.ts'
import { fingerprintOf } from '../operators/fingerprint.ts'
import { isSignedWith } from '../operators/signed-document.ts'

/** What this workstation knows of keys. */
export type KnownKeys = {
  /** True for every key that was ever this workstation's own. */
  isOwn(fingerprint: string): boolean
  /** Who the owner of a key is here; null where nobody trusted it. */
  operator(fingerprint: string): TrustedOperator | null
}

/** The plan that an approval must be for, as the record has it. */
export type PlanInQuestion = {
  readonly procedureId: string
  readonly digest: string
  readonly expiresAt: Instant
}

/**
 * Why an approval does not count for a plan; null where it does. Whether it was used before is the record's to say.
 *
 * SECURITY: the order is fixed, so that what is said first is what is worst: a text that nobody signed says nothing about anything else.
 */
export function refusalOfApproval(
  approval: Approval,
  plan: PlanInQuestion,
  keys: KnownKeys,
  now: Instant,
): Failure | null {
  const { approver } = approval
  if (!isSignedWith(approval, approver.publicKey) || !namesItself(approver)) {
    return failureOf('approval-forged')
  }
  if (approval.procedureId !== plan.procedureId || approval.digest !== plan.digest) {
    return failureOf('approval-other-plan')
  }
  if (keys.isOwn(approver.fingerprint) || approver.fingerprint === approval.requesterFingerprint) {
    return failureOf('approval-own')
  }
  if (!keys.isOwn(approval.requesterFingerprint)) {
    return failureOf('approval-other-plan', {
      message: 'The approval was given to somebody else, who asked for it with another key.',
    })
  }
  const operator = keys.operator(approver.fingerprint)
  if (operator === null || operator.publicKey !== approver.publicKey) {
    return failureOf('approval-untrusted')
  }
  if (operator.revokedAt !== null) return failureOf('approval-revoked')
  return isPast(approval.expiresAt, now) || isPast(plan.expiresAt, now)
    ? failureOf('approval-expired')
    : null
}

/** Why a request cannot even be read as one: it is not what its requester signed, or its digest is not that of its plan. Null where it can. */
export function flawOfRequest(request: ApprovalRequest): Failure | null {
  const { requester, plan, digest } = request
  if (!isSignedWith(request, requester.publicKey) || !namesItself(requester)) {
    return failureOf('approval-forged')
  }
  if (sha256Hex(canonicalJson(plan)) !== digest) {
    return failureOf('approval-forged', {
      message: 'The digest in this request is not that of the plan in it.',
    })
  }
  return null
}

/** Why a request that is what it says cannot be approved here; null where it can. */
export function refusalOfRequest(
  { requester, plan }: ApprovalRequest,
  keys: KnownKeys,
  now: Instant,
): Failure | null {
  if (keys.isOwn(requester.fingerprint)) return failureOf('approval-own')
  const operator = keys.operator(requester.fingerprint)
  if (operator !== null && operator.revokedAt !== null) {
    return failureOf('approval-revoked', {
      message: `The key of ${operator.name}, who asks, was revoked on this workstation.`,
    })
  }
  return isPast(plan.expiresAt, now) ? failureOf('approval-expired') : null
}

/** The fingerprint that somebody shows is that of the key they sign with. */
function namesItself({
  fingerprint,
  publicKey,
}: {
  fingerprint: string
  publicKey: string
}): boolean {
  return fingerprintOf(publicKey) === fingerprint
}

/** By the clock, not by the letters: others may write their instants with fewer digits. */
function isPast(end: Instant, now: Instant): boolean {
  return Date.parse(end) <= Date.parse(now)
}
