import { checks, checkTitles, controls, type Check } from '../../../shared/domain/controls.ts'
import type { CheckResult, Report, ReportAccount } from '../../../shared/domain/reports.ts'
import { uuidOfName } from './name-uuid.ts'
import { complianceStatus, complianceStatusOf, severityOf } from './ocsf-verdict.ts'

/** The version of the OCSF schema that the lines are written in. */
export const ocsfVersion = '1.5.0'

/**
 * The report as OCSF Compliance Findings (class 2003), JSON Lines: one for each account in scope, with everything that holds for all of them in each,
 * as a machine takes up lines one by one. docs/report-formats.md has the mapping.
 */
export function* ocsfReport(report: Report): Iterable<string> {
  const findingOf = findingsOf(report)
  for (const account of report.accounts) yield `${JSON.stringify(findingOf(account))}\n`
}

function findingsOf(report: Report): (account: ReportAccount) => object {
  const { organization, question, tool } = report
  const time = Date.parse(question.at)
  const product = { name: tool.name, vendor_name: tool.name, version: tool.version }
  const checkOf = checksOf()

  return (account) => {
    const severity = severityOf(account)
    const status = complianceStatusOf(account)
    const lifecycle = account.posture === 'exempt' ? suppressed : fresh
    const uid = uuidOfName(`urn:rootkeep:finding:${organization.id}:${account.id}:root-credentials`)
    return {
      activity_id: 1,
      activity_name: 'Create',
      category_uid: 2,
      category_name: 'Findings',
      class_uid: 2003,
      class_name: 'Compliance Finding',
      type_uid: 200301,
      type_name: 'Compliance Finding: Create',
      time,
      severity_id: severity.id,
      severity: severity.caption,
      status_id: lifecycle.id,
      status: lifecycle.caption,
      message: account.verdict,
      metadata: {
        version: ocsfVersion,
        profiles: ['cloud'],
        product,
        uid: uuidOfName(`urn:rootkeep:finding-at:${uid}:${question.at}`),
      },
      finding_info: {
        uid,
        title: `Root user of AWS account ${account.id}`,
        types: ['Root credentials'],
        ...(account.observedAt === null ? {} : { last_seen_time: Date.parse(account.observedAt) }),
      },
      compliance: {
        ...evaluated,
        status_id: status.id,
        status: status.caption,
        status_details: [account.verdict, ...failureDetails(account)],
        checks: checks.map((check) => checkOf(check, account.checks[check])),
      },
      ...(account.unknown === null
        ? {}
        : { remediation: { desc: account.unknown.failure.remedy } }),
      cloud: {
        provider: 'AWS',
        account: { uid: account.id, name: account.name, type_id: 10, type: 'AWS Account' },
        org: {
          uid: organization.id,
          ...(account.unitPath === null ? {} : { ou_name: account.unitPath }),
        },
      },
      resources: [
        { uid: `AWS::::Account:${account.id}`, name: account.name, type: 'AWS::::Account' },
      ],
      unmapped: unmapped(account),
    }
  }
}

/** What every line says of the rules it was judged by. */
const evaluated = {
  control: 'The root user holds no credentials',
  desc: 'A member account needs no root credentials where root access is managed centrally. The checks say what the standards ask for.',
  standards: [...new Set(controls.map(({ framework }) => framework))],
  requirements: [...Map.groupBy(controls, ({ framework }) => framework)].map(
    ([framework, of]) => `${framework}: ${of.map(({ control }) => control).join(', ')}`,
  ),
}

const fresh = { id: 1, caption: 'New' }
const suppressed = { id: 3, caption: 'Suppressed' }

/** Checks with few ways to come out: each of them is made once. */
function checksOf(): (check: Check, result: CheckResult) => object {
  const made = new Map<string, object>()
  return (check, { status, justification }) => {
    const key = `${check} ${status} ${justification}`
    const known = made.get(key)
    if (known) return known
    const { id, caption } = complianceStatus[status]
    const drawn = {
      uid: check,
      name: checkTitles[check],
      status_id: id,
      status: caption,
      desc: justification,
    }
    made.set(key, drawn)
    return drawn
  }
}

function failureDetails({ unknown }: ReportAccount): string[] {
  return unknown === null ? [] : [unknown.failure.message]
}

/** What OCSF has no place for. */
function unmapped(account: ReportAccount): object {
  const { unknown } = account
  return {
    posture: account.posture,
    state: account.state,
    email: account.email,
    is_management: account.isManagement,
    is_delegated_administrator: account.isDelegatedAdministrator,
    left_at: account.leftAt,
    present: presenceOf(account),
    attested: account.attested,
    findings: account.findings.map(({ kind, severity, items }) => ({ kind, severity, items })),
    exposure: account.exposure,
    exemption_ids: account.exemptionIds,
    unknown: unknown && {
      at: unknown.at,
      code: unknown.failure.code,
      aws_code: unknown.failure.awsCode ?? null,
      request_id: unknown.failure.requestId ?? null,
    },
  }
}

/** What is known to be there. An attestation does not speak of signing certificates. */
function presenceOf({ credentials, attested }: ReportAccount): object | null {
  if (credentials === null) return null
  return attested ? { ...credentials.present, signingCertificates: null } : credentials.present
}
