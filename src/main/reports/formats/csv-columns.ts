import { checks, type Check } from '../../../shared/domain/controls.ts'
import { hasAny, type RootCredentials } from '../../../shared/domain/credentials.ts'
import { isJudged } from '../../../shared/domain/posture.ts'
import type { ReportAccount } from '../../../shared/domain/reports.ts'
import { csvCell } from '../../csv.ts'
import { credentialReportColumns } from './csv-credential-report.ts'
import { itemsOf, known, none, unknown, type CsvColumn, type CsvRow } from './csv-row.ts'

/** The columns in their order; docs/report-formats.md says what each one means. */
export const csvColumns: readonly CsvColumn[] = [
  ['account_id', ({ account }) => account.id],
  ['account_name', ({ account }) => csvCell(account.name)],
  ['account_email', ({ account }) => csvCell(account.email)],
  ['account_state', ({ account }) => account.state],
  ['unit_path', ({ account }) => csvCell(account.unitPath ?? unknown)],
  ['is_management', ({ account }) => String(account.isManagement)],
  ['is_delegated_administrator', ({ account }) => String(account.isDelegatedAdministrator)],
  ['joined_at', ({ account }) => account.joinedAt ?? unknown],
  ['left_at', ({ account }) => account.leftAt ?? none],
  ['posture', ({ account }) => account.posture],
  ['verdict', ({ account }) => csvCell(account.verdict)],
  ['observed_at', ({ account }) => account.observedAt ?? none],
  ['attested', ({ account }) => String(account.attested)],
  ...credentialReportColumns,
  ['password_created_at', (row) => known(row, passwordCreatedAt)],
  ['access_key_ids', (row) => listOf(itemsOf(row, 'accessKeys'), ({ id }) => id)],
  [
    'mfa_serial_numbers',
    (row) => listOf(itemsOf(row, 'mfaDevices'), ({ serialNumber }) => serialNumber),
  ],
  ['cert_ids', (row) => listOf(itemsOf(row, 'signingCertificates'), ({ id }) => id)],
  ['details_missing', (row) => known(row, ({ detailsMissing }) => String(detailsMissing))],
  ['findings', (row) => judged(row, ({ findings }) => findings.map(({ kind }) => kind).join(' '))],
  ['severity', (row) => judged(row, ({ findings }) => findings[0]?.severity ?? none)],
  ['oldest_credential_at', (row) => ofCredentials(row, row.account.oldestAt)],
  // IAM's word again: nothing says that any of them was ever used.
  ['last_used_at', (row) => ofCredentials(row, row.account.lastUsedAt, 'no_information')],
  ['exposed_since', (row) => ofCredentials(row, row.account.exposure?.since)],
  ['exposed_since_by', (row) => ofCredentials(row, row.account.exposure?.by)],
  ['exposed_days', (row) => ofCredentials(row, row.account.exposure?.days.toString())],
  ['exemption_ids', ({ exemptions }) => csvCell(exemptions.map(({ id }) => id).join(' ') || none)],
  [
    'exemption_tickets',
    ({ exemptions }) => csvCell(exemptions.map(({ ticket }) => ticket).join(' ') || none),
  ],
  ['exemption_expires_at', ({ exemptions }) => exemptions[0]?.expiresAt ?? none],
  ['unknown_code', ({ account }) => account.unknown?.failure.code ?? none],
  ['unknown_message', ({ account }) => csvCell(account.unknown?.failure.message ?? none)],
  ['unknown_aws_code', ({ account }) => csvCell(account.unknown?.failure.awsCode ?? none)],
  ['unknown_request_id', ({ account }) => csvCell(account.unknown?.failure.requestId ?? none)],
  ['unknown_at', ({ account }) => account.unknown?.at ?? none],
  ...checks.map(checkColumn),
  ['organization_id', ({ report }) => report.organization.id],
  ['report_at', ({ report }) => report.question.at],
]

function passwordCreatedAt({ present, details }: RootCredentials): string {
  return present.password ? (details?.passwordCreatedAt ?? unknown) : none
}

function listOf<T>(items: readonly T[] | null, read: (item: T) => string): string {
  return items === null ? unknown : csvCell(items.map(read).join(' ') || none)
}

/** What was judged of an account; that there is nothing is said only where somebody looked. */
function judged({ account }: CsvRow, read: (account: ReportAccount) => string): string {
  if (isJudged(account.posture)) return read(account) || none
  return account.posture === 'unknown' ? unknown : none
}

/** What is told of the credentials as a whole. Without it: there is no credential, or what there is does not tell. */
function ofCredentials(
  { account: { credentials, attested } }: CsvRow,
  told: string | null | undefined,
  untold = unknown,
): string {
  if (told !== null && told !== undefined) return told
  if (credentials === null || attested) return unknown
  if (!hasAny(credentials.present)) return none
  return credentials.details === null ? unknown : untold
}

function checkColumn(check: Check): CsvColumn {
  return [`check_${check.replaceAll('-', '_')}`, ({ account }) => account.checks[check].status]
}
