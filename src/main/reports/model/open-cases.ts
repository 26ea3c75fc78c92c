import type { Instant } from '../../../shared/domain/accounts.ts'
import type { BreakGlassCase } from '../../../shared/domain/cases.ts'
import type { SeenEntry } from './seen-entry.ts'

/** Gathers from the journal what the cases themselves say of the present alone: the time box as it was, and which procedures there were. */
export function gatherCaseFacts(at: Instant) {
  const until = new Map<string, string>()
  const later = new Set<string>()

  return {
    /** Takes the next entry, in the order of the journal. */
    take({ kind, at: written, caseId, procedureId, detail }: SeenEntry): void {
      if (written > at) {
        if (kind === 'procedure-opened' && procedureId !== null) later.add(procedureId)
        return
      }
      const end = detail['until']
      if (
        caseId !== null &&
        typeof end === 'string' &&
        (kind === 'case-opened' || kind === 'case-extended')
      ) {
        until.set(caseId, end)
      }
    },

    /** The cases that were open at `at`, as they stood then; the first to end first. */
    open: (cases: readonly BreakGlassCase[]): BreakGlassCase[] =>
      cases
        .filter(({ openedAt, closedAt }) => openedAt <= at && (closedAt === null || closedAt > at))
        .map((kept) => ({
          ...kept,
          until: until.get(kept.id) ?? kept.until,
          state: 'open' as const,
          closedAt: null,
          outcome: null,
          reopened: reopenedAt(kept, at),
          procedureIds: kept.procedureIds.filter((id) => !later.has(id)),
        }))
        .toSorted((a, b) => (`${a.until} ${a.id}` < `${b.until} ${b.id}` ? -1 : 1)),
  }
}

function reopenedAt({ reopened }: BreakGlassCase, at: Instant): BreakGlassCase['reopened'] {
  return reopened
    .filter((account) => account.reopenedAt <= at)
    .map((account) => ({
      ...account,
      steps: account.steps.filter((step) => step.at <= at),
      ...(account.closedAt !== null && account.closedAt > at
        ? { closedAt: null, closedByProcedureId: null }
        : {}),
    }))
}
