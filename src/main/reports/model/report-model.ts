import type { Instant } from '../../../shared/domain/accounts.ts'
import type { Evidence } from '../../../shared/domain/evidence.ts'
import { judgingRules } from '../../../shared/domain/judging-rules.ts'
import type { Report, ReportQuestion } from '../../../shared/domain/reports.ts'
import { canonicalJson, sha256Hex } from '../../journal/canonical-json.ts'
import { accountTotals } from './account-totals.ts'
import { passAccounts } from './accounts-pass.ts'
import { controlTotals } from './control-totals.ts'
import { passJournal } from './journal-pass.ts'
import { listingDoubt } from './listing-doubt.ts'
import { organizationAt } from './organization-standing.ts'
import { finished, type Steps } from '../pace.ts'
import { caveatsOf } from './report-caveats.ts'
import { callerAt, runsOf, trendOf } from './report-runs.ts'
import { reportScope } from './report-scope.ts'
import { scpGuard } from './scp-guard.ts'

/** What a report says of its own making. */
export type ReportContext = {
  readonly toolVersion: string
  /** True where the evidence bears pseudonyms. */
  readonly redacted: boolean
}

/** Draws a report at once. */
export function reportOf(
  evidence: Evidence,
  question: ReportQuestion,
  context: ReportContext,
): Report {
  return finished(reportSteps(evidence, question, context))
}

/**
 * Draws a report from evidence, and from nothing else: same evidence, same question, same report. Yields the number of accounts done.
 */
export function* reportSteps(
  evidence: Evidence,
  question: ReportQuestion,
  { toolVersion, redacted }: ReportContext,
): Steps<Report> {
  const { at } = question
  const { runs } = evidence
  const { organization, units, freshnessDays } = evidence.organization
  const standing = organizationAt(evidence.organization, runs, at)
  const chosen = reportScope(question.scope, units)
  const { accounts, told, ...found } = yield* passAccounts(evidence, question, chosen, standing)
  const { actions, openCases } = yield* passJournal(evidence, question, found.known)
  const totals = accountTotals(accounts)
  const scope = {
    whole: chosen.whole,
    words: chosen.words,
    accounts: totals.completeness.inOrganization,
    members: found.members,
  }
  return {
    format: 'rootkeep-report',
    version: 1,
    tool: { name: 'Rootkeep', version: toolVersion },
    rules: { version: judgingRules.version, sha256: sha256Hex(canonicalJson(judgingRules)) },
    question,
    redacted,
    organization: {
      id: organization.id,
      managementAccountId: organization.managementAccountId,
      name: found.managementName,
      featureSet: standing.featureSet,
      features: standing.features,
      trustedAccess: standing.trustedAccess,
      delegatedAdministrators: found.delegates,
      describedAt: standing.describedAt,
      listedAt: standing.listedAt,
    },
    caller: callerAt(runs, at),
    freshnessDays,
    scope,
    caveats: caveatsOf({
      question,
      scope,
      completeness: totals.completeness,
      accounts,
      freshnessDays,
      organization: standing,
      runs,
      newestLookAt: found.newestLookAt,
      knewBefore: found.knewBefore,
      untagged: found.untagged,
      ledgerSince: oldestCall(evidence),
    }),
    ...totals,
    controls: controlTotals(
      accounts,
      listingDoubt({ organization: standing, question, freshnessDays }) !== null,
    ),
    accounts,
    changes: found.changes,
    trend: trendOf(runs, at),
    actions:
      actions?.filter(
        ({ accountId }) => chosen.whole || (accountId !== null && told.has(accountId)),
      ) ?? null,
    openCases,
    exemptions: found.exemptions,
    scpGuard: scpGuard(accounts),
    runs: runsOf(runs, question),
  }
}

function oldestCall(evidence: Evidence): Instant | null {
  for (const { at } of evidence.calls()) return at
  return null
}
