import type { AuditTarget } from '../audit/audit-service.ts'
import type { Clock } from '../clock.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log.ts'
import { planOf } from './confirmation.ts'
import type { Jobs } from './jobs.ts'
import { lostSession, sessionItem } from './journaled-session.ts'
import type { ProcedureKeeper } from './procedure-keeper.ts'
import type { ApprovalsForProcedures } from './procedure-ports.ts'
import type { ProcedureRunner } from './procedure-runner.ts'

/** What an ended process left behind: found at the start, settled as soon as AWS can be asked. */
export function createProcedureRecovery(deps: {
  readonly record: RecordStore
  readonly journal: Journal
  readonly keeper: ProcedureKeeper
  readonly runner: ProcedureRunner
  readonly jobs: Jobs
  readonly approvals: ApprovalsForProcedures
  readonly clock: Clock
  readonly log: Log
}) {
  const { record, journal, keeper, runner, jobs, log } = deps

  /** An approval that came just before the process ended: the procedure waits for its confirmation. */
  function takeApproval({ id, step, state, digest }: KeptProcedure): void {
    if (step !== 'approval' || state !== 'waiting' || digest === null) return
    const approval = deps.approvals.approvalFor(id, digest, deps.clock.instant())
    if (approval) keeper.move(id, { step: 'confirm', approvedBy: approval.approver.fingerprint })
  }

  return {
    /** Procedures at work without a process wait for the operator. To be called once, before anything else begins. */
    recover(): void {
      for (const { procedure } of record.procedures.unfinished()) {
        takeApproval(procedure)
        if (procedure.state !== 'working') continue
        log.info('procedures', 'a procedure was interrupted', { procedureId: procedure.id })
        // What only looked, or rehearsed, did nothing: it waits as if it had not begun.
        keeper.move(
          procedure.id,
          { state: 'interrupted', failure: null },
          {
            kind: 'procedure-stopped',
            actor: 'rootkeep',
            detail: { code: 'process-ended', message: 'The process ended under it.' },
          },
        )
      }
      const lost = journal
        .proceduresWithOpenIntents()
        .flatMap(journal.openIntents)
        .filter(({ detail }) => detail['itemId'] === sessionItem)
      if (lost.length > 0) journal.write(lost.map(lostSession))
    },

    /**
     * Reads back what is in doubt, now that AWS can be asked. Nothing is repeated and nothing goes on: that is the operator's to say.
     *
     * Only with the caller that ran the plan: another may not be allowed to look, and would leave the doubt as it is.
     */
    settleDoubt(target: AuditTarget): void {
      for (const id of journal.proceduresWithOpenIntents()) {
        const procedure = record.procedures.get(id)
        if (
          procedure?.organizationId !== target.introduction.organization.id ||
          jobs.isAtWork(id)
        ) {
          continue
        }
        // Before a plan was confirmed nothing but root sessions can have been asked for. With a plan that was altered the doubt stays.
        const plan = planOf(procedure, record.procedures.planText(id))
        const isRun = procedure.confirmedAt !== null
        if (isRun && plan?.caller.arn === target.introduction.caller.arn) {
          runner.settle(id, plan, target)
        }
      }
    },
  }
}
