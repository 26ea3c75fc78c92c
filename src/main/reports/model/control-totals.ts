import {
  checks,
  checkTitles,
  controls,
  type Check,
  type ControlStatus,
} from '../../../shared/domain/controls.ts'
import type { ReportAccount, ReportControl } from '../../../shared/domain/reports.ts'
import { countOf, countedOf } from '../../../shared/format/count.ts'

type Counts = Record<ControlStatus, number>
type Verdict = Pick<ReportControl, 'status' | 'justification' | 'counts'>

/**
 * Judges every control over the members of a report.
 *
 * @param unlisted whether there may be members that the report does not know.
 */
export function controlTotals(
  accounts: readonly ReportAccount[],
  unlisted: boolean,
): ReportControl[] {
  const counted = countChecks(accounts)
  const verdicts = Object.fromEntries(
    checks.map((check) => [check, verdictOf(counted[check], unlisted)]),
  ) as Record<Check, Verdict>
  return controls.map(({ framework, control, check }) => ({
    framework,
    control,
    title: checkTitles[check],
    check,
    ...verdicts[check],
  }))
}

function countChecks(accounts: readonly ReportAccount[]): Record<Check, Counts> {
  const counted = Object.fromEntries(
    checks.map((check) => [check, { PASS: 0, FAIL: 0, NOT_APPLICABLE: 0, UNKNOWN: 0 }]),
  ) as Record<Check, Counts>
  for (const { leftAt, checks: results } of accounts) {
    if (leftAt !== null) continue
    for (const check of checks) counted[check][results[check].status] += 1
  }
  return counted
}

function verdictOf(counts: Counts, unlisted: boolean): Verdict {
  const judged = counts.PASS + counts.FAIL + counts.UNKNOWN
  const status = statusOf(counts, judged, unlisted)
  if (judged === 0) {
    return { status, justification: 'No account was judged, so nothing is known.', counts }
  }
  const parts = [
    counts.FAIL > 0 ? `${countOf(counts.FAIL)} fail` : '',
    counts.UNKNOWN > 0 ? `${countOf(counts.UNKNOWN)} unknown` : '',
    counts.PASS > 0 ? `${countOf(counts.PASS)} pass` : '',
  ].filter(Boolean)
  const apart =
    counts.NOT_APPLICABLE > 0 ? `; ${countOf(counts.NOT_APPLICABLE)} not applicable` : ''
  const missing = unlisted ? ' Accounts may be missing.' : ''
  const justification = `Of ${countedOf(judged, 'account')}: ${parts.join(', ')}${apart}.${missing}`
  return { status, justification, counts }
}

/** What fails is said before what is unknown, and what is unknown before what passes: nothing is green by omission. */
function statusOf(counts: Counts, judged: number, unlisted: boolean): ControlStatus {
  if (counts.FAIL > 0) return 'FAIL'
  return counts.UNKNOWN > 0 || judged === 0 || unlisted ? 'UNKNOWN' : 'PASS'
}
