import type { Instant } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import { effectiveRule } from '../../shared/domain/procedure-rules.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AuditTarget } from '../audit/audit-service.ts'
import type { Clock } from '../clock.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Store } from '../database/store.ts'
import type { ShellServices } from '../shell-services.ts'
import { judgeConfirmation, onlyReads } from './confirmation.ts'
import { consentQuestion } from './consent-question.ts'
import type { Jobs } from './jobs.ts'
import { outlives } from './lasting-check.ts'
import type { ProcedureGuard } from './procedure-guard.ts'
import type { ProcedureKeeper } from './procedure-keeper.ts'
import type { ApprovalsForProcedures } from './procedure-ports.ts'
import type { ProcedureRunner } from './procedure-runner.ts'

/** What the window sends to confirm. None of it is believed. */
export type GivenConfirmation = {
  readonly procedureId: string
  readonly digest: string
  readonly typed: string
  readonly acknowledged: readonly string[]
}

type Judged = {
  readonly plan: Plan
  readonly target: AuditTarget
  readonly approvalId: string | null
}

/** Lets plans run. SECURITY: the one place from which an execution begins. */
export function createProcedureConfirmer(deps: {
  readonly store: Store
  readonly record: RecordStore
  readonly guard: ProcedureGuard
  readonly keeper: ProcedureKeeper
  readonly jobs: Jobs
  readonly runner: ProcedureRunner
  readonly approvals: ApprovalsForProcedures
  readonly clock: Clock
  readonly consent: ShellServices['consent']
  /** The connection that is open now; null where there is none. */
  readonly target: () => AuditTarget | null
  /** When the operator's credentials end for good; null where they do not, or are renewed by themselves. */
  readonly credentialsEnd: () => Instant | null
}) {
  const { store, record, guard, keeper, jobs, runner, approvals, clock } = deps

  function judge(given: GivenConfirmation): Outcome<Judged> {
    const found = guard.found(given.procedureId)
    if (!found.ok) return found
    const procedure = found.value
    const target = deps.target()
    if (!target) return fail(failureOf('nothing-connected'))
    if (jobs.isAtWork(procedure.id)) return fail(failureOf('procedure-not-ready'))
    // The rule of now, where it asks for more than that of then.
    const rule = effectiveRule(procedure.request.kind, store.settings.get())
    const obstacle = guard.permitted(procedure.request, rule)
    if (!obstacle.ok) return obstacle
    const needsApproval = rule.needsApproval || procedure.rule.needsApproval
    const approval =
      needsApproval && procedure.digest !== null
        ? approvals.approvalFor(procedure.id, procedure.digest, clock.instant())
        : null
    const judged = judgeConfirmation({
      ...given,
      procedure,
      planText: record.procedures.planText(procedure.id),
      callerArn: target.introduction.caller.arn,
      organizationId: target.introduction.organization.id,
      busyAccounts: jobs.busyAccounts(procedure.id),
      needsApproval,
      approved: approval !== null,
      maxAccounts: rule.maxAccounts,
      now: clock.instant(),
    })
    return judged.ok
      ? succeed({ plan: judged.plan, target, approvalId: approval?.id ?? null })
      : fail(judged.error)
  }

  function lastingWarning({ targets }: Plan): string | null {
    const end = deps.credentialsEnd()
    return outlives(targets.length, end, clock.now())
      ? `The credentials end at ${end}, probably before it is done: renew them first.`
      : null
  }

  function refused(procedure: KeptProcedure, error: Failure): Outcome<never> {
    keeper.tell(procedure, { kind: 'procedure-refused', detail: { code: error.code } })
    return fail(error)
  }

  /**
   * Lets a plan run. SECURITY: whatever the window says, main judges anew, and a person has to agree outside of the page.
   *
   * Errors: `not-found`, `nothing-connected`, `procedure-not-ready`, those of `judgeConfirmation`, `not-consented`.
   */
  return async function confirm(given: GivenConfirmation): Promise<Outcome<null>> {
    const id = given.procedureId
    const found = guard.found(id)
    if (!found.ok) return found
    const first = judge(given)
    if (!first.ok) return refused(found.value, first.error)
    const agreed =
      onlyReads(first.value.plan) ||
      (await deps.consent(
        consentQuestion(first.value.plan, given.digest, lastingWarning(first.value.plan)),
      ))
    if (!agreed) return refused(found.value, failureOf('not-consented'))
    // While somebody read the question, plan, case or session may have changed, or the same plan was confirmed twice.
    const second = judge(given)
    if (!second.ok) return refused(found.value, second.error)
    const { plan, target, approvalId } = second.value
    const now = clock.instant()
    keeper.move(
      id,
      { step: 'execute', state: 'working', confirmedAt: now, failure: null },
      {
        kind: 'procedure-confirmed',
        actor: plan.caller.arn,
        detail: {
          digest: given.digest,
          approval: approvalId,
          acknowledged: given.acknowledged.length,
          accounts: plan.targets.length,
        },
      },
      () => {
        if (approvalId !== null) approvals.use(approvalId, now)
      },
    )
    runner.execute(id, plan, target)
    return succeed(null)
  }
}
