import type { CredentialDetails, RootCredentials } from '../../../shared/domain/credentials.ts'
import type { Report, ReportAccount, ReportExemption } from '../../../shared/domain/reports.ts'

/** What the cells of one account are drawn from. */
export type CsvRow = {
  readonly report: Report
  readonly account: ReportAccount
  /** The exemptions that count, the first to expire first. */
  readonly exemptions: readonly ReportExemption[]
  /** Null where no caller is known whose ARN would tell it. */
  readonly partition: string | null
}

/** A column: its name, and the cell of one account as it stands in the file. */
export type CsvColumn = readonly [name: string, cell: (row: CsvRow) => string]

/** Not known. Never said of what is known to be absent. */
export const unknown = 'unknown'
/** Known to have no value. */
export const none = 'N/A'

/** What the credentials say, where they are known. */
export function known({ account }: CsvRow, read: (seen: RootCredentials) => string): string {
  return account.credentials === null ? unknown : read(account.credentials)
}

type Listed = 'accessKeys' | 'mfaDevices' | 'signingCertificates'

/**
 * The items of a kind of credential; none of them where the kind is known to be absent; null where it is not known which there are, or whether there are
 * any: an attestation does not speak of signing certificates.
 */
export function itemsOf<Kind extends Listed>(
  { account: { credentials, attested } }: CsvRow,
  kind: Kind,
): CredentialDetails[Kind] | readonly [] | null {
  if (credentials === null || (attested && kind === 'signingCertificates')) return null
  if (!credentials.present[kind]) return []
  const items = credentials.details?.[kind]
  return items === undefined || items.length === 0 ? null : items
}
