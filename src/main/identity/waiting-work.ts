import type { OrganizationId } from '../../shared/domain/accounts.ts'
import type { Caller } from '../../shared/domain/connections.ts'
import { credentialsEnded } from '../../shared/domain/credentials-ended.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import type { Run } from '../../shared/domain/runs.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { Log } from '../log.ts'

export type WaitingWorkDeps = {
  /** The record of a run; null where there is none. */
  readonly run: (id: string) => Run | null
  readonly procedure: (id: string) => KeptProcedure | null
  readonly resumeRun: (id: string) => Outcome<unknown>
  readonly resumeProcedure: (id: string) => Outcome<unknown>
  readonly log: Pick<Log, 'info'>
}

/**
 * What stopped in this process because the operator's credentials had ended, and waits for others. Nothing else is in it: what a person paused, or an
 * earlier process left behind, is a person's to go on with.
 */
export function createWaitingWork({
  run,
  procedure,
  resumeRun,
  resumeProcedure,
  log,
}: WaitingWorkDeps) {
  const runs = new Set<string>()
  const procedures = new Set<string>()

  /** The person may have gone on with it, or ended it, meanwhile. */
  function waits(work: { state: string; failure: Failure | null } | null): boolean {
    return work?.state === 'interrupted' && isFor(work.failure)
  }

  const waitingRuns = () => [...runs].flatMap((id) => run(id) ?? []).filter(waits)
  const waitingProcedures = () => [...procedures].flatMap((id) => procedure(id) ?? []).filter(waits)

  function goOn(kind: string, id: string, resume: (id: string) => Outcome<unknown>): void {
    const resumed = resume(id)
    const facts = { id, outcome: resumed.ok ? 'resumed' : resumed.error.code }
    log.info('session', `${kind} that waited for credentials goes on`, facts)
  }

  return {
    runEnded(ended: Run): void {
      if (waits(ended)) runs.add(ended.id)
    },

    procedureInterrupted(id: string, failure: Failure): void {
      if (isFor(failure)) procedures.add(id)
    },

    counts: (): { runs: number; procedures: number } => ({
      runs: waitingRuns().length,
      procedures: waitingProcedures().length,
    }),

    /** Goes on, once, with what waited for this caller in this organization. */
    resume({ arn }: Pick<Caller, 'arn'>, organizationId: OrganizationId): void {
      for (const { id, organizationId: of, callerArn } of waitingRuns()) {
        if (of !== organizationId || callerArn !== arn) continue
        runs.delete(id)
        goOn('a run', id, resumeRun)
      }
      for (const { id, organizationId: of, createdBy } of waitingProcedures()) {
        if (of !== organizationId || createdBy !== arn) continue
        procedures.delete(id)
        goOn('a procedure', id, resumeProcedure)
      }
    },
  }
}

function isFor(failure: Failure | null): boolean {
  return failure !== null && credentialsEnded.has(failure.code)
}
