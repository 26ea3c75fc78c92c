import type { Account, Instant } from '../../../shared/domain/accounts.ts'
import type { AccountEvidence, RunRecord } from '../../../shared/domain/evidence.ts'
import { isAuditable } from '../../../shared/domain/posture.ts'

/**
 * The newest instant before which an account was certainly not last looked at: the beginning of a run that looked at it, at or after `from`; null where
 * no run proves that.
 */
export type LookProof = (
  evidence: AccountEvidence,
  from: Instant,
  factsAt: (at: Instant) => Pick<Account, 'state' | 'isManagement' | 'leftAt'>,
) => Instant | null

/**
 * What the records of runs prove of looks at or before `at`.
 *
 * A run that came to its end has looked at every account in its scope that could be a target, once at least between its beginning and its end. The look
 * saw something where no failed look of that account fell into that time. Anything less proves nothing: an observation is not made fresher by a guess.
 */
export function lookProof(runs: readonly RunRecord[], at: Instant): LookProof {
  const ended = runs
    .flatMap(({ state, startedAt, endedAt, scope }) =>
      state === 'completed' && endedAt !== null && endedAt <= at
        ? [
            {
              startedAt,
              endedAt,
              accounts: scope.kind === 'accounts' ? new Set<string>(scope.accountIds) : null,
            },
          ]
        : [],
    )
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))

  return ({ account, failures }, from, factsAt) => {
    for (const { startedAt, endedAt, accounts } of ended) {
      if (startedAt < from) return null
      if (accounts && !accounts.has(account.id)) continue
      if (!isTarget(factsAt(startedAt)) || !isTarget(factsAt(endedAt))) continue
      const failed = failures.some(
        ({ firstAt, lastAt }) => firstAt <= endedAt && startedAt <= lastAt,
      )
      if (!failed) return startedAt
    }
    return null
  }
}

function isTarget({
  state,
  isManagement,
  leftAt,
}: Pick<Account, 'state' | 'isManagement' | 'leftAt'>) {
  return !isManagement && leftAt === null && isAuditable(state)
}
