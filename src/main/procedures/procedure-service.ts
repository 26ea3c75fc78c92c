import { randomUUID } from 'node:crypto'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import type { Approval, TextFile } from '../../shared/domain/approvals.ts'
import { courtesyNoteOf } from '../../shared/domain/courtesy-note.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { CourtesyNote, JournalEntry } from '../../shared/domain/journal.ts'
import type { Plan, PlanHead, TargetView } from '../../shared/domain/plans.ts'
import { effectiveRule } from '../../shared/domain/procedure-rules.ts'
import {
  isOver,
  type Procedure,
  type ProcedureRequest,
  type ProcedureRule,
} from '../../shared/domain/procedures.ts'
import { readTicket } from '../../shared/domain/tickets.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AuditTarget } from '../audit/audit-service.ts'
import type { Clock } from '../clock.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Store } from '../database/store.ts'
import type { Journal } from '../journal/journal.ts'
import type { ShellServices } from '../shell-services.ts'
import { judgeConfirmation, openPlan } from './confirmation.ts'
import { consentQuestion } from './consent-question.ts'
import type { Jobs } from './jobs.ts'
import { sessionItem } from './journaled-session.ts'
import { planHeadOf } from './plan-head.ts'
import type { ProcedureEndings } from './procedure-endings.ts'
import type { ProcedureKeeper } from './procedure-keeper.ts'
import type { ApprovalsForProcedures, CasesForProcedures } from './procedure-ports.ts'
import type { ProcedurePreparer } from './procedure-preparer.ts'
import { procedureReport } from './procedure-report.ts'
import type { ProcedureRunner } from './procedure-runner.ts'

export type ProcedureService = ReturnType<typeof createProcedureService>

export type ProcedureServiceDeps = {
  readonly store: Store
  readonly record: RecordStore
  readonly journal: Journal
  readonly keeper: ProcedureKeeper
  readonly endings: ProcedureEndings
  readonly jobs: Jobs
  readonly preparer: ProcedurePreparer
  readonly runner: ProcedureRunner
  readonly cases: CasesForProcedures
  readonly approvals: ApprovalsForProcedures
  readonly clock: Clock
  readonly consent: ShellServices['consent']
  /** The entries of a procedure, oldest first. */
  readonly entriesOf: (procedureId: string) => readonly JournalEntry[]
  /** The connection that is open now; null where there is none. */
  readonly target: () => AuditTarget | null
  readonly organizationId: () => OrganizationId | null
}

