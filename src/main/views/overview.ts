import type { Instant, OrganizationId } from '../../shared/domain/accounts.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Overview } from '../../shared/domain/overview.ts'
import { completenessOf } from '../../shared/domain/posture.ts'
import type { Store } from '../database/store.ts'

const trendPoints = 365
const changesShown = 50
const worstShown = 8

/**
 * The first screen from the cache alone. Changes are those of the newest completed run and after: what
 * became different since the look before it. Postures must have been brought up to `now` before.
 */
export function overviewOf(
  store: Store,
  organizationId: OrganizationId,
  revision: number,
): Overview {
  const postures = store.accountTable.postureCounts(organizationId)
  const [newest, previous] = store.runs.completed(organizationId, 2)
  const since: Instant | null = newest && previous ? newest.startedAt : null
  const { changes, total } = since
    ? store.observations.changesSince(organizationId, since, changesShown)
    : { changes: [], total: 0 }
  return {
    revision,
    completeness: completenessOf(postures),
    postures,
    findings: store.accountTable.findingCounts(organizationId),
    trend: store.runs.trend(organizationId, trendPoints),
    changes,
    changesSince: since === null ? null : (previous?.endedAt ?? null),
    changesTotal: total,
    worst: store.accountTable.worst(organizationId, worstShown),
    unknownReasons: store.accountTable.unknownReasons(organizationId).map(({ code, accounts }) => {
      const { message, remedy } = failureOf(code)
      return { code, message, remedy, accounts }
    }),
  }
}
