import type { OrganizationId } from '../../shared/domain/accounts.ts'
import type { TextFile } from '../../shared/domain/approvals.ts'
import { courtesyNoteOf } from '../../shared/domain/courtesy-note.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { CourtesyNote, JournalEntry } from '../../shared/domain/journal.ts'
import type { PlanHead, TargetView } from '../../shared/domain/plans.ts'
import type { Procedure } from '../../shared/domain/procedures.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { RecordStore } from '../database/record-store.ts'
import { planHeadOf } from './plan-head.ts'
import type { ProcedureGuard } from './procedure-guard.ts'
import type { ProcedureKeeper } from './procedure-keeper.ts'
import { procedureReport } from './procedure-report.ts'

const allTargets = 50_000

/** What the window reads of procedures; it works without a connection. */
export function createProcedureReader(deps: {
  readonly record: RecordStore
  readonly guard: ProcedureGuard
  readonly keeper: ProcedureKeeper
  /** The entries of a procedure, oldest first. */
  readonly entriesOf: (procedureId: string) => readonly JournalEntry[]
}) {
  const { record, guard, keeper } = deps

  return {
    /** Those that are not over first, then the newest. */
    list(
      organizationId: OrganizationId,
      { caseId, offset, limit }: { caseId: string | null; offset: number; limit: number },
    ): Outcome<{ total: number; procedures: Procedure[] }> {
      const page = record.procedures.page(organizationId, caseId, offset, limit)
      return succeed({ total: page.total, procedures: page.procedures.map(keeper.view) })
    },

    get(id: string): Outcome<Procedure> {
      const procedure = guard.found(id)
      return procedure.ok ? succeed(keeper.view(procedure.value)) : procedure
    },

    /** Null before there is a plan. Errors: `not-found`, `plan-altered`. */
    plan(id: string): Outcome<PlanHead | null> {
      const procedure = guard.found(id)
      if (!procedure.ok) return procedure
      if (procedure.value.digest === null) return succeed(null)
      const plan = guard.plan(procedure.value)
      return plan ? succeed(planHeadOf(plan)) : fail(failureOf('plan-altered'))
    },

    targets(
      id: string,
      only: 'all' | 'attention',
      offset: number,
      limit: number,
    ): Outcome<{ total: number; targets: TargetView[] }> {
      const procedure = guard.found(id)
      return procedure.ok ? succeed(record.procedures.targets(id, only, offset, limit)) : procedure
    },

    /** The text that the digest is taken of. */
    planText(id: string): Outcome<TextFile> {
      const procedure = guard.found(id)
      if (!procedure.ok) return procedure
      const text = record.procedures.planText(id)
      return text === null
        ? fail(failureOf('not-found'))
        : succeed({ name: `rootkeep-plan-${id}.json`, text })
    },

    report(id: string): Outcome<TextFile> {
      const procedure = guard.found(id)
      if (!procedure.ok) return procedure
      const { targets } = record.procedures.targets(id, 'all', 0, allTargets)
      const text = procedureReport(
        keeper.view(procedure.value),
        guard.plan(procedure.value),
        targets,
        deps.entriesOf(id),
      )
      return succeed({ name: `rootkeep-procedure-${id}.md`, text })
    },

    courtesyNote(id: string): Outcome<CourtesyNote> {
      const procedure = guard.found(id)
      if (!procedure.ok) return procedure
      const plan = guard.plan(procedure.value)
      return plan ? succeed(courtesyNoteOf(plan)) : fail(failureOf('not-found'))
    },
  }
}
