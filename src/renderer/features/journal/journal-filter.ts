import type { JournalFilter } from '../../../shared/domain/journal.ts'

/** True where a filter leaves entries out. */
export function isFiltered({
  kinds,
  accountId,
  procedureId,
  caseId,
  search,
}: JournalFilter): boolean {
  return (
    kinds.length > 0 ||
    accountId !== null ||
    procedureId !== null ||
    caseId !== null ||
    search !== ''
  )
}
