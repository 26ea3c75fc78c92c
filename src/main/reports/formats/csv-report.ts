import type { AccountId } from '../../../shared/domain/accounts.ts'
import type { Report, ReportAccount, ReportExemption } from '../../../shared/domain/reports.ts'
import { csvLine } from '../../csv.ts'
import { csvColumns } from './csv-columns.ts'
import type { CsvRow } from './csv-row.ts'

/**
 * The report as CSV, a line at a time: the names of the columns, then one row for each account in scope, those that left included where they were asked
 * for (docs/report-formats.md).
 */
export function* csvReport(report: Report): Iterable<string> {
  yield csvLine(csvColumns.map(([name]) => name))
  const rowOf = rowsOf(report)
  for (const account of report.accounts) {
    const row = rowOf(account)
    yield csvLine(csvColumns.map(([, cell]) => cell(row)))
  }
}

function rowsOf(report: Report): (account: ReportAccount) => CsvRow {
  const exemptions = validExemptions(report)
  const [, partition = null] = /^arn:(aws[a-z-]*):/.exec(report.caller?.arn ?? '') ?? []
  return (account) => ({
    report,
    account,
    exemptions: exemptions.get(account.id) ?? [],
    partition,
  })
}

/** By account, the first to expire first. */
function validExemptions({ exemptions }: Report): Map<AccountId, ReportExemption[]> {
  const valid = exemptions.filter(({ state }) => state === 'valid')
  return Map.groupBy(valid, ({ accountId }) => accountId)
}
