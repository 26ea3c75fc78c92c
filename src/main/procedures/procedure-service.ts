import { randomUUID } from 'node:crypto'
import type { Approval } from '../../shared/domain/approvals.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import { effectiveRule } from '../../shared/domain/procedure-rules.ts'
import { isOver, type Procedure, type ProcedureRequest } from '../../shared/domain/procedures.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AuditTarget } from '../audit/audit-service.ts'
import type { Clock } from '../clock.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Store } from '../database/store.ts'
import type { ShellServices } from '../shell-services.ts'
import { judgeConfirmation } from './confirmation.ts'
import { consentQuestion } from './consent-question.ts'
import type { Jobs } from './jobs.ts'
import type { ProcedureEndings } from './procedure-endings.ts'
import type { ProcedureKeeper } from './procedure-keeper.ts'
import type { ProcedureGate } from './procedure-gate.ts'
import type { ApprovalsForProcedures } from './procedure-ports.ts'
import type { ProcedurePreparer } from './procedure-preparer.ts'
import type { ProcedureRunner } from './procedure-runner.ts'

export type ProcedureService = ReturnType<typeof createProcedureService>

export type ProcedureServiceDeps = {
  readonly store: Store
  readonly record: RecordStore
  readonly keeper: ProcedureKeeper
  readonly endings: ProcedureEndings
  readonly jobs: Jobs
  readonly preparer: ProcedurePreparer
  readonly runner: ProcedureRunner
  readonly gate: ProcedureGate
  readonly approvals: ApprovalsForProcedures
  readonly clock: Clock
  readonly consent: ShellServices['consent']
  /** The connection that is open now; null where there is none. */
  readonly target: () => AuditTarget | null
}

