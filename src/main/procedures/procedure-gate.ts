import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import type { ProcedureRequest, ProcedureRule } from '../../shared/domain/procedures.ts'
import { readTicket } from '../../shared/domain/tickets.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AuditTarget } from '../audit/audit-service.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Store } from '../database/store.ts'
import type { Journal } from '../journal/journal.ts'
import { openPlan } from './confirmation.ts'
import type { Jobs } from './jobs.ts'
import { sessionItem } from './journaled-session.ts'
import type { CasesForProcedures } from './procedure-ports.ts'

export type ProcedureGate = ReturnType<typeof createProcedureGate>

export type ProcedureGateDeps = {
  readonly store: Store
  readonly record: RecordStore
  readonly journal: Journal
  readonly jobs: Jobs
  readonly cases: CasesForProcedures
  /** The connection that is open now; null where there is none. */
  readonly target: () => AuditTarget | null
  readonly organizationId: () => OrganizationId | null
}

/** What has to hold before anything is done with a procedure: whose it is, who calls, case and ticket, no doubt left. */
export function createProcedureGate(deps: ProcedureGateDeps) {
  const { store, record, jobs, cases } = deps

  /** The procedure, if it belongs to the organization that is connected. */
  function found(id: string): Outcome<KeptProcedure> {
    const procedure = record.procedures.get(id)
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

  return { found, connected, planOf, runnable, obstacleIn, isInDoubt }
}
