import type { Instant, OrganizationId } from '../../../shared/domain/accounts.ts'
import type { Store } from '../../database/store.ts'
import type { Turn } from '../../slices.ts'

/** What the cache knows of calls that the journal does not keep: those of audit runs, and all that only read. */
export type LedgerCalls = {
  /** The Region of each call, by its request ID. */
  readonly regions: ReadonlyMap<string, string>
  /** Calls that no answer came to: AWS may know a request ID that we do not. */
  readonly unanswered: readonly {
    readonly operation: string
    readonly accountId: string | null
    readonly at: Instant
  }[]
  /** The time of its oldest call; null where it holds none. It is bounded: of what was before it tells nothing. */
  readonly since: Instant | null
  /** Who ran audits from here. */
  readonly callers: ReadonlySet<string>
}

const sliceLength = 2_000
/** More runs than anybody keeps. */
const allRuns = 100_000

/** Reads the request ledger and the runs of an organization. */
export async function readLedgerCalls(
  { ledger, runs }: Pick<Store, 'ledger' | 'runs'>,
  organizationId: OrganizationId,
  turn: Turn,
): Promise<LedgerCalls> {
  ledger.flush()
  const regions = new Map<string, string>()
  const unanswered = []
  let since: Instant | null = null
  let read = 0
  for (;;) {
    const slice = ledger.after(read, sliceLength)
    const last = slice.at(-1)
    if (!last) break
    since ??= slice[0]?.at ?? null
    for (const { requestId, region, operation, accountId, at } of slice) {
      if (requestId === null) unanswered.push({ operation, accountId, at })
      else regions.set(requestId, region)
    }
    read = last.id
    await turn()
  }
  return {
    regions,
    unanswered,
    since,
    callers: new Set(runs.page(organizationId, 0, allRuns).runs.map(({ callerArn }) => callerArn)),
  }
}
