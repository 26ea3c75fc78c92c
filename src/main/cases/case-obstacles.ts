import { stillOpen, type BreakGlassCase, type ReopenedAccount } from '../../shared/domain/cases.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { isOver, type Procedure } from '../../shared/domain/procedures.ts'
import { utc } from '../../shared/domain/utc.ts'

/** Why a case cannot be closed yet, one sentence each; none where it can. */
export function obstaclesOf(
  found: Pick<BreakGlassCase, 'reopened'>,
  procedures: readonly Pick<Procedure, 'title' | 'state'>[],
): string[] {
  return [
    ...stillOpen(found).map(
      (account) =>
        `${nameOf(account)} was opened at ${utc(account.reopenedAt)} and is not verified closed: delete its root credentials in this case.`,
    ),
    ...procedures
      .filter(({ state }) => !isOver(state))
      .map(({ title }) => `“${title}” is not over: bring it to its end, or cancel it.`),
  ]
}

/** The failure of closing nevertheless; null where nothing stands in the way. */
export function whyNotClosed(
  found: Pick<BreakGlassCase, 'reopened'>,
  procedures: readonly Pick<Procedure, 'title' | 'state'>[],
): Failure | null {
  const obstacles = obstaclesOf(found, procedures)
  if (obstacles.length === 0) return null
  return failureOf(stillOpen(found).length > 0 ? 'case-still-open' : 'procedure-unfinished', {
    message: obstacles.join(' '),
  })
}

function nameOf({ accountName, accountId }: ReopenedAccount): string {
  return accountName === '' || accountName === accountId
    ? accountId
    : `${accountName} (${accountId})`
}