/** What the window can do with procedures: the calls of the contract's group `procedures`. */
export function createProcedureService(deps: ProcedureServiceDeps) {
  const { store, record, keeper, endings, jobs, preparer, runner, cases, approvals, clock } = deps

  /** The procedure, if it belongs to the organization that is connected. */
  function found(id: string): Outcome<KeptProcedure> {
    const procedure = keeper.get(id)
    if (!procedure || procedure.organizationId !== deps.organizationId()) {
      return fail(failureOf('not-found'))
    }
    return succeed(procedure)
  }

  function connected(procedure: KeptProcedure): Outcome<AuditTarget> {
    const open = deps.target()
    if (!open) return fail(failureOf('nothing-connected'))
    return open.introduction.organization.id === procedure.organizationId
      ? succeed(open)
      : fail(failureOf('organization-changed'))
  }

  function planOf({ id, digest }: KeptProcedure): Plan | null {
    return openPlan(record.procedures.planText(id), digest)
  }

  /** The plan of a procedure that runs or ran, and the caller who may go on with it. */
  function runnable(
    id: string,
  ): Outcome<{ procedure: KeptProcedure; plan: Plan; target: AuditTarget }> {
    const procedure = found(id)
    if (!procedure.ok) return procedure
    const target = connected(procedure.value)
    if (!target.ok) return target
    if (jobs.isAtWork(id)) return fail(failureOf('procedure-not-ready'))
    const plan = planOf(procedure.value)
    if (!plan) return fail(failureOf('plan-altered'))
    if (plan.caller.arn !== target.value.introduction.caller.arn) {
      return fail(failureOf('caller-changed'))
    }
    return succeed({ procedure: procedure.value, plan, target: target.value })
  }

  /** Case and ticket as the rule asks for them. */
  function obstacleIn(request: ProcedureRequest, rule: ProcedureRule): Outcome<null> {
    if (request.caseId !== null) {
      const open = cases.requireOpen(request.caseId)
      return open.ok || closesAgain(request) ? succeed(null) : open
    }
    if (rule.needsCase) return fail(failureOf('case-needed'))
    if (request.ticket === null || request.ticket.trim() === '') {
      return rule.needsTicket
        ? fail(failureOf('ticket-refused', { message: 'This procedure needs a ticket.' }))
        : succeed(null)
    }
    const read = readTicket(request.ticket, store.settings.get().ticketPattern)
    return read.ok ? succeed(null) : fail(failureOf('ticket-refused', { message: read.reason }))
  }

  /** What a case has opened may be closed at any time, also after the end of its time box. */
  function closesAgain(request: ProcedureRequest): boolean {
    if (request.kind !== 'delete-root-credentials' || request.caseId === null) return false
    if (request.scope.kind !== 'accounts' || cases.get(request.caseId)?.state !== 'open')
      return false
    const open = new Set(cases.stillOpen(request.caseId))
    return request.scope.accountIds.every((accountId) => open.has(accountId))
  }

  /** True where a call was sent and nobody knows yet whether AWS did it: that has to be read back before anything else. */
  function isInDoubt(id: string): boolean {
    return deps.journal.openIntents(id).some(({ detail }) => detail['itemId'] !== sessionItem)
  }

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

    list(
      organizationId: OrganizationId,
      { caseId, offset, limit }: { caseId: string | null; offset: number; limit: number },
    ) {
      const page = record.procedures.page(organizationId, caseId, offset, limit)
      return succeed({ total: page.total, procedures: page.procedures.map(keeper.view) })
    },

    get: (id: string): Outcome<Procedure> => {
      const procedure = found(id)
      return procedure.ok ? succeed(keeper.view(procedure.value)) : procedure
    },

    plan(id: string): Outcome<PlanHead | null> {
      const procedure = found(id)
      if (!procedure.ok) return procedure
      if (procedure.value.digest === null) return succeed(null)
      const plan = planOf(procedure.value)
      return plan ? succeed(planHeadOf(plan)) : fail(failureOf('plan-altered'))
    },

    targets(
      id: string,
      only: 'all' | 'attention',
      offset: number,
      limit: number,
    ): Outcome<{ total: number; targets: TargetView[] }> {
      const procedure = found(id)
      return procedure.ok ? succeed(record.procedures.targets(id, only, offset, limit)) : procedure
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

    planText(id: string): Outcome<TextFile> {
      const procedure = found(id)
      if (!procedure.ok) return procedure
      const text = record.procedures.planText(id)
      return text === null
        ? fail(failureOf('not-found'))
        : succeed({ name: `rootkeep-plan-${id}.json`, text })
    },

    report(id: string): Outcome<TextFile> {
      const procedure = found(id)
      if (!procedure.ok) return procedure
      const { targets } = record.procedures.targets(id, 'all', 0, 50_000)
      const text = procedureReport(
        keeper.view(procedure.value),
        planOf(procedure.value),
        targets,
        deps.entriesOf(id),
      )
      return succeed({ name: `rootkeep-procedure-${id}.md`, text })
    },

    courtesyNote(id: string): Outcome<CourtesyNote> {
      const procedure = found(id)
      if (!procedure.ok) return procedure
      const plan = planOf(procedure.value)
      return plan ? succeed(courtesyNoteOf(plan)) : fail(failureOf('not-found'))
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
