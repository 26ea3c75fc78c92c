import { randomUUID } from 'node:crypto'
import type { Instant } from '../../shared/domain/accounts.ts'
import type { Approval } from '../../shared/domain/approvals.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { JournalEntry } from '../../shared/domain/journal.ts'
import { effectiveRule } from '../../shared/domain/procedure-rules.ts'
import { isOver, type Procedure, type ProcedureRequest } from '../../shared/domain/procedures.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { ShellServices } from '../shell-services.ts'
import { createProcedureConfirmer, type GivenConfirmation } from './procedure-confirmer.ts'
import type { ProcedureEndings } from './procedure-endings.ts'
import { createProcedureGuard, type ProcedureGuardDeps } from './procedure-guard.ts'
import type { ApprovalsForProcedures } from './procedure-ports.ts'
import type { ProcedurePreparer } from './procedure-preparer.ts'
import { createProcedureReader } from './procedure-reader.ts'
import type { ProcedureRunner } from './procedure-runner.ts'
import { titleBefore } from './procedure-title.ts'

export type ProcedureServiceDeps = ProcedureGuardDeps & {
  readonly endings: ProcedureEndings
  readonly preparer: ProcedurePreparer
  readonly runner: ProcedureRunner
  readonly approvals: ApprovalsForProcedures
  readonly consent: ShellServices['consent']
  /** When the operator's credentials end for good; null where they do not, or are renewed by themselves. */
  readonly credentialsEnd: () => Instant | null
  /** The entries of a procedure, oldest first. */
  readonly entriesOf: (procedureId: string) => readonly JournalEntry[]
}

