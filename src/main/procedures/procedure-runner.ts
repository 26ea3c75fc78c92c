import type { AccountId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import { isOver, type TargetOutcome } from '../../shared/domain/procedures.ts'
import type { AuditTarget } from '../audit/audit-service.ts'
import type { Sleep } from '../aws/limiter.ts'
import type { Clock } from '../clock.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Store } from '../database/store.ts'
import type { Journal } from '../journal/journal.ts'
import { byAccount, passOver, type PassEnd } from './execution.ts'
import type { Job, Jobs } from './jobs.ts'
import { isCallInDoubt } from './journaled-session.ts'
import { sealPlan } from './plan-digest.ts'
import type { ProcedureEndings } from './procedure-endings.ts'
import type { ProcedureKeeper } from './procedure-keeper.ts'
import type { CasesForProcedures } from './procedure-ports.ts'
import type { WorkMode } from './procedure-work.ts'
import { procedureWorks } from './procedure-works.ts'
import { sessionNameFor } from './session-name.ts'
import { pendingOutcome } from './target-outcomes.ts'
import { runTarget, type TargetRunDeps } from './target-run.ts'

export type ProcedureRunner = ReturnType<typeof createProcedureRunner>

export type ProcedureRunnerDeps = {
  readonly store: Store
  readonly record: RecordStore
  readonly journal: Journal
  readonly keeper: ProcedureKeeper
  readonly endings: ProcedureEndings
  readonly jobs: Jobs
  readonly cases: CasesForProcedures
  readonly clock: Clock
  /** How waits pass between two looks at AWS; ends early with the signal. */
  readonly sleep: Sleep
}

/** Runs sealed plans: rehearses, executes, reads back. */
export function createProcedureRunner(deps: ProcedureRunnerDeps) {
  const { store, record, journal, keeper, endings, jobs, cases, clock, sleep } = deps

  /** One pass over the accounts of a plan. */
  async function pass(
    id: string,
    plan: Plan,
    mode: WorkMode,
    target: AuditTarget,
    job: Job,
    code: string | null = null,
  ): Promise<PassEnd> {
    const procedure = keeper.get(id)
    if (!procedure) throw new Error(`there is no procedure ${id}`)
    // SECURITY: whoever called this, only the plan that was confirmed changes anything.
    if (mode === 'act' && !isConfirmed(procedure, plan)) {
      throw new Error(`procedure ${id} is not confirmed with this plan`)
    }
    const { work } = procedureWorks[plan.kind]
    const { caseId } = plan
    const intents = byAccount(mode === 'rehearse' ? [] : journal.openIntents(id))
    const shared: Omit<TargetRunDeps, 'intentsLeft'> = {
      access: target.access.scoped({ sessionName: sessionNameFor(plan, id) }),
      store,
      record,
      journal,
      clock,
      mode,
      code,
      request: procedure.request,
      heading: keeper.heading(procedure, target.introduction.caller.arn),
      signal: job.signal,
      sleep,
      reopened({ accountId, accountName }) {
        if (caseId === null) return
        const at = clock.instant()
        cases.accountReopened({ caseId, procedureId: id, accountId, accountName, at })
      },
      notReopened({ accountId }) {
        if (caseId !== null) cases.accountNotReopened({ caseId, procedureId: id, accountId })
      },
      whenEmpty(accountId) {
        if (caseId === null) return
        cases.accountClosed({ caseId, procedureId: id, accountId, at: clock.instant() })
      },
      onChange: () => keeper.touched(id),
    }
    return await passOver({
      plan,
      mode,
      states: () => record.procedures.states(id),
      permit: job.permit,
      async run(position) {
        // SECURITY: what runs is the account of the sealed plan, not the copy that lies beside it for the screen.
        const planned = plan.targets[position]
        const kept = record.procedures.target(id, position)
        if (!planned || !kept) throw new Error(`the plan has no account ${position}`)
        keeper.began(id)
        const before = mode === 'rehearse' ? pendingOutcome(planned) : kept.outcome
        const intentsLeft = intents.get(planned.accountId) ?? []
        const outcome = await runTarget({ ...shared, intentsLeft }, position, planned, before, work)
        if (mode === 'rehearse') {
          record.procedures.saveOutcome(id, position, rehearsed(outcome, pendingOutcome(planned)))
        }
        store.ledger.flush()
        keeper.touched(id)
        return outcome
      },
    })
  }

  /** Writes how a pass ended; true where it went through. */
  function wentThrough(id: string, end: PassEnd): boolean {
    switch (end.kind) {
      case 'through':
        return true
      case 'too-much':
        endings.stop(id, end.failure)
        return false
      case 'ended':
        endings.interrupt(id, end.failure)
        return false
      case 'held':
        if (end.why === 'cancelled') endings.cancel(id)
        else keeper.move(id, { state: end.why === 'paused' ? 'paused' : 'interrupted' })
        return false
    }
  }

  /** Reads back what was not read back yet; what stays in doubt keeps the procedure open. */
  async function readBack(id: string, plan: Plan, target: AuditTarget, job: Job): Promise<void> {
    keeper.move(id, { step: 'verify', state: 'working', failure: null })
    if (!wentThrough(id, await pass(id, plan, 'check', target, job))) return
    const states = record.procedures.states(id)
    if (states.some(({ state }) => state === 'in-doubt' || state === 'working')) {
      return endings.stop(id, failureOf('in-doubt'))
    }
    if (states.some(({ state }) => state === 'waiting')) {
      keeper.move(id, { step: 'execute', state: 'waiting' })
      return
    }
    // Read back as not carried out: the account's turn comes again.
    if (states.some(({ state }) => state === 'pending')) {
      return endings.stop(id, failureOf('world-changed', notCarriedOut), { step: 'execute' })
    }
    endings.complete(id)
  }

  return {
    /** Executes, reads back, and ends. Also goes on from wherever an earlier execution was left. */
    execute(id: string, plan: Plan, target: AuditTarget, code: string | null = null): void {
      jobs.launch(id, accountsIn(plan), async (job) => {
        keeper.move(id, { step: 'execute', state: 'working', failure: null })
        if (!wentThrough(id, await pass(id, plan, 'act', target, job, code))) return
        const waits = record.procedures.states(id).some(({ state }) => state === 'waiting')
        if (waits) keeper.move(id, { state: 'waiting' })
        else await readBack(id, plan, target, job)
      })
    },

    /** Reads AWS back once more, and ends the procedure if nothing is left in doubt. */
    verify(id: string, plan: Plan, target: AuditTarget): void {
      jobs.launch(id, accountsIn(plan), (job) => readBack(id, plan, target, job))
    },

    /** Settles what is in doubt or was not read back, by reading only. The procedure itself stays where it is: the operator says how it goes on. */
    settle(id: string, plan: Plan, target: AuditTarget): void {
      jobs.launch(id, accountsIn(plan), async (job) => {
        await pass(id, plan, 'check', target, job)
        const isEnded = isOver(keeper.get(id)?.state ?? 'cancelled')
        if (isEnded) endings.giveUpRest(id)
        // Ended while it was read back. What is still in doubt keeps it open.
        else if (job.permit() === 'cancelled' && !isCallInDoubt(journal, id)) endings.cancel(id)
      })
    },

    /** Goes through everything but the calls that change something. */
    rehearse(id: string, plan: Plan, target: AuditTarget): void {
      jobs.launch(id, accountsIn(plan), async (job) => {
        keeper.move(id, { state: 'working', failure: null })
        const end = await pass(id, plan, 'rehearse', target, job)
        if (job.permit() === 'cancelled') return endings.cancel(id)
        const failures = end.kind === 'held' ? [] : record.procedures.failures(id)
        const whole = end.kind === 'through' && failures.length === 0
        keeper.move(
          id,
          {
            state: 'waiting',
            rehearsedAt: whole ? clock.instant() : null,
            failure: failures[0] ?? (end.kind === 'ended' ? end.failure : null),
          },
          {
            kind: 'procedure-rehearsed',
            detail: { accounts: plan.targets.length, misfits: failures.length, whole },
          },
        )
      })
    },
  }
}

const notCarriedOut = {
  message: 'AWS was read back: a call that was sent was not carried out. Nothing was repeated.',
}

/** How the rehearsal went stands beside the account, which itself is as untouched as before. */
function rehearsed(
  { state, note, failure }: TargetOutcome,
  untouched: TargetOutcome,
): TargetOutcome {
  const fits = state !== 'changed' && state !== 'failed'
  return {
    ...untouched,
    note: note ?? (fits ? 'Rehearsed.' : null),
    failure: fits ? null : failure,
  }
}

function isConfirmed({ confirmedAt, digest }: KeptProcedure, plan: Plan): boolean {
  return confirmedAt !== null && digest === sealPlan(plan).digest
}

function accountsIn(plan: Plan): ReadonlySet<AccountId> {
  return new Set(plan.targets.map((target) => target.accountId))
}
