import { randomUUID } from 'node:crypto'
import {
  Approval,
  ApprovalRequest,
  type ReceivedRequest,
  type TextFile,
} from '../../shared/domain/approvals.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { JournalDraft, JournalKind } from '../../shared/domain/journal.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Approvals } from '../database/approvals.ts'
import { sha256Hex } from '../journal/canonical-json.ts'
import type { Journal } from '../journal/journal.ts'
import type { IdentityService } from '../operators/identity-service.ts'
import { readDocument, signDocument, textOf } from '../operators/signed-document.ts'
import type { Pushes } from '../pushes.ts'
import type { ShellServices } from '../shell-services.ts'
import { approvalQuestion } from './approval-question.ts'
import {
  flawOfRequest,
  refusalOfApproval,
  refusalOfRequest,
  type KnownKeys,
} from './approval-judgement.ts'

/** A plan as the record has it: the text that the digest is taken of, and what is read from it. */
export type RecordedPlan = { readonly plan: Plan; readonly text: string; readonly digest: string }

export type ApprovalServiceDeps = {
  readonly approvals: Approvals
  readonly identity: Pick<IdentityService, 'requireSigner'>
  readonly keys: KnownKeys
  /** The plan of a procedure of this workstation; null where there is none. */
  readonly plan: (procedureId: string) => RecordedPlan | null
  readonly journal: Pick<Journal, 'write'>
  readonly clock: Clock
  readonly pushes: Pick<Pushes, 'changed'>
  readonly shell: Pick<ShellServices, 'consent'>
  /** Who does it, for the journal. */
  readonly actor: () => string
}

type ApproveInput = {
  readonly request: ApprovalRequest
  readonly digest: string
  readonly typed: string
  readonly note: string
}