/** What the window can do with procedures: the calls of the contract's group `procedures`. */
export function createProcedureService(deps: ProcedureServiceDeps) {
  const { store, keeper, endings, jobs, preparer, runner, clock } = deps
  const guard = createProcedureGuard(deps)
  const confirmPlan = createProcedureConfirmer({ ...deps, guard })

  const viewOf = (id: string): Outcome<Procedure> => {
    const procedure = keeper.get(id)
    return procedure ? succeed(keeper.view(procedure)) : fail(failureOf('not-found'))
  }

  /**
   * Keeps a request and begins to look.
   *
   * @param follows the procedure that it is to go on for; null where it is the first.
   */
  function open(request: ProcedureRequest, follows: string | null): Outcome<Procedure> {
    const target = deps.target()
    if (!target) return fail(failureOf('nothing-connected'))
    const rule = effectiveRule(request.kind, store.settings.get())
    const obstacle = guard.permitted(request, rule)
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
      detail: { procedure: kind, ticket, reason, inCase: caseId !== null, follows },
    })
    preparer.prepare(procedure.id, target)
    return viewOf(procedure.id)
  }

  function replan(id: string): Outcome<Procedure> {
    const found = guard.found(id)
    if (!found.ok) return found
    const procedure = found.value
    const target = guard.connected(procedure)
    if (!target.ok) return target
    if (jobs.isAtWork(id) || isOver(procedure.state)) return fail(failureOf('procedure-not-ready'))
    if (guard.isInDoubt(id)) return fail(failureOf('in-doubt'))
    const { request, confirmedAt } = procedure
    if (confirmedAt !== null) {
      const next = open(request, id)
      if (next.ok) endings.cancel(id)
      return next
    }
    const rule = effectiveRule(request.kind, store.settings.get())
    const obstacle = guard.permitted(request, rule)
    if (!obstacle.ok) return obstacle
    keeper.move(id, { rule, createdBy: target.value.introduction.caller.arn })
    preparer.prepare(id, target.value)
    return viewOf(id)
  }

  return {
    ...createProcedureReader({ ...deps, guard }),

    /** True while a confirmed plan is carried out or read back: with this connection, and no other. */
    isActing: (): boolean =>
      deps.record.procedures
        .unfinished()
        .some(
          ({ procedure: { id, state, confirmedAt } }) =>
            state === 'working' && confirmedAt !== null && jobs.isAtWork(id),
        ),

    /** Somebody whose word counts has approved the plan: it waits for its confirmation now. */
    approved({ procedureId, digest, approver }: Approval): void {
      const procedure = keeper.get(procedureId)
      if (procedure?.digest !== digest || isOver(procedure.state)) return
      if (procedure.step !== 'approval' && procedure.step !== 'confirm') return
      keeper.move(procedureId, { step: 'confirm', approvedBy: approver.fingerprint })
    },

    begin: (request: ProcedureRequest): Outcome<Procedure> => open(request, null),

    /**
     * Looks and plans anew; not while a call is in doubt: what it did has to be known first. What was confirmed keeps its plan and how it came out, and
     * is over: another procedure takes its place.
     */
    replan,

    rehearse(id: string, digest: string): Outcome<Procedure> {
      const ready = guard.runnable(id)
      if (!ready.ok) return ready
      const { procedure, plan, target } = ready.value
      if (procedure.digest !== digest) return fail(failureOf('plan-altered'))
      const { step, state } = procedure
      if ((step !== 'confirm' && step !== 'approval') || state !== 'waiting') {
        return fail(failureOf('procedure-not-ready'))
      }
      runner.rehearse(id, plan, target)
      return viewOf(id)
    },

    async confirm(given: GivenConfirmation): Promise<Outcome<Procedure>> {
      const begun = await confirmPlan(given)
      return begun.ok ? viewOf(given.procedureId) : begun
    },

    /** Gives the code from the new root mailbox. It is kept nowhere. */
    provideCode(id: string, code: string): Outcome<Procedure> {
      const ready = guard.runnable(id)
      if (!ready.ok) return ready
      const { procedure, plan, target } = ready.value
      if (procedure.step !== 'execute' || procedure.state !== 'waiting') {
        return fail(failureOf('procedure-not-ready'))
      }
      const permit = guard.mayGoOn(ready.value)
      if (!permit.ok) return permit
      runner.execute(id, plan, target, code)
      return viewOf(id)
    },

    pause(id: string): Outcome<Procedure> {
      const procedure = guard.found(id)
      if (!procedure.ok) return procedure
      if (procedure.value.step !== 'execute' || !jobs.hold(id, 'paused')) {
        return fail(failureOf('procedure-not-ready'))
      }
      return viewOf(id)
    },

    /** Goes on where it was left: with the look, or with the accounts that are not as wanted. */
    resume(id: string): Outcome<Procedure> {
      const found = guard.found(id)
      if (!found.ok) return found
      const { step, state, confirmedAt } = found.value
      // At work without a job is one whose interruption could not be written.
      if (isOver(state) || state === 'waiting' || jobs.isAtWork(id)) {
        return fail(failureOf('procedure-not-ready'))
      }
      if (confirmedAt === null) {
        if (step === 'preflight' || step === 'plan') return replan(id)
        // A rehearsal that was cut short: nothing was confirmed, nothing may run.
        keeper.move(id, { state: 'waiting', failure: null })
        return viewOf(id)
      }
      const ready = guard.runnable(id)
      if (!ready.ok) return ready
      const { plan, target } = ready.value
      if (step === 'verify') {
        runner.verify(id, plan, target)
        return viewOf(id)
      }
      const permit = guard.mayGoOn(ready.value)
      if (!permit.ok) return permit
      keeper.tell(found.value, { kind: 'procedure-resumed', detail: { step } })
      runner.execute(id, plan, target)
      return viewOf(id)
    },

    /** Accounts under way are finished; what has not begun never will. Not while a call is in doubt. */
    cancel(id: string): Outcome<Procedure> {
      const procedure = guard.found(id)
      if (!procedure.ok) return procedure
      if (isOver(procedure.value.state)) return fail(failureOf('procedure-not-ready'))
      if (jobs.hold(id, 'cancelled')) return viewOf(id)
      if (guard.isInDoubt(id)) return fail(failureOf('in-doubt'))
      endings.cancel(id)
      return viewOf(id)
    },

    /** Reads AWS back once more: what is in doubt, and what was not read back yet. */
    verify(id: string): Outcome<Procedure> {
      const ready = guard.runnable(id)
      if (!ready.ok) return ready
      const { procedure, plan, target } = ready.value
      if (procedure.confirmedAt === null) return fail(failureOf('procedure-not-ready'))
      if (procedure.step === 'verify' && !isOver(procedure.state)) runner.verify(id, plan, target)
      // The others stay where they are: what is over is over, what rests waits for the operator.
      else runner.settle(id, plan, target)
      return viewOf(id)
    },
  }
}