/** What the window can do with procedures: the calls of the contract's group `procedures` that change something. */
export function createProcedureService(deps: ProcedureServiceDeps) {
  const { store, record, keeper, endings, jobs, preparer, runner, approvals, clock } = deps
  const { found, connected, runnable, obstacleIn, isInDoubt } = deps.gate

  function refused(procedure: KeptProcedure, error: ReturnType<typeof failureOf>): Outcome<never> {
    keeper.tell(procedure, { kind: 'procedure-refused', detail: { code: error.code } })
    return fail(error)
  }

  const viewOf = (id: string): Outcome<Procedure> => {
    const procedure = keeper.get(id)
    return procedure ? succeed(keeper.view(procedure)) : fail(failureOf('not-found'))
  }

  return {
    /** Somebody whose word counts has approved the plan: it waits for its confirmation now. */
    approved({ procedureId, digest, approver }: Approval): void {
      const procedure = keeper.get(procedureId)
      if (procedure?.digest !== digest || procedure.step !== 'approval') return
      keeper.move(procedureId, { step: 'confirm', approvedBy: approver.fingerprint })
    },

    /** Keeps the request and begins to look. */
    begin(request: ProcedureRequest): Outcome<Procedure> {
      const target = deps.target()
      if (!target) return fail(failureOf('nothing-connected'))
      const rule = effectiveRule(request.kind, store.settings.get())
      const obstacle = obstacleIn(request, rule)
      if (!obstacle.ok) return obstacle
      const { caller, organization } = target.introduction
      const procedure: KeptProcedure = {
        id: randomUUID(),
        organizationId: organization.id,
        request,
        title: titleBefore(request),
        step: 'preflight',
        state: 'working',
        checks: [],
        digest: null,
        plannedAt: null,
        expiresAt: null,
        phrase: null,
        rule,
        createdAt: clock.instant(),
        createdBy: caller.arn,
        confirmedAt: null,
        endedAt: null,
        failure: null,
        rehearsedAt: null,
        approvedBy: null,
      }
      const { kind, caseId, ticket, reason } = request
      keeper.begin(procedure, {
        kind: 'procedure-opened',
        detail: { procedure: kind, ticket, reason, inCase: caseId !== null },
      })
      preparer.prepare(procedure.id, target)
      return viewOf(procedure.id)
    },

    /** Looks and plans anew. Not while a call is in doubt: what it did has to be known first. */
    replan(id: string): Outcome<Procedure> {
      const procedure = found(id)
      if (!procedure.ok) return procedure
      const target = connected(procedure.value)
      if (!target.ok) return target
      if (jobs.isAtWork(id) || isOver(procedure.value.state)) {
        return fail(failureOf('procedure-not-ready'))
      }
      const { request } = procedure.value
      const rule = effectiveRule(request.kind, store.settings.get())
      const obstacle = obstacleIn(request, rule)
      if (!obstacle.ok) return obstacle
      if (isInDoubt(id)) return fail(failureOf('in-doubt'))
      keeper.move(id, { rule, createdBy: target.value.introduction.caller.arn })
      preparer.prepare(id, target.value)
      return viewOf(id)
    },

    rehearse(id: string, digest: string): Outcome<Procedure> {
      const ready = runnable(id)
      if (!ready.ok) return ready
      const { procedure, plan, target } = ready.value
      if (procedure.digest !== digest) return fail(failureOf('plan-altered'))
      if (procedure.step !== 'confirm' && procedure.step !== 'approval') {
        return fail(failureOf('procedure-not-ready'))
      }
      runner.rehearse(id, plan, target)
      return viewOf(id)
    },

    /**
     * Lets a plan run. SECURITY: whatever the window says, main judges anew, and a person has to agree outside of the page.
     */
    async confirm(given: {
      procedureId: string
      digest: string
      typed: string
      acknowledged: readonly string[]
    }): Promise<Outcome<Procedure>> {
      const id = given.procedureId
      const before = found(id)
      if (!before.ok) return before
      const first = judge()
      if (!first.ok) return refused(before.value, first.error)
      // What only reads asks for nothing.
      const agreed =
        first.value.plan.phrase === '' ||
        (await deps.consent(consentQuestion(first.value.plan, given.digest)))
      if (!agreed) return refused(before.value, failureOf('not-consented'))
      // While somebody read the question, plan, case or session may have changed, or the same plan was confirmed twice.
      const second = judge()
      if (!second.ok) return refused(before.value, second.error)
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
      return viewOf(id)

      function judge(): Outcome<{ plan: Plan; target: AuditTarget; approvalId: string | null }> {
        const procedure = keeper.get(id)
        const target = deps.target()
        if (!procedure) return fail(failureOf('not-found'))
        if (!target) return fail(failureOf('nothing-connected'))
        if (jobs.isAtWork(id)) return fail(failureOf('procedure-not-ready'))
        // The rule of now, where it asks for more than that of then.
        const rule = effectiveRule(procedure.request.kind, store.settings.get())
        const obstacle = obstacleIn(procedure.request, rule)
        if (!obstacle.ok) return obstacle
        const needsApproval = rule.needsApproval || procedure.rule.needsApproval
        const approval =
          needsApproval && procedure.digest !== null
            ? approvals.approvalFor(id, procedure.digest, clock.instant())
            : null
        const judged = judgeConfirmation({
          ...given,
          procedure,
          planText: record.procedures.planText(id),
          callerArn: target.introduction.caller.arn,
          organizationId: target.introduction.organization.id,
          busyAccounts: jobs.busyAccounts(id),
          needsApproval,
          approved: approval !== null,
          maxAccounts: rule.maxAccounts,
          now: clock.instant(),
        })
        return judged.ok
          ? succeed({ plan: judged.plan, target, approvalId: approval?.id ?? null })
          : fail(judged.error)
      }
    },

    provideCode(id: string, code: string): Outcome<Procedure> {
      const ready = runnable(id)
      if (!ready.ok) return ready
      const { procedure, plan, target } = ready.value
      if (procedure.step !== 'execute' || procedure.state !== 'waiting') {
        return fail(failureOf('procedure-not-ready'))
      }
      runner.execute(id, plan, target, code)
      return viewOf(id)
    },

    pause(id: string): Outcome<Procedure> {
      const procedure = found(id)
      if (!procedure.ok) return procedure
      if (procedure.value.step !== 'execute' || !jobs.hold(id, 'paused')) {
        return fail(failureOf('procedure-not-ready'))
      }
      return viewOf(id)
    },

    /** Goes on where it was left: with the look, or with the accounts that are not as wanted. */
    resume(id: string): Outcome<Procedure> {
      const procedure = found(id)
      if (!procedure.ok) return procedure
      const { step, state } = procedure.value
      const rests = state === 'paused' || state === 'interrupted' || state === 'stopped'
      if (!rests || jobs.isAtWork(id)) return fail(failureOf('procedure-not-ready'))
      if (step === 'preflight' || step === 'plan') return this.replan(id)
      const ready = runnable(id)
      if (!ready.ok) return ready
      const { plan, target } = ready.value
      if (procedure.value.confirmedAt === null) {
        // A rehearsal that was cut short: nothing was confirmed, nothing may run.
        keeper.move(id, { state: 'waiting', failure: null })
        return viewOf(id)
      }
      if (step === 'verify') runner.verify(id, plan, target)
      else if (clock.instant() >= plan.expiresAt) return fail(failureOf('plan-expired'))
      else {
        keeper.tell(procedure.value, { kind: 'procedure-resumed', detail: { step } })
        runner.execute(id, plan, target)
      }
      return viewOf(id)
    },

    cancel(id: string): Outcome<Procedure> {
      const procedure = found(id)
      if (!procedure.ok) return procedure
      if (isOver(procedure.value.state)) return fail(failureOf('procedure-not-ready'))
      if (jobs.hold(id, 'cancelled')) return viewOf(id)
      if (isInDoubt(id)) return fail(failureOf('in-doubt'))
      endings.cancel(id)
      return viewOf(id)
    },

    verify(id: string): Outcome<Procedure> {
      const ready = runnable(id)
      if (!ready.ok) return ready
      if (ready.value.procedure.confirmedAt === null) return fail(failureOf('procedure-not-ready'))
      runner.verify(id, ready.value.plan, ready.value.target)
      return viewOf(id)
    },
  }
}

/** What it is called until there is a plan. */
function titleBefore(request: ProcedureRequest): string {
  switch (request.kind) {
    case 'audit-root-credentials':
      return `Audit root credentials of ${request.accountId}`
    case 'delete-root-credentials':
      return request.scope.kind === 'accounts' && request.scope.accountIds.length === 1
        ? `Delete root credentials of ${request.scope.accountIds[0]}`
        : 'Delete root credentials'
    case 'allow-password-recovery':
      return `Allow password recovery for ${request.accountId}`
    case 'change-root-mailbox':
      return `Change the root mailbox of ${request.accountId}`
    case 'unlock-bucket-policy':
      return `Unlock the bucket ${request.bucket}`
    case 'unlock-queue-policy':
      return `Unlock the queue ${request.queueUrl.split('/').at(-1) ?? ''}`
    case 'switch-organization':
      return 'Turn a switch of the organization'
  }
}
