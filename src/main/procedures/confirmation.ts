import type { AccountId, Instant } from '../../shared/domain/accounts.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { Plan } from '../../shared/domain/plans.ts'
import { sha256Hex } from '../journal/canonical-json.ts'
import type { KeptProcedure } from '../database/procedures.ts'

/** What is known at the moment somebody confirms. */
export type ConfirmationAttempt = {
  readonly procedure: PlannedProcedure & Pick<KeptProcedure, 'step' | 'state' | 'expiresAt'>
  /** The text of the plan as the record has it. */
  readonly planText: string | null
  /** The digest that was on screen. */
  readonly digest: string
  readonly typed: string
  readonly acknowledged: readonly string[]
  readonly callerArn: string
  readonly organizationId: string
  /** Accounts that another procedure works on at this moment. */
  readonly busyAccounts: ReadonlySet<AccountId>
  readonly needsApproval: boolean
  readonly approved: boolean
  /** The most accounts that the rule of now allows. */
  readonly maxAccounts: number
  readonly now: Instant
}

/** The refusal for a plan with an account on which another procedure works at this moment; null where there is none. */
export function whyBusy(
  { targets }: Pick<Plan, 'targets'>,
  busyAccounts: ReadonlySet<AccountId>,
): Failure | null {
  const busy = targets.find(({ accountId }) => busyAccounts.has(accountId))
  if (!busy) return null
  return failureOf('procedure-not-ready', {
    message: `Another procedure works on ${busy.accountId} at this moment.`,
  })
}

/** What of a procedure its plan has to fit. */
export type PlannedProcedure = Pick<KeptProcedure, 'id' | 'organizationId' | 'request' | 'digest'>

/** The plan that may run, or why none may. */
export type Confirmation =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly error: Failure }

/**
 * SECURITY: decides in main whether a plan may run. Nothing that the window says is believed: the plan is read from the record and hashed anew, and digest,
 * phrase, acknowledgements, time, caller and approval must all fit it.
 */
export function judgeConfirmation(attempt: ConfirmationAttempt): Confirmation {
  const { procedure, planText } = attempt
  const { step, state } = procedure
  if (step === 'approval' && !attempt.approved) return refuse('approval-needed')
  if ((step !== 'confirm' && step !== 'approval') || state !== 'waiting') {
    return refuse('procedure-not-ready')
  }
  const plan = planOf(procedure, planText)
  if (plan === null || procedure.digest !== attempt.digest) return refuse('plan-altered')
  if (plan.expiresAt !== procedure.expiresAt) return refuse('plan-altered')
  if (attempt.now >= plan.expiresAt) return refuse('plan-expired')
  if (plan.caller.arn !== attempt.callerArn || plan.organizationId !== attempt.organizationId) {
    return refuse('caller-changed')
  }
  const isNamed = plan.phrase !== '' || onlyReads(plan)
  if (!isNamed || attempt.typed.trim() !== plan.phrase) return refuse('wrong-phrase')
  const acknowledged = new Set(attempt.acknowledged)
  const missing = plan.targets
    .flatMap((target) => target.items)
    .find((item) => item.acknowledge !== null && !acknowledged.has(item.id))
  if (missing) return refuse('not-acknowledged')
  if (plan.targets.length > attempt.maxAccounts) return refuse('too-many-accounts')
  if (attempt.needsApproval && !attempt.approved) return refuse('approval-needed')
  const busy = whyBusy(plan, attempt.busyAccounts)
  return busy === null ? { ok: true, plan } : { ok: false, error: busy }
}

/** The plan of this procedure; null where the text is not the one that its digest is of, or is the plan of something else. */
export function planOf(
  { id, organizationId, request, digest }: PlannedProcedure,
  text: string | null,
): Plan | null {
  const plan = openPlan(text, digest)
  const fits =
    plan?.procedureId === id &&
    plan.organizationId === organizationId &&
    plan.kind === request.kind &&
    plan.caseId === request.caseId
  return fits ? plan : null
}

/** True where a plan changes nothing in AWS, so that nothing has to be typed and nobody is asked. */
export function onlyReads({ kind }: Pick<Plan, 'kind'>): boolean {
  return kind === 'audit-root-credentials'
}

/** Reads a plan back from its text; null where the text is not the one that has this digest, byte for byte. */
export function openPlan(text: string | null, digest: string | null): Plan | null {
  if (text === null || digest === null || sha256Hex(text) !== digest) return null
  const parsed = Plan.safeParse(valueOf(text))
  return parsed.success ? parsed.data : null
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function refuse(code: Failure['code']): Confirmation {
  return { ok: false, error: failureOf(code) }
}
