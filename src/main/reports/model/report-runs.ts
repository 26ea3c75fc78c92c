import type { Instant } from '../../../shared/domain/accounts.ts'
import type { RunRecord } from '../../../shared/domain/evidence.ts'
import type { TrendPoint } from '../../../shared/domain/overview.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import type { Run } from '../../../shared/domain/runs.ts'

type Period = { readonly at: Instant; readonly since: Instant | null }

/** Who made the newest run that had begun by `at`; null where there was none. */
export function callerAt(runs: readonly RunRecord[], at: Instant): Report['caller'] {
  const begun = runs
    .filter(({ startedAt }) => startedAt <= at)
    .reduce<RunRecord | null>((a, b) => (a && a.startedAt > b.startedAt ? a : b), null)
  return begun && { arn: begun.callerArn, runId: begun.id, at: begun.startedAt }
}

/** The runs that ended in the period, oldest first; the newest that had ended where no period is asked for. */
export function runsOf(runs: readonly RunRecord[], { at, since }: Period): Run[] {
  const ended = endedBy(runs, at)
  const told = since === null ? ended.slice(-1) : ended.filter(({ endedAt }) => endedAt > since)
  return told.map(runOf)
}

function runOf(record: RunRecord): Run {
  const { postures: _postures, ...run } = record
  return { ...run, calls: inOrder(run.calls) }
}

/** By name: the order in which calls were counted first is not kept in a bundle. */
function inOrder(calls: Run['calls']): Run['calls'] {
  return Object.fromEntries(Object.entries(calls).toSorted(([a], [b]) => compare(a, b)))
}

/** Where the whole organization stood at the end of each completed run over it, oldest first. */
export function trendOf(runs: readonly RunRecord[], at: Instant): TrendPoint[] {
  return endedBy(runs, at).flatMap(({ id, endedAt, state, scope, postures }) =>
    state === 'completed' && scope.kind === 'organization' && postures !== null
      ? [
          {
            runId: id,
            at: endedAt,
            nonCompliant: postures['non-compliant'],
            exempt: postures.exempt,
            compliant: postures.compliant,
            unknown: postures.unknown + postures.stale,
          },
        ]
      : [],
  )
}

/** Oldest first; of two that ended at once, the one that began first. */
function endedBy(runs: readonly RunRecord[], at: Instant): (RunRecord & { endedAt: Instant })[] {
  return runs
    .flatMap((run) =>
      run.endedAt !== null && run.endedAt <= at ? [{ ...run, endedAt: run.endedAt }] : [],
    )
    .toSorted((a, b) =>
      a.endedAt === b.endedAt ? compare(a.startedAt, b.startedAt) : compare(a.endedAt, b.endedAt),
    )
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
