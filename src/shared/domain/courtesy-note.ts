import { courtesyFilters, type Announcement, type ExpectedEvents } from './courtesy-filters.ts'
import type { CourtesyNote } from './journal.ts'
import type { Plan, PlanTarget } from './plans.ts'

/** The lists of root credentials: GetUser, GetLoginProfile, ListAccessKeys, ListMFADevices, ListSigningCertificates. */
const detailReads = 5

/** The courtesy note for the SOC before a plan runs (fact sheet 6.2). */
export function courtesyNoteOf(plan: Plan): CourtesyNote {
  const entered = plan.targets.filter(({ task }) => task !== null)
  return noteOf({
    title: plan.title,
    callerArn: plan.caller.arn,
    region: plan.region,
    ticket: plan.ticket,
    reason: plan.reason,
    from: plan.createdAt,
    until: plan.expiresAt,
    accountIds: entered.map(({ accountId }) => accountId),
    expected: {
      assumeRoot: entered.length,
      root: entered.reduce((sum, target) => sum + rootEventsOf(plan.kind, target), 0),
    },
  })
}

/** The note for any announcement. */
export function noteOf(announced: Announcement): CourtesyNote {
  const { expected } = announced
  return {
    text: textOf(announced),
    assumeRootEvents: expected.assumeRoot,
    rootEvents: expected.root,
    filters: expected.assumeRoot === 0 ? [] : courtesyFilters(announced),
  }
}

/**
 * What an audit of so many accounts causes, at least: one AssumeRoot and one GetAccountSummary each, and in those whose details are read the lists.
 */
export function eventsOfAudit(accounts: number, withDetails: number): ExpectedEvents {
  return { assumeRoot: accounts, root: accounts + withDetails * detailReads }
}

/** What is called as root in one account: what is read, what is changed, what is read back. */
function rootEventsOf(kind: Plan['kind'], { items }: PlanTarget): number {
  const keys = items.filter(({ thing }) => thing.kind === 'access-key').length
  switch (kind) {
    case 'audit-root-credentials':
      return eventsOfAudit(1, 1).root
    case 'delete-root-credentials':
      // The last use of each key is a call of its own; afterwards there is none to ask for.
      return detailReads + keys + items.length + detailReads
    case 'allow-password-recovery':
    case 'unlock-bucket-policy':
    case 'unlock-queue-policy':
      return items.length * 3
    case 'change-root-mailbox':
    case 'switch-organization':
      return 0
  }
}

function textOf(announced: Announcement): string {
  const { title, callerArn, region, ticket, reason, from, until, accountIds, expected } = announced
  const what =
    expected.assumeRoot === 0
      ? ['No root session is opened: expect no AssumeRoot and no root events from it.']
      : [
          'Expect in CloudTrail, at least:',
          `  ${counted(expected.assumeRoot, 'AssumeRoot event')} in the caller's account, Region ${region}`,
          `  ${counted(expected.root, 'root event')} (userIdentity.type Root, sessionContext.assumedRoot true) in ${counted(accountIds.length, 'member account')}`,
          'GuardDuty may report Policy:IAMUser/ShortTermRootCredentialUsage or RootCredentialUsage, and alarms on root use (CIS) may go off.',
        ]
  return [
    `Announcement: ${title}`,
    '',
    `Caller   ${callerArn}`,
    `Begins   between ${from} and ${until}`,
    `Ticket   ${ticket ?? 'none'}`,
    `Reason   ${reason}`,
    '',
    ...what,
    '',
    'Root use by anybody else, or in other accounts, is not ours: please treat it as an incident.',
    '',
  ].join('\n')
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
