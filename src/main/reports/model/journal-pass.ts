import type { BreakGlassCase } from '../../../shared/domain/cases.ts'
import type { Evidence } from '../../../shared/domain/evidence.ts'
import type { PrivilegedAction, ReportQuestion } from '../../../shared/domain/reports.ts'
import { gatherCaseFacts } from './open-cases.ts'
import type { Steps } from '../pace.ts'
import { gatherActions } from './privileged-actions.ts'
import { seenEntry } from './seen-entry.ts'

/** What one pass over the journal finds for a report. */
export type JournalPass = {
  /** Of the whole organization; null where no period was asked for. */
  readonly actions: PrivilegedAction[] | null
  readonly openCases: BreakGlassCase[]
}

/**
 * Goes through the entries that may be seen.
 *
 * @param done what is yielded at each: the number of accounts that were done before.
 */
export function* passJournal(
  evidence: Evidence,
  question: ReportQuestion,
  done: number,
): Steps<JournalPass> {
  const actions = gatherActions(evidence.organization.organization.id, question)
  const caseFacts = gatherCaseFacts(question.at)
  for (const line of evidence.journal()) {
    const entry = seenEntry(line)
    if (entry) {
      actions.take(entry)
      caseFacts.take(entry)
    }
    yield done
  }
  return { actions: actions.actions(), openCases: caseFacts.open(evidence.cases) }
}
