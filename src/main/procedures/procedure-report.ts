import type { JournalEntry } from '../../shared/domain/journal.ts'
import type { Plan, TargetView } from '../../shared/domain/plans.ts'
import type { ItemOutcome, OutcomeState, Procedure } from '../../shared/domain/procedures.ts'
import { unifiedDifference } from '../../shared/policy/line-difference.ts'
import { formatPolicy } from '../../shared/policy/policy-format.ts'
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
  const lines = [
    `# ${inline(procedure.title)}`,
    '',
    ...factLines([
      ['Procedure', procedure.id],
      ['State', `${procedure.step}, ${procedure.state}`],
      ['Organization', procedure.organizationId],
      ['By', procedure.createdBy],
      ['Begun', procedure.createdAt],
      ['Confirmed', procedure.confirmedAt],
      ['Ended', procedure.endedAt],
      ['Case', procedure.request.caseId],
      ['Ticket', plan?.ticket ?? procedure.request.ticket],
      ['Reason', procedure.request.reason],
      ['Plan (SHA-256)', procedure.digest],
      ['Approved by', procedure.approvedBy],
      [
        'Failure',
        procedure.failure ? `${procedure.failure.message} ${procedure.failure.remedy}` : null,
      ],
    ]),
    '',
    '## Outcome',
    '',
    countsLine('Accounts', procedure.accounts),
    countsLine('Items', procedure.items),
  ]
  if (procedure.checks.length > 0) {
    lines.push('', '## Checks before the plan', '')
    for (const check of procedure.checks) {
      lines.push(`- ${check.state}: ${inline(check.title)}. ${inline(check.evidence)}`)
    }
  }
  for (const { target, outcome } of targets) {
    lines.push('', `## ${target.accountId} ${inline(target.accountName)}`, '')
    lines.push(
      `${words[outcome.state]}; ${outcome.verifiedAt === null ? 'NOT read back' : `read back at ${outcome.verifiedAt}`}${outcome.note === null ? '' : `. ${inline(outcome.note)}`}`,
      '',
      '| call | on | outcome | AWS request ID | at |',
      '|---|---|---|---|---|',
    )
    for (const item of target.items) {
      const result = outcome.items.find((one) => one.itemId === item.id)
      lines.push(
        `| ${item.call} | ${inline(nameOf(item.thing))} | ${inline(outcomeText(result))} | ${result?.requestId ?? ''} | ${result?.at ?? ''} |`,
      )
    }
    for (const { thing } of target.items) {
      if (thing.kind !== 'bucket-policy' && thing.kind !== 'queue-policy') continue
      const { before, after } = thing
      lines.push(
        '',
        `Policy before: SHA-256 ${before?.sha256 ?? 'none'}`,
        ...fenced(before?.text, 'json'),
        '',
        `Policy after: SHA-256 ${after?.sha256 ?? 'none'}`,
        ...fenced(after?.text, 'json'),
        '',
        'What changed:',
        ...fenced(
          unifiedDifference('policy', readable(before?.text), readable(after?.text)),
          'diff',
        ),
      )
    }
  }
  if (plan && plan.leftOut.length > 0) {
    lines.push('', '## Left out', '')
    for (const one of plan.leftOut) {
      lines.push(`- ${one.accountId} ${inline(one.accountName)}: ${inline(one.reason)}`)
    }
  }
  lines.push('', '## Journal', '', `${entries.length} entries${span(entries)}.`, '')
  return lines.join('\n')
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

function factLines(facts: readonly (readonly [string, string | null])[]): string[] {
  return facts.flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`- **${name}:** ${inline(value)}`],
  )
}

/** AWS writes policies in one line; people compare them in many. */
function readable(text: string | undefined): string | null {
  return text === undefined ? null : formatPolicy(text)
}

function fenced(text: string | undefined, language: string): string[] {
  if (text === undefined) return []
  // A fence longer than any run of back-ticks in the text cannot be closed by it.
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, text, fence]
}

/** Names come from AWS and from people: nothing in them may become markup. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, (sign) => `\\${sign}`)
}
