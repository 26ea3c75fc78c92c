import type { BundleComparison } from '../../../shared/domain/bundles.ts'
import type { Posture } from '../../../shared/domain/posture.ts'
import type { ReportAccount } from '../../../shared/domain/reports.ts'

/** What one report says of one account. */
export type Side = NonNullable<BundleComparison['accounts'][number]['before']>
type Kind = BundleComparison['accounts'][number]['kind'] | 'same'

/** What is compared of an account. */
export function sideOf({ posture, findings }: Pick<ReportAccount, 'posture' | 'findings'>): Side {
  return {
    posture,
    findings: findings.map(({ kind }) => kind),
    items: findings.flatMap(({ items }) => items),
  }
}

/**
 * What became of an account; null is an account that is not there.
 *
 * Worse is also what is no longer known: an account that cannot be looked at any more is not better off, however bad it was. Accounts that nobody judges
 * any more, or again, are neither.
 */
export function kindOfChange(before: Side | null, after: Side | null): Kind {
  if (before === null) return after === null ? 'same' : 'joined'
  if (after === null) return 'left'
  if (before.posture !== after.posture) return turn(before.posture, after.posture)
  return (
    gainedOrLost(before.findings, after.findings) ??
    gainedOrLost(before.items, after.items) ??
    'same'
  )
}

function turn(before: Posture, after: Posture): Kind {
  if (before === 'not-applicable' || after === 'not-applicable') return 'otherwise'
  if (isUnknown(before)) {
    if (isUnknown(after)) return 'otherwise'
    return after === 'non-compliant' ? 'worse' : 'better'
  }
  if (isUnknown(after)) return 'worse'
  return order.indexOf(after) > order.indexOf(before) ? 'worse' : 'better'
}

/** What is known, the best first. */
const order: readonly Posture[] = ['compliant', 'exempt', 'non-compliant']

function isUnknown(posture: Posture): boolean {
  return posture === 'unknown' || posture === 'stale'
}

/** Null where the two are of the same things. */
function gainedOrLost(before: readonly string[], after: readonly string[]): Kind | null {
  const gained = after.some((item) => !before.includes(item))
  const lost = before.some((item) => !after.includes(item))
  if (gained && lost) return 'otherwise'
  return gained ? 'worse' : lost ? 'better' : null
}
