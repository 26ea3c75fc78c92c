import type { Run, RunScope, RunState } from '../../../shared/domain/runs.ts'
import { countedOf } from '../../format/count.ts'

/** What the strip says of a run that is not over, and the list of one that is. */
export function headlineOf(state: RunState): string {
  switch (state) {
    case 'running':
      return 'Auditing'
    case 'paused':
      return 'Audit paused'
    case 'interrupted':
      return 'Audit interrupted'
    case 'completed':
      return 'Audit completed'
    case 'cancelled':
      return 'Audit cancelled'
    case 'failed':
      return 'Audit failed'
  }
}

/** Which accounts a run looked at. */
export function scopeWords(scope: RunScope): string {
  return scope.kind === 'organization'
    ? 'Whole organization'
    : countedOf(scope.accountIds.length, 'account')
}

/** All calls of a run together. */
export function callTotalOf({ calls }: Pick<Run, 'calls'>): {
  calls: number
  throttled: number
  failed: number
} {
  const total = { calls: 0, throttled: 0, failed: 0 }
  for (const count of Object.values(calls)) {
    total.calls += count.calls
    total.throttled += count.throttled
    total.failed += count.failed
  }
  return total
}
