import type { Failure } from '../../shared/domain/failure.ts'
import type { TargetOutcome } from '../../shared/domain/procedures.ts'
import type { Clock } from '../clock.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { ProcedureKeeper } from './procedure-keeper.ts'

export type ProcedureEndings = ReturnType<typeof createProcedureEndings>

/** The ways in which a procedure comes to rest, each in the record and in the journal. */
export function createProcedureEndings(deps: {
  readonly record: RecordStore
  readonly keeper: ProcedureKeeper
  readonly clock: Clock
  /** Signs the journal as it stands, if the identity is at hand. */
  readonly checkpoint: () => void
  /** Called with a procedure that was executed and read back. */
  readonly completed: (procedure: KeptProcedure) => void
  /** Called with a procedure that can be resumed, and why it cannot go on now. */
  readonly interrupted: (id: string, failure: Failure) => void
}) {
  const { record, keeper, clock, checkpoint } = deps
  const why = ({ code, message }: Failure) =>
    ({ kind: 'procedure-stopped', detail: { code, message } }) as const

  function giveUpRest(id: string): void {
    for (const { position, state } of record.procedures.states(id)) {
      if (state !== 'pending' && state !== 'waiting') continue
      const view = record.procedures.target(id, position)
      if (view) record.procedures.saveOutcome(id, position, notRun(view.outcome))
    }
  }

  return {
    /** It cannot go on as planned. */
    stop(id: string, failure: Failure, change: Partial<KeptProcedure> = {}): void {
      keeper.move(id, { ...change, state: 'stopped', failure }, why(failure))
    },

    /** Something around it ended; it can be resumed. */
    interrupt(id: string, failure: Failure): void {
      keeper.move(id, { state: 'interrupted', failure }, why(failure))
      deps.interrupted(id, failure)
    },

    complete(id: string): void {
      const procedure = keeper.get(id)
      if (!procedure) return
      const { accounts, items } = keeper.view(procedure)
      keeper.move(
        id,
        { step: 'report', state: 'completed', endedAt: clock.instant(), failure: null },
        {
          kind: 'procedure-ended',
          detail: { state: 'completed', accounts: { ...accounts }, items: { ...items } },
        },
      )
      checkpoint()
      deps.completed(procedure)
    },

    /** What has not begun never will. */
    cancel(id: string): void {
      keeper.move(
        id,
        { state: 'cancelled', endedAt: clock.instant() },
        { kind: 'procedure-ended', detail: { state: 'cancelled' } },
        () => giveUpRest(id),
      )
      checkpoint()
    },

    /** In a procedure that is over, nothing has its turn any more: also not what was read back as not carried out. */
    giveUpRest: (id: string): void => record.transaction(() => giveUpRest(id)),
  }
}

function notRun(outcome: TargetOutcome): TargetOutcome {
  return {
    ...outcome,
    state: 'not-run',
    items: outcome.items.map((item) =>
      item.state === 'pending' || item.state === 'waiting' ? { ...item, state: 'not-run' } : item,
    ),
  }
}
