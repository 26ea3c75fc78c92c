import type { Instant } from '../../../shared/domain/accounts.ts'
import type { RunRecord } from '../../../shared/domain/evidence.ts'
import type { Report, ReportAccount } from '../../../shared/domain/reports.ts'
import { utc } from '../../../shared/domain/utc.ts'
import type { OrganizationStanding } from './organization-standing.ts'

export type CaveatInput = Pick<
  Report,
  'question' | 'scope' | 'completeness' | 'accounts' | 'freshnessDays'
> & {
  readonly organization: OrganizationStanding
  readonly runs: readonly RunRecord[]
  /** The newest look of all, also after the instant of the report; null where there was none. */
  readonly newestLookAt: Instant | null
  /** When the oldest call was made that the request ledger still has; null where it has none. */
  readonly ledgerSince: Instant | null
  /** True where something had been seen of any account at the beginning of the period. */
  readonly knewBefore: boolean
}

/** What keeps a report from being the whole truth, a sentence each, the gravest first. */
export function caveatsOf(input: CaveatInput): string[] {
  return [
    ...ofAccounts(input),
    ...ofListing(input),
    ...ofOrganization(input),
    ...ofScope(input),
    ...ofTime(input),
    ...ofDetails(input),
    ...ofLedger(input),
  ]
}

function ofAccounts({ scope, completeness, freshnessDays, accounts }: CaveatInput): string[] {
  if (scope.members === 0) {
    return ['No account of this organization was known then: this report says nothing about it.']
  }
  if (scope.accounts === 0) return ['No member fits the scope: this report is about no account.']
  const { inOrganization, unknown, stale, notApplicable, observed } = completeness
  const targets = inOrganization - notApplicable
  if (targets === 0) {
    return ['No account in scope could be looked at: none is an active member account.']
  }
  if (observed + stale === 0 && accounts.every(({ unknown: why }) => !why?.at)) {
    return ['No account in scope had been audited: nothing is known of any of their root users.']
  }
  return [
    unknown === 0
      ? ''
      : `${of(unknown, targets)} unknown: nothing is known of ${unknown === 1 ? 'its root user' : 'their root users'} now.`,
    stale === 0
      ? ''
      : `${of(stale, targets)} stale: the last look is ${days(freshnessDays)} old or older.`,
  ].filter(Boolean)
}

function ofListing({ organization, runs, question }: CaveatInput): string[] {
  const completed = runs.some(
    ({ state, scope, endedAt }) =>
      state === 'completed' &&
      scope.kind === 'organization' &&
      endedAt !== null &&
      endedAt <= question.at,
  )
  return [
    organization.listedAt === null
      ? 'No listing of the accounts had come to its end: there may be accounts that are missing here.'
      : '',
    completed ? '' : 'No audit run over the whole organization had come to its end.',
  ].filter(Boolean)
}

function ofOrganization({ organization, accounts }: CaveatInput): string[] {
  const management = accounts.find(({ isManagement, leftAt }) => isManagement && leftAt === null)
  return [
    organization.wasDescribed
      ? ''
      : `The organization was first described at ${utc(organization.describedAt)}, after the instant of this report: its features are those of then.`,
    organization.features === null
      ? 'The features of centralized root access could not be read.'
      : '',
    organization.trustedAccess === null ? 'Whether IAM has trusted access could not be read.' : '',
    management && !management.credentials
      ? 'Nothing is known of the root user of the management account: it was neither read nor attested.'
      : '',
  ].filter(Boolean)
}

function ofScope({ scope }: CaveatInput): string[] {
  if (scope.whole) return []
  return [
    `This report is about ${scope.accounts} of ${scope.members} members: ${scope.words}`,
    'The trend is that of the whole organization.',
  ]
}

function ofTime({ question, newestLookAt, freshnessDays, knewBefore }: CaveatInput): string[] {
  const { at, since } = question
  return [
    newestLookAt !== null && newestLookAt > at
      ? `The cache has looks from after the instant of this report, the newest of ${utc(newestLookAt)}: it is of the past, or a clock was set back. Accounts are judged by the freshness window of today, ${days(freshnessDays)}, and units bear their names of today.`
      : '',
    since !== null && !knewBefore
      ? 'Nothing had been seen at the beginning of the period: all that was found in it is told as new.'
      : '',
  ].filter(Boolean)
}

function ofDetails({ accounts }: CaveatInput): string[] {
  const missing = accounts.filter(isWithoutDetails).length
  if (missing === 0) return []
  return [
    `Of ${missing === 1 ? '1 account' : `${missing} accounts`} it is known which kinds of credential are there, and not how many, how old, or when last used.`,
  ]
}

function ofLedger({ question: { since }, ledgerSince }: CaveatInput): string[] {
  if (since === null || ledgerSince === null || ledgerSince <= since) return []
  return [
    `The request ledger forgets the oldest calls, and reaches back to ${utc(ledgerSince)} only; the journal of what was changed is whole.`,
  ]
}

function isWithoutDetails({ leftAt, credentials, attested, isManagement }: ReportAccount): boolean {
  return leftAt === null && !attested && !isManagement && credentials?.detailsMissing === true
}

function of(count: number, total: number): string {
  return `${count} of ${total} ${total === 1 ? 'account' : 'accounts'} ${count === 1 ? 'is' : 'are'}`
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`
}
