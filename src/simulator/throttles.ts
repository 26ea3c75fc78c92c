import { createTokenBucket } from './token-bucket.ts'
import type { Limit, TokenBucket } from './token-bucket.ts'

/** Operation name → the token bucket that each calling account has for it. */
export type LimitTable = Readonly<Record<string, Limit>>

interface OperationLimits {
  readonly account: Limit
  /** One bucket for all accounts of the organization together, where AWS documents one. */
  readonly organization?: Limit
}

/** Organizations' documented buckets: rate and burst per account, then per organization (fact sheet, section 3.1). */
const DOCUMENTED: Readonly<Record<string, OperationLimits>> = {
  DescribeAccount: documented(20, 30, 24, 36),
  ListAccounts: documented(8, 12, 9, 15),
  ListParents: documented(5, 8, 6, 10),
  ListAccountsForParent: documented(5, 8, 6, 10),
  ListOrganizationalUnitsForParent: documented(5, 8, 6, 10),
  ListChildren: documented(6, 10, 7, 12),
  ListRoots: documented(1, 2, 1, 3),
  ListTagsForResource: documented(10, 15, 12, 18),
  DescribeOrganization: { account: { rate: 1, burst: 2 } },
  EnableAWSServiceAccess: { account: { rate: 1, burst: 2 } },
  DisableAWSServiceAccess: { account: { rate: 1, burst: 2 } },
  ListAWSServiceAccessForOrganization: documented(1, 3, 1, 4),
  ListDelegatedServicesForAccount: documented(1, 3, 1, 4),
  ListDelegatedAdministrators: documented(5, 8, 6, 10),
  RegisterDelegatedAdministrator: { account: { rate: 1, burst: 2 } },
  DeregisterDelegatedAdministrator: { account: { rate: 1, burst: 2 } },
}

export interface Throttles {
  /** Counts a call of `accountId`; false when it has to be turned away. */
  admit(operation: string, accountId: string): boolean
  /** Replaces every override; the documented limits stay for operations that the table does not name. */
  override(limits: LimitTable): void
  /** Every per-account limit in force. */
  current(): LimitTable
}

/** Token buckets per operation and calling account. `now` is a monotonic clock in milliseconds. */
export function createThrottles(limits: LimitTable, now: () => number): Throttles {
  let overrides = limits
  const buckets = new Map<string, TokenBucket>()

  function limitsOf(operation: string): OperationLimits | undefined {
    const override = overrides[operation]
    return override === undefined ? DOCUMENTED[operation] : { account: override }
  }

  function bucketOf(key: string, limit: Limit): TokenBucket {
    const known = buckets.get(key)
    if (known !== undefined) return known
    const fresh = createTokenBucket(limit, now())
    buckets.set(key, fresh)
    return fresh
  }

  function admit(operation: string, accountId: string): boolean {
    const found = limitsOf(operation)
    if (found === undefined) return true
    const applying = [bucketOf(`${operation} ${accountId}`, found.account)]
    if (found.organization !== undefined) applying.push(bucketOf(operation, found.organization))
    const at = now()
    return (
      applying.every((bucket) => bucket.hasToken(at)) && applying.every((bucket) => bucket.take(at))
    )
  }

  return {
    admit,
    override: (table) => {
      overrides = table
      buckets.clear()
    },
    current: () => ({
      ...Object.fromEntries(
        Object.entries(DOCUMENTED).map(([operation, { account }]) => [operation, account]),
      ),
      ...overrides,
    }),
  }
}

function documented(
  rate: number,
  burst: number,
  organizationRate: number,
  organizationBurst: number,
): OperationLimits {
  return {
    account: { rate, burst },
    organization: { rate: organizationRate, burst: organizationBurst },
  }
}