/** Two-person approval by files or pasted text, with no network between the two. */
export function createApprovalService(deps: ApprovalServiceDeps) {
  const { approvals, identity, keys, journal, clock, pushes, shell, actor } = deps

  function draft(
    kind: JournalKind,
    plan: Pick<Plan, 'organizationId' | 'procedureId' | 'caseId'>,
    detail: JournalDraft['detail'],
  ): JournalDraft {
    const { organizationId, procedureId, caseId } = plan
    return { kind, organizationId, accountId: null, procedureId, caseId, actor: actor(), detail }
  }

  function refused(
    plan: Pick<Plan, 'organizationId' | 'procedureId' | 'caseId'>,
    failure: Failure,
    detail: JournalDraft['detail'],
  ): Outcome<never> {
    journal.write([
      draft('approval-refused', plan, { ...detail, code: failure.code, message: failure.message }),
    ])
    pushes.changed(['journal'])
    return fail(failure)
  }

  /** The plan of our own procedure, checked against its digest byte for byte. */
  function ownPlan(procedureId: string): Outcome<RecordedPlan> {
    const recorded = deps.plan(procedureId)
    if (!recorded) {
      return fail(failureOf('procedure-not-ready', { message: 'There is no plan to approve yet.' }))
    }
    const intact = sha256Hex(recorded.text) === recorded.digest
    return intact ? succeed(recorded) : fail(failureOf('plan-altered'))
  }

  return {
    /** The request for a procedure, to be handed to the second operator: the whole plan, signed. Errors: `procedure-not-ready`, `plan-altered`, `plan-expired`, `identity-missing`, `identity-locked`. */
    request({ procedureId }: { procedureId: string }): Outcome<TextFile> {
      const recorded = ownPlan(procedureId)
      if (!recorded.ok) return recorded
      const { plan, digest } = recorded.value
      if (Date.parse(plan.expiresAt) <= clock.now()) return fail(failureOf('plan-expired'))
      const signer = identity.requireSigner()
      if (!signer.ok) return signer
      const { name, fingerprint, publicKey } = signer.value
      const request = signDocument(
        {
          format: 'rootkeep-approval-request',
          version: 1,
          plan,
          digest,
          requester: { name, fingerprint, publicKey },
          requestedAt: clock.instant(),
        },
        signer.value,
      )
      journal.write([draft('approval-requested', plan, { digest, title: plan.title })])
      pushes.changed(['journal'])
      return succeed({ name: `rootkeep-request-${digest.slice(0, 8)}.json`, text: textOf(request) })
    },

    /** Reads a request that somebody handed over. Errors: `approval-unreadable`, `approval-forged`. */
    read({ text }: { text: string }): Outcome<ReceivedRequest> {
      const request = readDocument(ApprovalRequest, text)
      if (!request) return fail(failureOf('approval-unreadable'))
      const flaw = flawOfRequest(request)
      if (flaw) return fail(flaw)
      const requester = keys.operator(request.requester.fingerprint)
      return succeed({
        request,
        requesterTrusted: requester !== null && requester.revokedAt === null,
        refusal: refusalOfRequest(request, keys, clock.instant())?.message ?? null,
      })
    },

    /**
     * Signs the approval of a request. `digest` is the one that was on screen, `typed` the phrase of the plan.
     *
     * SECURITY: the page alone approves nothing: the person at the screen agrees in a window that is not the page, which shows what the plan does.
     *
     * Errors: `approval-forged`, `approval-other-plan`, `approval-own`, `approval-revoked`, `approval-expired`, `wrong-phrase`, `identity-missing`,
     * `identity-locked`, `not-consented`.
     */
    async approve({ request, digest, typed, note }: ApproveInput): Promise<Outcome<TextFile>> {
      const { plan, requester } = request
      const about = { digest: request.digest, requester: requester.fingerprint }
      const refusal = (): Failure | null =>
        flawOfRequest(request) ??
        (digest === request.digest ? null : failureOf('approval-other-plan')) ??
        refusalOfRequest(request, keys, clock.instant()) ??
        (typed.trim() === plan.phrase ? null : failureOf('wrong-phrase'))
      const before = refusal()
      if (before) return refused(plan, before, about)
      const ready = identity.requireSigner()
      if (!ready.ok) return ready
      if (!(await shell.consent(approvalQuestion(request, keys.operator(requester.fingerprint))))) {
        return refused(plan, failureOf('not-consented'), about)
      }
      // Time has passed in front of that window.
      const after = refusal()
      if (after) return refused(plan, after, about)
      const signer = identity.requireSigner()
      if (!signer.ok) return signer
      const { name, fingerprint, publicKey } = signer.value
      const approval = signDocument(
        {
          format: 'rootkeep-approval',
          version: 1,
          id: randomUUID(),
          procedureId: plan.procedureId,
          digest,
          requesterFingerprint: requester.fingerprint,
          approver: { name, fingerprint, publicKey },
          note,
          approvedAt: clock.instant(),
          expiresAt: plan.expiresAt,
        },
        signer.value,
      )
      journal.write([
        draft('approval-given', plan, {
          ...about,
          requesterName: requester.name,
          title: plan.title,
          approvalId: approval.id,
          expiresAt: approval.expiresAt,
          note,
        }),
      ])
      pushes.changed(['journal'])
      return succeed({
        name: `rootkeep-approval-${digest.slice(0, 8)}.json`,
        text: textOf(approval),
      })
    },

    /**
     * Takes an approval that was brought back. Bringing the same one again before it was used changes nothing.
     *
     * Errors, in the order of the checks: `procedure-not-ready`, `plan-altered`, `approval-unreadable`, `approval-forged`, `approval-other-plan`,
     * `approval-own`, `approval-untrusted`, `approval-revoked`, `approval-expired`, `approval-used`.
     */
    accept({ procedureId, text }: { procedureId: string; text: string }): Outcome<Approval> {
      const recorded = ownPlan(procedureId)
      if (!recorded.ok) return recorded
      const { plan, digest } = recorded.value
      const approval = readDocument(Approval, text)
      if (!approval) return fail(failureOf('approval-unreadable'))
      const about = { digest: approval.digest, approvalId: approval.id }
      const inQuestion = { procedureId, digest, expiresAt: plan.expiresAt }
      const kept = approvals.get(approval.id)
      const again = kept !== null && textOf(kept.approval) === textOf(approval)
      const refusal =
        refusalOfApproval(approval, inQuestion, keys, clock.instant()) ??
        (kept === null || (again && kept.usedAt === null) ? null : failureOf('approval-used'))
      if (refusal) {
        return refused(plan, refusal, { ...about, approver: approval.approver.fingerprint })
      }
      if (again) return succeed(approval)
      const { fingerprint } = approval.approver
      journal.write(
        [
          draft('approval-accepted', plan, {
            ...about,
            approver: fingerprint,
            approverName: keys.operator(fingerprint)?.name ?? '',
            expiresAt: approval.expiresAt,
            note: approval.note,
          }),
        ],
        () => approvals.add(approval, clock.instant()),
      )
      pushes.changed(['procedures', 'journal'])
      return succeed(approval)
    },
  }
}
