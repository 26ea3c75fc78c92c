import type { Instant } from '../../shared/domain/accounts.ts'
import type { TextFile } from '../../shared/domain/approvals.ts'
import { recoveryStepLabel, scenarioLabel } from '../../shared/domain/case-words.ts'
import { stillOpen, type BreakGlassCase, type ReopenedAccount } from '../../shared/domain/cases.ts'
import type { Checkpoint, JournalEntry } from '../../shared/domain/journal.ts'
import { code, document, plain, table } from '../markdown.ts'
import { timeBetween, utc } from '../../shared/domain/utc.ts'
import { procedureSection, type ReportedProcedure } from './case-report-procedures.ts'
import { timelineOf } from './timeline.ts'

/** All that the post-incident report is drawn from. */
export type CaseRecord = {
  readonly case: BreakGlassCase
  /** What the journal tells of the case, oldest first. */
  readonly entries: readonly JournalEntry[]
  readonly procedures: readonly ReportedProcedure[]
  /** The first signed checkpoint that covers all these entries; null where there is none yet. */
  readonly checkpoint: Checkpoint | null
  readonly writtenAt: Instant
}

/**
 * The post-incident report of a case, as Markdown: what, who, when, approvals, calls with their AWS request IDs, before and after, the human steps,
 * the outcome, and what proves it. What is not known or not finished is said.
 */
export function caseReport(record: CaseRecord): TextFile {
  const { case: told, procedures } = record
  const text = document(
    `# Post-incident report: ${scenarioLabel[told.scenario]}`,
    table(['Case', code(told.id)], factsOf(record)),
    '## Accounts that were opened',
    told.reopened.length === 0 ? 'None.' : '',
    ...told.reopened.flatMap((account) => accountSection(account, record)),
    '## Procedures',
    procedures.length === 0 ? 'None.' : '',
    ...procedures.flatMap(procedureSection),
    '## Calls to AWS',
    callsOf(record) || 'None.',
    '## Timeline',
    table(
      ['When (UTC)', 'Who', 'What', 'Entry'],
      timelineOf(record.entries).map((entry) => [
        secondOf(entry.at),
        plain(entry.actor),
        plain(entry.accountId === null ? entry.text : `${entry.accountId}: ${entry.text}`),
        String(entry.sequence),
      ]),
    ),
    '## Proof',
    ...proofOf(record),
  )
  return { name: `rootkeep-case-${fileNamePart(told)}.md`, text }
}

function factsOf({ case: told, writtenAt }: CaseRecord): string[][] {
  const open = stillOpen(told).length
  const end = told.closedAt ?? writtenAt
  return [
    ['Organization', code(told.organizationId)],
    ['Ticket', plain(told.ticket)],
    ['Reason', plain(told.reason)],
    ['Opened', `${utc(told.openedAt)} by ${plain(told.openedBy)}`],
    ['Time box', `until ${utc(told.until)}`],
    [
      'Closed',
      told.closedAt === null
        ? `**Not closed.** As of ${utc(writtenAt)}${open > 0 ? `, with ${open === 1 ? 'one account' : `${open} accounts`} still open` : ''}`
        : utc(told.closedAt),
    ],
    ['Duration', timeBetween(told.openedAt, end) + overrunOf(told.until, end)],
    ['Outcome', told.outcome === null ? '**Not stated yet.**' : plain(told.outcome)],
  ]
}

function overrunOf(until: Instant, end: Instant): string {
  return end > until ? `, ${timeBetween(until, end)} longer than its time box` : ''
}

function accountSection(account: ReopenedAccount, { writtenAt }: CaseRecord): string[] {
  const { accountId, accountName, reopenedAt, closedAt, steps } = account
  return [
    `### ${accountId} ${plain(accountName)}`,
    table(
      ['Opened', `${utc(reopenedAt)}, by procedure ${code(account.procedureId)}`],
      [
        [
          'Closed',
          closedAt === null
            ? '**Still open:** its root credentials were not read back as gone'
            : `${utc(closedAt)}, by procedure ${code(account.closedByProcedureId ?? '')}: read back, no root credential was left`,
        ],
        ['Open for', timeBetween(reopenedAt, closedAt ?? writtenAt)],
      ],
    ),
    steps.length === 0
      ? 'No human step was recorded.'
      : table(
          ['Human step', 'By', 'When (UTC)'],
          steps.map(({ step, by, at }) => [recoveryStepLabel[step], plain(by), secondOf(at)]),
        ),
  ]
}

/** Every call that was answered, and every one that was not. */
function callsOf({ entries }: CaseRecord): string {
  const answered = new Set(
    entries.filter(({ kind }) => kind === 'call-result').map(({ detail }) => detail['intent']),
  )
  const calls = entries.filter(
    ({ kind, sequence }) =>
      kind === 'call-result' || (kind === 'call-intent' && !answered.has(sequence)),
  )
  return table(
    ['When (UTC)', 'Account', 'Call', 'Came out', 'AWS request ID', 'Access key ID'],
    calls.map(({ at, accountId, kind, detail }) => [
      secondOf(at),
      accountId ?? '',
      code(textOf(detail['call'])),
      kind === 'call-intent'
        ? '**no answer is known**'
        : plain([textOf(detail['state']), textOf(detail['awsCode'])].filter(Boolean).join(', ')),
      code(textOf(detail['requestId'])),
      code(textOf(detail['accessKeyId'])),
    ]),
  )
}

function proofOf({ entries, checkpoint, writtenAt }: CaseRecord): string[] {
  const first = entries.at(0)
  const last = entries.at(-1)
  if (!first || !last) return ['The journal holds no entry of this case.']
  return [
    `The journal holds ${entries.length} entries of this case, from number ${first.sequence} to number ${last.sequence}. The hash of the last is ${code(last.hash)}.`,
    checkpoint === null
      ? '**No signed checkpoint covers the end of this case yet.** One is signed as soon as the operator identity is unlocked.'
      : `A checkpoint of ${utc(checkpoint.at)} covers them: ${checkpoint.count} entries, head ${code(checkpoint.head)}, signed by ${code(checkpoint.fingerprint)}.`,
    `Written ${utc(writtenAt)} by Rootkeep from its journal.`,
  ]
}

/** `SEC-42` names the file where it can, the case always does. */
function fileNamePart({ ticket, id }: BreakGlassCase): string {
  const safe = ticket.replaceAll(/[^A-Za-z0-9-]+/g, '-').slice(0, 40)
  return `${safe}-${id.slice(0, 8)}`
}

function secondOf(instant: Instant): string {
  return instant.slice(0, 19).replace('T', ' ')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
