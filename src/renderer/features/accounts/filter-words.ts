import type { AccountFilter } from '../../../shared/domain/account-query.ts'

/** True where the filter leaves out any member. */
export function isFiltered(filter: AccountFilter): boolean {
  return (
    filter.postures.length + filter.findings.length + filter.states.length > 0 ||
    filter.unitId !== null ||
    filter.tag !== null ||
    filter.search.trim() !== '' ||
    filter.includeLeft
  )
}

/** True where two filters mean the same accounts. */
export function sameFilter(a: AccountFilter, b: AccountFilter): boolean {
  return wordOf(a) === wordOf(b)
}

function wordOf(filter: AccountFilter): string {
  const { postures, findings, states, unitId, tag, search, includeLeft } = filter
  return JSON.stringify([
    postures.toSorted(),
    findings.toSorted(),
    states.toSorted(),
    unitId,
    tag,
    search.trim().toLowerCase(),
    includeLeft,
  ])
}
