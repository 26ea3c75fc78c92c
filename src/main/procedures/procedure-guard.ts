import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import type { ProcedureRequest, ProcedureRule } from '../../shared/domain/procedures.ts'
import { readTicket } from '../../shared/domain/tickets.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AuditTarget } from '../audit/audit-service.ts'
import type { Clock } from '../clock.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Store } from '../database/store.ts'
import type { Journal } from '../journal/journal.ts'
import { planOf, whyBusy } from './confirmation.ts'
import type { Jobs } from './jobs.ts'
import { isCallInDoubt } from './journaled-session.ts'
import type { ProcedureKeeper } from './procedure-keeper.ts'
import type { CasesForProcedures } from './procedure-ports.ts'

export type ProcedureGuard = ReturnType<typeof createProcedureGuard>

export type ProcedureGuardDeps = {
  readonly store: Store
  readonly record: RecordStore
  readonly journal: Journal
  readonly keeper: ProcedureKeeper
  readonly jobs: Jobs
  readonly cases: CasesForProcedures
  readonly clock: Clock
  /** The connection that is open now; null where there is none. */
  readonly target: () => AuditTarget | null
  readonly organizationId: () => OrganizationId | null
}

/** A procedure with its plan, and the caller who may go on with it. */
export type RunnableProcedure = {
  readonly procedure: KeptProcedure
  readonly plan: Plan
  readonly target: AuditTarget
}

/** What is asked each time before something is done with a procedure. */
export function createProcedureGuard(deps: ProcedureGuardDeps) {
  const { store, record, keeper, jobs, cases, clock } = deps

  /** The procedure, if it belongs to the organization that is on screen. Errors: `not-found`. */
  function found(id: string): Outcome<KeptProcedure> {
    const procedure = keeper.get(id)
    if (!procedure || procedure.organizationId !== deps.organizationId()) {
      return fail(failureOf('not-found'))
    }
    return succeed(procedure)
  }

  /** The connection, if it is to the organization of the procedure. Errors: `nothing-connected`, `organization-changed`. */
  function connected({ organizationId }: KeptProcedure): Outcome<AuditTarget> {
    const open = deps.target()
    if (!open) return fail(failureOf('nothing-connected'))
    return open.introduction.organization.id === organizationId
      ? succeed(open)
      : fail(failureOf('organization-changed'))
  }

  /** Case and ticket as the rule asks for them. Errors: `case-needed`, `case-closed`, `case-over`, `not-found`, `ticket-refused`. */
  function permitted(request: ProcedureRequest, rule: ProcedureRule): Outcome<null> {
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
    const inCase = cases.get(request.caseId)
    if (request.scope.kind !== 'accounts' || inCase?.state !== 'open') return false
    const opened = new Set(inCase.reopened.map(({ accountId }) => accountId))
    return request.scope.accountIds.every((accountId) => opened.has(accountId))
  }

  const plan = (procedure: KeptProcedure): Plan | null =>
    planOf(procedure, record.procedures.planText(procedure.id))

  return {
    found,
    connected,
    permitted,
    /** The plan as the record has it; null where there is none, or it was altered. */
    plan,

    /** Errors: those of `found` and `connected`, `procedure-not-ready`, `plan-altered`, `caller-changed`. */
    runnable(id: string): Outcome<RunnableProcedure> {
      const procedure = found(id)
      if (!procedure.ok) return procedure
      const target = connected(procedure.value)
      if (!target.ok) return target
      if (jobs.isAtWork(id)) return fail(failureOf('procedure-not-ready'))
      const kept = plan(procedure.value)
      if (!kept) return fail(failureOf('plan-altered'))
      if (kept.caller.arn !== target.value.introduction.caller.arn) {
        return fail(failureOf('caller-changed'))
      }
      return succeed({ procedure: procedure.value, plan: kept, target: target.value })
    },

    /**
     * Whether a plan that was confirmed may go on now. Errors: `procedure-not-ready`, `plan-expired`, and those of `permitted`: what a case was open for
     * does not go on after its end.
     */
    mayGoOn({ procedure, plan: kept }: RunnableProcedure): Outcome<null> {
      if (procedure.confirmedAt === null) return fail(failureOf('procedure-not-ready'))
      if (clock.instant() >= kept.expiresAt) return fail(failureOf('plan-expired'))
      const obstacle = permitted(procedure.request, procedure.rule)
      if (!obstacle.ok) return obstacle
      const busy = whyBusy(kept, jobs.busyAccounts(procedure.id))
      return busy === null ? succeed(null) : fail(busy)
    },

    /** True where a call was sent and nobody knows yet whether AWS did it: that has to be read back before anything else. */
    isInDoubt: (id: string): boolean => isCallInDoubt(deps.journal, id),
  }
}
