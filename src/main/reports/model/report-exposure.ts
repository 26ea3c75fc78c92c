import type { Instant } from '../../../shared/domain/accounts.ts'
import { hasAny, oldestCredentialAt } from '../../../shared/domain/credentials.ts'
import type { Observation } from '../../../shared/domain/posture.ts'
import type { Exposure } from '../../../shared/domain/reports.ts'

const dayMs = 86_400_000

/**
 * Since when an account has held root credentials without a break that anybody saw; null where it holds none at `at`.
 *
 * What was seen in the looks in a row that each saw something reaches back to the first of them, and further back where a credential says when it came to be.
 *
 * @param observations the spans of the account, oldest first.
 */
export function exposureAt(observations: readonly Observation[], at: Instant): Exposure | null {
  const known = observations.findLastIndex(({ firstSeenAt }) => firstSeenAt <= at)
  let since: Instant | null = null
  let by: Exposure['by'] = 'seen'
  for (let index = known; index >= 0; index -= 1) {
    const span = observations[index]
    if (!span || !hasAny(span.credentials.present)) break
    if (since === null || span.firstSeenAt < since) {
      since = span.firstSeenAt
      by = 'seen'
    }
    const created = oldestCredentialAt(span.credentials)
    if (created !== null && created < since) {
      since = created
      by = 'created'
    }
  }
  if (since === null) return null
  const days = Math.max(0, Math.floor((Date.parse(at) - Date.parse(since)) / dayMs))
  return { since, by, days }
}
