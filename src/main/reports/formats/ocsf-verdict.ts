import type { Check, ControlStatus } from '../../../shared/domain/controls.ts'
import type { Severity } from '../../../shared/domain/findings.ts'
import type { ReportAccount } from '../../../shared/domain/reports.ts'

/** A number of an enumeration of OCSF with its caption. `99` is Other, whose caption is the source's own. */
export type OcsfEnum = { readonly id: number; readonly caption: string }

/**
 * What OCSF is told of the account as a whole. Fail where root credentials are there, exempted or not. What is not known is Unknown, not OCSF's Warning,
 * which would read as half a Pass.
 *
 * The management account has no posture. It is judged by the checks of its own root user, worst first.
 */
export function complianceStatusOf(account: ReportAccount): OcsfEnum {
  switch (account.posture) {
    case 'compliant':
      return complianceStatus.PASS
    case 'non-compliant':
    case 'exempt':
      return complianceStatus.FAIL
    case 'unknown':
    case 'stale':
      return complianceStatus.UNKNOWN
    case 'not-applicable':
      return complianceStatus[worstOfRootUser(account)]
  }
}

export const complianceStatus: Readonly<Record<ControlStatus, OcsfEnum>> = {
  PASS: { id: 1, caption: 'Pass' },
  FAIL: { id: 3, caption: 'Fail' },
  UNKNOWN: { id: 0, caption: 'Unknown' },
  NOT_APPLICABLE: { id: 99, caption: 'Not Applicable' },
}

/**
 * How grave it is: the gravest finding; Critical, as AWS Security Hub rates its controls of the root user, where a check of the management account fails
 * (fact sheet 6.3); Informational where nothing is wrong or nothing applies; else Unknown.
 */
export function severityOf(account: ReportAccount): OcsfEnum {
  const [gravest] = account.findings
  if (gravest) return severities[gravest.severity]
  switch (complianceStatusOf(account)) {
    case complianceStatus.PASS:
    case complianceStatus.NOT_APPLICABLE:
      return { id: 1, caption: 'Informational' }
    case complianceStatus.FAIL:
      return severities.critical
    default:
      return { id: 0, caption: 'Unknown' }
  }
}

const severities: Readonly<Record<Severity, OcsfEnum>> = {
  critical: { id: 5, caption: 'Critical' },
  high: { id: 4, caption: 'High' },
  low: { id: 2, caption: 'Low' },
}

/** The checks that look at the root user itself and not at the organization. */
const ofRootUser: readonly Check[] = ['no-access-key', 'mfa', 'mfa-or-no-password', 'hardware-mfa']

function worstOfRootUser({ checks }: ReportAccount): ControlStatus {
  const found = ofRootUser.map((check) => checks[check].status)
  return worstFirst.find((status) => found.includes(status)) ?? 'UNKNOWN'
}

const worstFirst: readonly ControlStatus[] = ['FAIL', 'UNKNOWN', 'PASS', 'NOT_APPLICABLE']
