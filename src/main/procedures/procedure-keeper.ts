import type { Failure } from '../../shared/domain/failure.ts'
import type { JournalDraft, JournalKind, JournalValue } from '../../shared/domain/journal.ts'
import type { Procedure } from '../../shared/domain/procedures.ts'
import type { Clock } from '../clock.ts'
import type { KeptProcedure } from '../database/procedures.ts'
import type { RecordStore } from '../database/record-store.ts'
import type { Journal } from '../journal/journal.ts'
import type { Pushes } from '../pushes.ts'
import type { JournalHeading } from './journaled-session.ts'
import { countOutcomes } from './target-outcomes.ts'

export type ProcedureKeeper = ReturnType<typeof createProcedureKeeper>

/** What a transition writes into the journal. */
export type Told = {
  readonly kind: JournalKind
  readonly detail: { readonly [key: string]: JournalValue }
  readonly actor?: string
}

const pushEveryMs = 250
const dataEveryMs = 1_000
/** How often it is tried to write what a full disk refused. */
const unwrittenEveryMs = 1_000

/** Keeps procedures: every transition is in the record, beside its entry in the journal, before a window hears of it. */
export function createProcedureKeeper({
  record,
  journal,
  clock,
  pushes,
}: {
  readonly record: RecordStore
  readonly journal: Journal
  readonly clock: Clock
  readonly pushes: Pushes
}) {
  const rates = new Map<string, number[]>()
  const looks = new Map<string, { readonly done: number; readonly total: number }>()
  const pushedAt = new Map<string, number>()
  const late = new Map<string, NodeJS.Timeout>()
  const unwritten = new Map<string, NodeJS.Timeout>()
  let dataAt = 0

  /** The procedure with what is counted from its accounts. */
  function view(procedure: KeptProcedure): Procedure {
    return {
      ...procedure,
      accounts: countOutcomes(record.procedures.targetCounts(procedure.id)),
      items: countOutcomes(record.procedures.itemCounts(procedure.id)),
      rate: rateOf(procedure.id),
      looking: looks.get(procedure.id) ?? null,
    }
  }

  function rateOf(id: string): number | null {
    const starts = rates.get(id)
    if (!starts) return null
    const since = clock.now() - 5_000
    const recent = starts.filter((at) => at >= since)
    rates.set(id, recent)
    return recent.length / 5
  }

  function send(id: string): void {
    clearTimeout(late.get(id))
    late.delete(id)
    const procedure = record.procedures.get(id)
    if (!procedure) return
    pushedAt.set(id, clock.now())
    pushes.send('procedures', 'changed', view(procedure))
    dataAt = clock.now()
    pushes.changed(['procedures', 'journal', 'accounts'])
  }

  /**
   * Moves a procedure on. With `told` the journal has it in the same transaction.
   *
   * @param beside written in that transaction as well.
   */
  function move(
    id: string,
    change: Partial<KeptProcedure>,
    told: Told | null = null,
    beside: () => void = () => {},
  ): KeptProcedure {
    const before = record.procedures.get(id)
    if (!before) throw new Error(`there is no procedure ${id}`)
    const procedure = { ...before, ...change }
    const keep = () => {
      beside()
      record.procedures.save(procedure)
    }
    if (told) journal.write([draftOf(procedure, told)], keep)
    else record.transaction(keep)
    send(id)
    return procedure
  }

  /** An account or an item changed: the window hears of it, several times a second at most. */
  function touched(id: string): void {
    const since = clock.now() - (pushedAt.get(id) ?? 0)
    if (since >= pushEveryMs && clock.now() - dataAt >= dataEveryMs) return send(id)
    if (since >= pushEveryMs) {
      const procedure = record.procedures.get(id)
      if (!procedure) return
      pushedAt.set(id, clock.now())
      pushes.send('procedures', 'changed', view(procedure))
    } else if (!late.has(id)) {
      late.set(id, setTimeout(() => send(id), pushEveryMs).unref())
    }
  }

  return {
    view,

    get: (id: string): KeptProcedure | null => record.procedures.get(id),

    heading(procedure: KeptProcedure, actor = procedure.createdBy): JournalHeading {
      return {
        organizationId: procedure.organizationId,
        procedureId: procedure.id,
        caseId: procedure.request.caseId,
        actor,
      }
    },

    /** Keeps a new procedure. */
    begin(procedure: KeptProcedure, told: Told): KeptProcedure {
      journal.write([draftOf(procedure, told)], () => record.procedures.begin(procedure))
      send(procedure.id)
      return procedure
    },

    move,

    /**
     * The work on a procedure broke. Where not even that can be written, since the disk is full, it is tried again until it can.
     *
     * @param isAtWork true where the operator has gone on with it meanwhile.
     */
    interrupted(id: string, failure: Failure, isAtWork: () => boolean): void {
      const write = () => {
        if (record.procedures.get(id)?.state !== 'working') return
        try {
          move(id, { state: 'interrupted', failure })
        } catch {
          unwritten.set(id, setTimeout(again, unwrittenEveryMs).unref())
        }
      }
      const again = () => {
        unwritten.delete(id)
        if (!isAtWork()) write()
      }
      write()
    },

    /** Says in the journal what did not move the procedure. */
    tell(procedure: KeptProcedure, told: Told): void {
      journal.write([draftOf(procedure, told)])
      pushes.changed(['journal'])
    },

    /** So many of the accounts that are asked for were looked at for the plan. */
    looked(id: string, done: number, total: number): void {
      looks.set(id, { done, total })
      touched(id)
    },

    /** An account was begun: for the rate on screen. */
    began(id: string): void {
      rates.set(id, [...(rates.get(id) ?? []), clock.now()])
    },

    /** Nothing is under way any more. */
    rested(id: string): void {
      rates.delete(id)
      looks.delete(id)
      send(id)
    },

    touched,

    close(): void {
      for (const timer of [...late.values(), ...unwritten.values()]) clearTimeout(timer)
      late.clear()
      unwritten.clear()
    },
  }
}

function draftOf(procedure: KeptProcedure, { kind, detail, actor }: Told): JournalDraft {
  return {
    kind,
    organizationId: procedure.organizationId,
    accountId: null,
    procedureId: procedure.id,
    caseId: procedure.request.caseId,
    actor: actor ?? procedure.createdBy,
    detail,
  }
}
