import type { FindingKind } from '../../../shared/domain/findings.ts'
import { severities } from '../../../shared/domain/findings.ts'
import type { Report, ReportAccount } from '../../../shared/domain/reports.ts'

/** The accounts of a report as its sections go through them. Only members; who has left stands in the register. */
export type AccountGroups = {
  /** Non-compliant first, then exempt; in each the gravest first, then who has held credentials the longest. */
  readonly holding: readonly ReportAccount[]
  readonly unknown: readonly ReportAccount[]
  readonly stale: readonly ReportAccount[]
  /** Null where it is outside of the scope. */
  readonly management: ReportAccount | null
}

export function accountGroups({ accounts }: Pick<Report, 'accounts'>): AccountGroups {
  const members = accounts.filter(({ leftAt }) => leftAt === null)
  const withPosture = (posture: ReportAccount['posture']) =>
    members.filter((account) => account.posture === posture)
  return {
    holding: [...withPosture('non-compliant'), ...withPosture('exempt')].toSorted(
      (a, b) =>
        Number(a.posture === 'exempt') - Number(b.posture === 'exempt') ||
        gravityOf(a) - gravityOf(b) ||
        (b.exposure?.days ?? -1) - (a.exposure?.days ?? -1) ||
        (a.id < b.id ? -1 : 1),
    ),
    unknown: withPosture('unknown'),
    stale: withPosture('stale'),
    management: members.find(({ isManagement }) => isManagement) ?? null,
  }
}

/** Those that hold a kind of finding with no exemption over all that they hold. */
export function openFinding(groups: AccountGroups, kind: FindingKind): ReportAccount[] {
  return groups.holding.filter(
    ({ posture, findings }) =>
      posture === 'non-compliant' && findings.some((finding) => finding.kind === kind),
  )
}

/** Findings come worst first. */
function gravityOf({ findings: [worst] }: ReportAccount): number {
  return worst ? severities.indexOf(worst.severity) : severities.length
}
