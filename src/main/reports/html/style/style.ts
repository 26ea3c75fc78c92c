import type { Report } from '../../../../shared/domain/reports.ts'
import { chart } from './chart.ts'
import { page } from './page.ts'
import { print, runningWords } from './print.ts'
import { tables } from './table.ts'
import { tokens } from './tokens.ts'

/** The one style sheet of a report. */
export function styleOf(report: Report): string {
  return [tokens, page, chart, tables, print, runningWords(report)].join('')
}
