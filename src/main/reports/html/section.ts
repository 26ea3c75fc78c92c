import type { Report } from '../../../shared/domain/reports.ts'
import type { AccountGroups } from './account-groups.ts'
import type { Markup } from './markup.ts'

/** What every section is drawn from. */
export type SectionInput = {
  readonly report: Report
  readonly groups: AccountGroups
  /** Cuts long tables; undefined for all rows. */
  readonly limit: number | undefined
}

export type Section = {
  /** What links mean by it. */
  readonly id: string
  readonly title: string
  /** Begins on a new page of paper. */
  readonly ownPage?: boolean
  /** What the table of contents says of it in a word or two. */
  readonly hint?: (input: SectionInput) => string
  readonly body: (input: SectionInput) => Iterable<Markup>
}
