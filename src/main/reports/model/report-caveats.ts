import type { Instant } from '../../../shared/domain/accounts.ts'
import type { RunRecord } from '../../../shared/domain/evidence.ts'
import type { Report, ReportAccount } from '../../../shared/domain/reports.ts'
import { utc } from '../../../shared/domain/utc.ts'
import { countOf, countedOf } from '../../../shared/format/count.ts'
import { listingDoubt } from './listing-doubt.ts'
import type { OrganizationStanding } from './organization-standing.ts'

const dayMs = 86_400_000

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
  /** Members of the whole organization whose tags were never read. */
  readonly untagged: number
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

function ofListing(input: CaveatInput): string[] {
  const { runs, question } = input
  const completed = runs.some(
    ({ state, scope, endedAt }) =>
      state === 'completed' &&
      scope.kind === 'organization' &&
      endedAt !== null &&
      endedAt <= question.at,
  )
  return [
    listingDoubt(input) ?? '',
    completed ? '' : 'No audit run over the whole organization had come to its end.',
  ].filter(Boolean)
}

function ofOrganization({
  organization,
  accounts,
  question,
  freshnessDays,
}: CaveatInput): string[] {
  const management = accounts.find(({ isManagement, leftAt }) => isManagement && leftAt === null)
  return [
    organization.wasDescribed
      ? ''
      : `No description of the organization from before the instant of this report is kept: its features are those of ${utc(organization.describedAt)}.`,
    organization.features === null
      ? 'The features of centralized root access could not be read.'
      : '',
    organization.trustedAccess === null ? 'Whether IAM has trusted access could not be read.' : '',
    management && !management.credentials
      ? 'Nothing is known of the root user of the management account: it was neither read nor attested.'
      : '',
    management?.credentials && isOlder(management.observedAt, question.at, freshnessDays)
      ? `What is known of the root user of the management account is of ${utc(management.observedAt)}, ${days(freshnessDays)} ago or more: it does not go stale, and need not be so any more.`
      : '',
  ].filter(Boolean)
}

function ofScope({ scope, question, untagged }: CaveatInput): string[] {
  if (scope.whole) return []
  const byTag = question.scope.tag !== null && untagged > 0
  return [
    `This report is about ${countOf(scope.accounts)} of ${countedOf(scope.members, 'member')}: ${scope.words}`,
    byTag
      ? `The tags of ${countOf(untagged)} of ${countedOf(scope.members, 'member')} were never read: those that bear the tag are missing here.`
      : '',
    'The trend is that of the whole organization.',
  ].filter(Boolean)
}

function ofTime({ question, newestLookAt, freshnessDays, knewBefore }: CaveatInput): string[] {
  const { at, since } = question
  return [
    newestLookAt !== null && newestLookAt > at
      ? `The cache has looks from after the instant of this report, the newest of ${utc(newestLookAt)}: it is of the past, or a clock was set back. Accounts are judged by the freshness window of today, ${days(freshnessDays)}, and units and tags are those of today. Looks that nothing proves are not claimed: an account may be called stale that had been looked at.`
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
    `Of ${countedOf(missing, 'account')} it is known which kinds of credential are there, and not how many, how old, or when last used.`,
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

function isOlder(seenAt: Instant | null, at: Instant, dayCount: number): seenAt is Instant {
  return seenAt !== null && Date.parse(at) - Date.parse(seenAt) >= dayCount * dayMs
}

function of(count: number, total: number): string {
  return `${countOf(count)} of ${countedOf(total, 'account')} ${count === 1 ? 'is' : 'are'}`
}

function days(count: number): string {
  return countedOf(count, 'day')
}
