import type { Instant } from '../../../shared/domain/accounts.ts'
import { isValidAt, type Exemption } from '../../../shared/domain/exemptions.ts'
import type { ReportExemption } from '../../../shared/domain/reports.ts'

/**
 * The exemptions of one account as they stand at `at`. Those that had ended before the period are left out; where no period is asked for, all that had ended.
 *
 * @param exemptions granted by `at`, with no revocation that came after it.
 */
export function reportExemptions(
  exemptions: readonly Exemption[],
  accountName: string,
  { at, since }: { readonly at: Instant; readonly since: Instant | null },
): ReportExemption[] {
  return exemptions
    .filter((exemption) => isValidAt(exemption, at) || endOf(exemption) > (since ?? at))
    .map((exemption) => ({ ...exemption, accountName, state: stateOf(exemption, at) }))
}

/** The first to expire first. */
export function byExpiry(a: ReportExemption, b: ReportExemption): number {
  if (a.expiresAt !== b.expiresAt) return a.expiresAt < b.expiresAt ? -1 : 1
  return a.id < b.id ? -1 : 1
}

function stateOf(exemption: Exemption, at: Instant): ReportExemption['state'] {
  if (exemption.revokedAt !== null) return 'revoked'
  return exemption.expiresAt <= at ? 'expired' : 'valid'
}

function endOf({ revokedAt, expiresAt }: Exemption): Instant {
  return revokedAt !== null && revokedAt < expiresAt ? revokedAt : expiresAt
}
