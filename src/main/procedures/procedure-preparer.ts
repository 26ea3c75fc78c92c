import type { Instant } from '../../shared/domain/accounts.ts'
import { credentialsEnded } from '../../shared/domain/credentials-ended.ts'
import type { AuditTarget } from '../audit/audit-service.ts'
import type { Clock } from '../clock.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Store } from '../database/store.ts'
import type { Journal } from '../journal/journal.ts'
import type { Job, Jobs } from './jobs.ts'
import { openJournaledSession } from './journaled-session.ts'
import { lastingCheck } from './lasting-check.ts'
import { checkFirst, makePlan } from './preparation.ts'
import type { ProcedureEndings } from './procedure-endings.ts'
import type { ProcedureKeeper } from './procedure-keeper.ts'
import type { CasesForProcedures } from './procedure-ports.ts'
import type { PlanningContext } from './procedure-work.ts'
import type { SealedPlan } from './plan-digest.ts'
import { sessionNameFor } from './session-name.ts'
import { pendingOutcome } from './target-outcomes.ts'

export type ProcedurePreparer = ReturnType<typeof createProcedurePreparer>

/** Takes procedures through preflight and plan. It reads, and changes nothing in AWS. */
export function createProcedurePreparer(deps: {
  readonly store: Store
  readonly record: RecordStore
  readonly journal: Journal
  readonly keeper: ProcedureKeeper
  readonly endings: ProcedureEndings
  readonly jobs: Jobs
  readonly cases: CasesForProcedures
  readonly clock: Clock
  /** Where STS is called. */
  readonly region: () => string
  /** When the operator's credentials end for good; null where they do not, or are renewed by themselves. */
  readonly credentialsEnd: () => Instant | null
}) {
  const { store, record, journal, keeper, endings, jobs, cases, clock } = deps

  function contextOf(
    procedure: KeptProcedure,
    { access, introduction }: AuditTarget,
    job: Job,
  ): PlanningContext {
    const ticket = ticketOf(procedure)
    const sessionName = sessionNameFor({ ticket, caseId: procedure.request.caseId }, procedure.id)
    const looking = access.scoped({ signal: job.signal, sessionName })
    return {
      procedureId: procedure.id,
      access: looking,
      introduction,
      store,
      record,
      settings: store.settings.get(),
      rule: procedure.rule,
      region: deps.region(),
      clock,
      signal: job.signal,
      openSession: (accountId, task) =>
        openJournaledSession(
          { journal, access: looking, heading: keeper.heading(procedure, introduction.caller.arn) },
          accountId,
          task,
        ),
      reopenedIn: cases.stillOpen,
      progress: (done, total) => keeper.looked(procedure.id, done, total),
    }
  }

  function held(id: string, job: Job): boolean {
    if (!job.signal.aborted) return false
    if (job.permit() === 'cancelled') endings.cancel(id)
    else keeper.move(id, { state: 'interrupted' })
    return true
  }

  function ticketOf({ request }: KeptProcedure): string | null {
    return request.caseId === null ? request.ticket : (cases.get(request.caseId)?.ticket ?? null)
  }

  function keepPlan(
    procedure: KeptProcedure,
    { plan, text, digest }: SealedPlan,
    now: number,
  ): void {
    const lasts = lastingCheck(plan.targets.length, deps.credentialsEnd(), now)
    const detail = {
      digest,
      accounts: plan.targets.length,
      items: plan.targets.reduce((sum, target) => sum + target.items.length, 0),
      leftOut: plan.leftOut.length,
      expiresAt: plan.expiresAt,
    }
    keeper.move(
      procedure.id,
      {
        title: plan.title,
        checks: [...procedure.checks, ...(lasts ? [lasts] : [])],
        step: procedure.rule.needsApproval ? 'approval' : 'confirm',
        state: 'waiting',
        digest,
        plannedAt: plan.createdAt,
        expiresAt: plan.expiresAt,
        phrase: plan.phrase,
        rehearsedAt: null,
        approvedBy: null,
      },
      { kind: 'procedure-planned', detail },
      () =>
        record.procedures.keepPlan(
          procedure.id,
          text,
          plan.targets.map((target) => ({ target, outcome: pendingOutcome(target) })),
        ),
    )
  }

  return {
    /** Looks, and plans; ends up waiting for approval or confirmation, or stopped with the reason. */
    prepare(id: string, target: AuditTarget): void {
      jobs.launch(id, new Set(), async (job) => {
        const begun = keeper.move(id, {
          step: 'preflight',
          state: 'working',
          failure: null,
          checks: [],
          // SECURITY: with the old plan falls whatever was said of it.
          digest: null,
          plannedAt: null,
          expiresAt: null,
          phrase: null,
          rehearsedAt: null,
          approvedBy: null,
          confirmedAt: null,
        })
        const context = contextOf(begun, target, job)
        const { checks, failure } = await checkFirst(begun, context)
        if (held(id, job)) return
        if (failure) return endings.stop(id, failure, { checks })
        const procedure = keeper.move(id, { step: 'plan', checks })
        const sealed = await makePlan(procedure, context, ticketOf(procedure))
        store.ledger.flush()
        if (held(id, job)) return
        if (sealed.ok) keepPlan(procedure, sealed.value, clock.now())
        // Nothing is wrong with what was asked: it is planned once there are credentials again.
        else if (credentialsEnded.has(sealed.error.code)) endings.interrupt(id, sealed.error)
        else endings.stop(id, sealed.error)
      })
    },
  }
}
