import type { Instant } from '../../../shared/domain/accounts.ts'
import { scenarioLabel } from '../../../shared/domain/case-words.ts'
import { stillOpen } from '../../../shared/domain/cases.ts'
import { findingKinds, severityOf } from '../../../shared/domain/findings.ts'
import { describeCompleteness, postures } from '../../../shared/domain/posture.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import { countedOf } from '../../../shared/format/count.ts'
import { dayOf, minuteOf } from '../../../shared/format/instant.ts'
import {
  findingLabel,
  postureLabel,
  postureMeaning,
  severityLabel,
} from '../../../shared/format/labels.ts'
import { code, document, plain, table } from '../../markdown.ts'
import { changesSection } from './markdown-changes.ts'
import { controlsSection } from './markdown-controls.ts'
import { headlineOf } from './headline.ts'
import { worstAccounts } from './worst-accounts.ts'

/** Rows of a table that is cut: a ticket is read on a screen, and the other formats have everything. */
const mostRows = 20
const soonMs = 30 * 86_400_000

/**
 * The report as a summary for a ticket, in Markdown: the answer, what is missing from it, what it is made of, and where to begin. What was cut is said.
 */
export function* markdownReport(report: Report): Iterable<string> {
  const { organization, question, redacted } = report
  yield document(
    `# Root credentials of ${organization.name === null ? '' : `${plain(organization.name)}, `}${code(organization.id)}, at ${minuteOf(question.at)} UTC`,
    `**${headlineOf(report)}**`,
    redacted ? 'Names, mails and IDs are pseudonyms.' : '',
    factsOf(report),
    caveatsSection(report),
    '## Postures',
    posturesTable(report),
    notApplicableLine(report),
    '## Findings',
    findingsTable(report) || 'None was seen. What is unknown may hold any.',
    unknownSection(report),
    controlsSection(report),
    worstSection(report),
    changesSection(report, mostRows),
    casesSection(report),
    exemptionsSection(report),
    '## How to verify',
    verification(report),
  )
}

function factsOf({ scope, completeness }: Report): string {
  return [
    `- Scope: ${plain(scope.words)}`,
    `- Completeness: ${describeCompleteness(completeness)}`,
  ].join('\n')
}

function caveatsSection({ caveats }: Report): string {
  if (caveats.length === 0) return ''
  return `## What keeps this from being the whole truth\n\n${caveats.map((caveat) => `- ${plain(caveat)}`).join('\n')}`
}

function posturesTable(report: Report): string {
  return table(
    ['Posture', 'Accounts', 'Meaning'],
    postures.map((posture) => [
      postureLabel[posture],
      String(report.postures[posture]),
      postureMeaning[posture],
    ]),
  )
}

function notApplicableLine({
  notApplicable,
  postures: { 'not-applicable': count },
}: Report): string {
  if (count === 0) return ''
  const states = Object.entries(notApplicable.states)
    .filter(([, accounts]) => accounts > 0)
    .map(([state, accounts]) => `${accounts} ${code(state)}`)
  const management = notApplicable.management > 0 ? ['the management account'] : []
  return `Not applicable: ${[...management, ...states].join(', ')}.`
}

function findingsTable({ findings }: Report): string {
  return table(
    ['Finding', 'Severity', 'Accounts'],
    findingKinds
      .filter((kind) => findings[kind] > 0)
      .map((kind) => [findingLabel[kind], severityLabel[severityOf[kind]], String(findings[kind])]),
  )
}

function unknownSection({ unknownReasons }: Report): string {
  const rows = unknownReasons.map(({ code: reason, message, remedy, accounts }) => [
    code(reason),
    String(accounts),
    plain(message),
    plain(remedy),
  ])
  return rows.length === 0
    ? ''
    : `## Why accounts are unknown\n\n${table(['Reason', 'Accounts', 'What happened', 'Remedy'], rows)}`
}

function worstSection({ accounts, postures: counts }: Report): string {
  const worst = worstAccounts(accounts, mostRows)
  if (worst.length === 0) return ''
  const all = counts['non-compliant'] + counts.unknown + counts.stale
  const rows = worst.map(({ id, name, posture, verdict, findings, exposure }) => [
    `${code(id)} ${plain(name)}`,
    postureLabel[posture],
    posture === 'non-compliant'
      ? findings.map(({ kind }) => findingLabel[kind]).join(', ')
      : plain(verdict),
    exposure === null ? '' : `${countedOf(exposure.days, 'day')} (${exposure.by})`,
  ])
  return document(
    '## Accounts to look at first',
    table(['Account', 'Posture', 'Why', 'Exposed for'], rows),
    all > rows.length ? `${rows.length} of ${all} are shown.` : '',
  ).trimEnd()
}

function casesSection({ openCases }: Report): string {
  if (openCases.length === 0) return ''
  const rows = openCases.map((opened) => [
    code(opened.id),
    scenarioLabel[opened.scenario],
    plain(opened.ticket),
    `${minuteOf(opened.until)} UTC`,
    String(stillOpen(opened).length),
  ])
  return `## Open break-glass cases\n\n${table(['Case', 'Scenario', 'Ticket', 'Until', 'Accounts still open'], rows)}`
}

function exemptionsSection({ exemptions, question }: Report): string {
  const soon = exemptions.filter(
    ({ state, expiresAt }) => state === 'valid' && expiresAt <= later(question.at),
  )
  if (soon.length === 0) return ''
  const rows = soon
    .slice(0, mostRows)
    .map(({ accountId, accountName, kinds, owner, ticket, expiresAt }) => [
      `${code(accountId)} ${plain(accountName)}`,
      kinds.map((kind) => findingLabel[kind]).join(', '),
      plain(owner),
      plain(ticket),
      dayOf(expiresAt),
    ])
  return document(
    '## Exemptions that expire within 30 days',
    table(['Account', 'Covers', 'Owner', 'Ticket', 'Expires'], rows),
    soon.length > rows.length ? `${rows.length} of ${soon.length} are shown.` : '',
  ).trimEnd()
}

function verification({ tool, rules, caller }: Report): string {
  const looked =
    caller === null
      ? 'No audit run had been made.'
      : `The newest run was made by ${code(caller.arn)} at ${minuteOf(caller.at)} UTC (${code(caller.runId)}).`
  return [
    `Drawn by Rootkeep ${code(tool.version)} under version ${rules.version} of its rules (SHA-256 ${code(rules.sha256)}). ${looked}`,
    'This summary proves nothing by itself. The evidence bundle of the same instant does: its `README.txt` says how to check it by hand, and `rootkeep verify` draws this report again from the raw observations.',
  ].join('\n\n')
}

function later(at: Instant): Instant {
  return new Date(Date.parse(at) + soonMs).toISOString()
}
