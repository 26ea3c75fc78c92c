import type { Instant } from '../../../shared/domain/accounts.ts'
import type { OrganizationEvidence, RunRecord } from '../../../shared/domain/evidence.ts'
import type { Organization } from '../../../shared/domain/connections.ts'

/** What was known of the organization as a whole at an instant. */
export type OrganizationStanding = Pick<
  Organization,
  'featureSet' | 'features' | 'trustedAccess' | 'describedAt'
> & {
  /** False where no description from before is kept: then this is the oldest that is known. */
  readonly wasDescribed: boolean
  /** When a listing of the accounts had come to its end; null where none is known to have. */
  readonly listedAt: Instant | null
}

/**
 * What was known of the organization at `at`. Of instants the latest that is proven: the cache keeps when each description and the newest listing were made,
 * and the records of runs tell of the listings before. Of descriptions a run proves nothing: it goes by the one that was made when its caller connected.
 */
export function organizationAt(
  { organization, past, listedAt }: OrganizationEvidence,
  runs: readonly RunRecord[],
  at: Instant,
): OrganizationStanding {
  const index = past.findIndex(({ until }) => until > at)
  const { featureSet, features, trustedAccess, describedAt } = past[index] ?? organization
  const began = past[(index === -1 ? past.length : index) - 1]?.until ?? null
  const proven = [describedAt, began].find((instant) => instant !== null && instant <= at)
  return {
    featureSet,
    features,
    trustedAccess,
    describedAt: proven ?? describedAt,
    wasDescribed: typeof proven === 'string',
    listedAt: listedAt !== null && listedAt <= at ? listedAt : listedInRun(runs, at),
  }
}

/** A run over the whole organization that came to its end has listed it to its end. */
function listedInRun(runs: readonly RunRecord[], at: Instant): Instant | null {
  return runs
    .filter(
      ({ state, scope, endedAt }) =>
        state === 'completed' && scope.kind === 'organization' && endedAt !== null && endedAt <= at,
    )
    .reduce<Instant | null>((newest, { startedAt }) => later(newest, startedAt), null)
}

function later(a: Instant | null, b: Instant): Instant {
  return a !== null && a > b ? a : b
}
