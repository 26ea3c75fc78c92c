import type { JournalEntry } from '../../shared/domain/journal.ts'
import type { Plan, PlannedThing, PolicyText, TargetView } from '../../shared/domain/plans.ts'
import type { ItemOutcome, OutcomeState, Procedure } from '../../shared/domain/procedures.ts'
import { unifiedDifference } from '../../shared/policy/line-difference.ts'
import { formatPolicy } from '../../shared/policy/policy-format.ts'
import { code, document, fenced, plain, table } from '../markdown.ts'
import { nameOf } from './credential-items.ts'

const words = {
  pending: 'not begun',
  working: 'at work',
  waiting: 'waiting',
  done: 'done',
  'already-so': 'already so',
  skipped: 'skipped',
  failed: 'FAILED',
  changed: 'CHANGED MEANWHILE',
  'in-doubt': 'IN DOUBT',
  'not-run': 'not run',
} as const satisfies Record<OutcomeState, string>

/**
 * What a procedure did, as Markdown: for the ticket. What is not known is said as loudly as what failed.
 *
 * @param entries the procedure's entries of the journal, oldest first.
 */
export function procedureReport(
  procedure: Procedure,
  plan: Plan | null,
  targets: readonly TargetView[],
  entries: readonly JournalEntry[],
): string {
  return document(
    `# ${plain(procedure.title)}`,
    facts(procedure, plan),
    '## Outcome',
    [countsLine('Accounts', procedure.accounts), countsLine('Items', procedure.items)].join('\n'),
    procedure.checks.length === 0 ? '' : '## Checks before the plan',
    procedure.checks
      .map(({ state, title, evidence }) => `- ${state}: ${plain(title)}. ${plain(evidence)}`)
      .join('\n'),
    ...targets.flatMap(accountParts),
    plan && plan.leftOut.length > 0 ? '## Left out' : '',
    (plan?.leftOut ?? [])
      .map((one) => `- ${one.accountId} ${plain(one.accountName)}: ${plain(one.reason)}`)
      .join('\n'),
    '## Journal',
    `${entries.length} entries${span(entries)}.`,
  )
}

function facts(procedure: Procedure, plan: Plan | null): string {
  const { failure, request } = procedure
  const said: readonly (readonly [string, string | null])[] = [
    ['Procedure', procedure.id],
    ['State', `${procedure.step}, ${procedure.state}`],
    ['Organization', procedure.organizationId],
    ['By', procedure.createdBy],
    ['Begun', procedure.createdAt],
    ['Confirmed', procedure.confirmedAt],
    ['Ended', procedure.endedAt],
    ['Case', request.caseId],
    ['Ticket', plan?.ticket ?? request.ticket],
    ['Reason', request.reason],
    ['Plan (SHA-256)', procedure.digest],
    ['Approved by', procedure.approvedBy],
    ['Failure', failure ? `${failure.message} ${failure.remedy}` : null],
  ]
  return said
    .flatMap(([name, value]) => (value ? [`- **${name}:** ${plain(value)}`] : []))
    .join('\n')
}

/** One account: how it came out, each call, and the policies that were changed. */
function accountParts({ target, outcome }: TargetView): string[] {
  const readBack =
    outcome.verifiedAt === null ? 'NOT read back' : `read back at ${outcome.verifiedAt}`
  const note = outcome.note === null ? '' : `. ${plain(outcome.note)}`
  const rows = target.items.map((item) => {
    const result = outcome.items.find((one) => one.itemId === item.id)
    return [
      code(item.call),
      plain(nameOf(item.thing)),
      plain(outcomeText(result)),
      code(result?.requestId ?? ''),
      result?.at ?? '',
    ]
  })
  return [
    `## ${target.accountId} ${plain(target.accountName)}`,
    `${words[outcome.state]}; ${readBack}${note}`,
    table(['call', 'on', 'outcome', 'AWS request ID', 'at'], rows),
    ...target.items.flatMap(({ thing }) => policyParts(thing)),
  ]
}

function policyParts(thing: PlannedThing): string[] {
  if (thing.kind !== 'bucket-policy' && thing.kind !== 'queue-policy') return []
  const { before, after } = thing
  // AWS writes policies in one line; people compare them in many.
  const readable = (policy: PolicyText | null) => (policy ? formatPolicy(policy.text) : null)
  return [
    'What changed:',
    fenced(unifiedDifference('policy', readable(before), readable(after)), 'diff'),
    `Policy before: SHA-256 ${before?.sha256 ?? 'none'}`,
    before ? fenced(before.text, 'json') : '',
    `Policy after: SHA-256 ${after?.sha256 ?? 'none'}`,
    after ? fenced(after.text, 'json') : '',
  ]
}

function span(entries: readonly JournalEntry[]): string {
  const first = entries[0]
  const last = entries.at(-1)
  return first && last
    ? `, ${first.sequence} to ${last.sequence}, the last with hash ${last.hash}`
    : ''
}

function outcomeText(result: ItemOutcome | undefined): string {
  if (!result) return words.pending
  const why = result.failure?.message ?? result.note
  return why ? `${words[result.state]}: ${why}` : words[result.state]
}

function countsLine(name: string, counts: Procedure['accounts']): string {
  const parts = [
    [counts.done, 'done'],
    [counts.alreadySo, 'already so'],
    [counts.skipped, 'skipped'],
    [counts.failed, 'failed'],
    [counts.changed, 'changed meanwhile'],
    [counts.inDoubt, 'in doubt'],
    [counts.notRun, 'not run'],
    [counts.open, 'open'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`)
  return `- ${name}: ${counts.total} in all; ${said.join(', ') || 'none'}; ${counts.verified} read back as wanted.`
}
