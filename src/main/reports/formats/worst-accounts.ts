import { severities } from '../../../shared/domain/findings.ts'
import type { Posture } from '../../../shared/domain/posture.ts'
import type { ReportAccount } from '../../../shared/domain/reports.ts'

/**
 * The members to look at first: those that hold credentials and are not exempted, the gravest finding and the longest exposure first; then what is not
 * known; then what was seen too long ago. Of equals, by account ID.
 */
export function worstAccounts(accounts: readonly ReportAccount[], most: number): ReportAccount[] {
  return accounts
    .filter(({ posture, leftAt }) => leftAt === null && order.includes(posture))
    .toSorted(byGravity)
    .slice(0, most)
}

const order: readonly Posture[] = ['non-compliant', 'unknown', 'stale']

function byGravity(a: ReportAccount, b: ReportAccount): number {
  return (
    order.indexOf(a.posture) - order.indexOf(b.posture) ||
    gravityOf(a) - gravityOf(b) ||
    (b.exposure?.days ?? 0) - (a.exposure?.days ?? 0) ||
    (a.id < b.id ? -1 : 1)
  )
}

function gravityOf({ findings }: ReportAccount): number {
  const [gravest] = findings
  return gravest ? severities.indexOf(gravest.severity) : severities.length
}
