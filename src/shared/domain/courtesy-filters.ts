import type { AccountId, Instant } from './accounts.ts'
import type { CourtesyNote } from './journal.ts'

type Filter = CourtesyNote['filters'][number]

/** What the SOC is told of: who will do what, where and from when on. */
export type Announcement = {
  /** One line: what is done to what. */
  readonly title: string
  readonly callerArn: string
  /** Where STS is called: AssumeRoot is recorded there. */
  readonly region: string
  readonly ticket: string | null
  readonly reason: string
  readonly from: Instant
  /** Until when it can be begun. */
  readonly until: Instant
  /** The accounts in which root sessions are opened. */
  readonly accountIds: readonly AccountId[]
  readonly expected: ExpectedEvents
}

/** Events of CloudTrail, at least: a repeated call, a renewed session or a slow read-back adds some. */
export type ExpectedEvents = { readonly assumeRoot: number; readonly root: number }

/** Security Hub takes no more account IDs in one rule. */
const mostAccountsOfRule = 100
/** What is begun at the last moment takes its time, and findings come late. */
const afterwardsMs = 6 * 3_600_000

/** Filters to copy, so that what is announced makes no noise and what is not stays loud (fact sheet 6.2). */
export function courtesyFilters(announced: Announcement): Filter[] {
  return [
    {
      title: 'EventBridge pattern: the announced AssumeRoot events',
      purpose: `Matches AssumeRoot by this caller; CloudTrail records it in ${announced.region}. Use it to file the events away.`,
      text: json(assumeRootPattern([announced.callerArn])),
    },
    {
      title: 'EventBridge pattern: AssumeRoot by anybody else',
      purpose: 'Matches every other AssumeRoot. Let this one alarm, also during the work.',
      text: json(assumeRootPattern([{ 'anything-but': [announced.callerArn] }])),
    },
    {
      title: 'CloudWatch metric filter: root use without root sessions',
      purpose:
        'The filter of Security Hub CloudWatch.1 and CIS, less the sessions of AssumeRoot. It keeps the alarm on real root sign-ins; watch AssumeRoot by the patterns above.',
      text: '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" && $.userIdentity.sessionContext.assumedRoot NOT EXISTS }',
    },
    {
      title: 'Security Hub automation rule: suppress GuardDuty on root use',
      purpose: `For create-automation-rule. It suppresses findings of the announced time only${announced.accountIds.length > mostAccountsOfRule ? '; the accounts are too many to be named in it, so it holds for all' : ' and of the announced accounts only'}. Delete it afterwards.`,
      text: json(automationRule(announced)),
    },
    {
      title: 'Athena query: who else was root',
      purpose:
        'AssumeRoot by others, and sign-ins of root users, since the announcement. Replace cloudtrail_logs with your table. No row is the answer that you want.',
      text: athenaQuery(announced),
    },
    {
      title: 'CloudTrail Lake query: who else opened root sessions',
      purpose: 'Replace EVENT_DATA_STORE_ID. No row is the answer that you want.',
      text: lakeQuery(announced),
    },
  ]
}

function assumeRootPattern(callers: readonly unknown[]): object {
  return {
    source: ['aws.sts'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['sts.amazonaws.com'],
      eventName: ['AssumeRoot'],
      userIdentity: { arn: callers },
    },
  }
}

function automationRule({ title, ticket, from, until, accountIds }: Announcement): object {
  const equals = (Value: string) => ({ Value, Comparison: 'EQUALS' })
  const note = `Announced: ${title}${ticket === null ? '' : `, ${ticket}`}`
  return {
    RuleName: `Announced root sessions ${from.slice(0, 10)}`,
    RuleOrder: 1,
    RuleStatus: 'ENABLED',
    Description: note.slice(0, 1024),
    Criteria: {
      ProductName: [equals('GuardDuty')],
      Type: [
        equals('TTPs/Policy:IAMUser-ShortTermRootCredentialUsage'),
        equals('TTPs/Policy:IAMUser-RootCredentialUsage'),
      ],
      CreatedAt: [{ Start: from, End: new Date(Date.parse(until) + afterwardsMs).toISOString() }],
      ...(accountIds.length > mostAccountsOfRule ? {} : { AwsAccountId: accountIds.map(equals) }),
    },
    Actions: [
      {
        Type: 'FINDING_FIELDS_UPDATE',
        FindingFieldsUpdate: {
          Workflow: { Status: 'SUPPRESSED' },
          Note: { Text: note.slice(0, 512), UpdatedBy: 'rootkeep' },
        },
      },
    ],
  }
}

function athenaQuery({ callerArn, from }: Announcement): string {
  return `SELECT eventtime, eventname, recipientaccountid, useridentity.arn, sourceipaddress, requestid
FROM cloudtrail_logs
WHERE eventtime >= '${from.slice(0, 19)}Z'
  AND ((eventsource = 'sts.amazonaws.com' AND eventname = 'AssumeRoot' AND useridentity.arn <> ${sqlText(callerArn)})
    OR (eventname = 'ConsoleLogin' AND useridentity.type = 'Root'))
ORDER BY eventtime
`
}

function lakeQuery({ callerArn, from }: Announcement): string {
  return `SELECT eventTime, eventName, recipientAccountId, userIdentity.arn, sourceIPAddress, requestID
FROM EVENT_DATA_STORE_ID
WHERE eventTime >= '${from.slice(0, 19).replace('T', ' ')}'
  AND eventSource = 'sts.amazonaws.com' AND eventName = 'AssumeRoot'
  AND userIdentity.arn <> ${sqlText(callerArn)}
ORDER BY eventTime
`
}

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function json(value: object): string {
  return JSON.stringify(value, null, 2)
}
