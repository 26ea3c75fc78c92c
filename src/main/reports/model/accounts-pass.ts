import type { AccountId, Instant } from '../../../shared/domain/accounts.ts'
import type { AccountEvidence, Evidence } from '../../../shared/domain/evidence.ts'
import type {
  Report,
  ReportAccount,
  ReportChange,
  ReportExemption,
  ReportQuestion,
} from '../../../shared/domain/reports.ts'
import { unitNames } from '../../database/inventory.ts'
import { judgeAccount, type Judging } from './judged-account.ts'
import { lookProof } from './look-proof.ts'
import type { OrganizationStanding } from './organization-standing.ts'
import type { Steps } from '../pace.ts'
import { accountWriter } from './report-account.ts'
import { accountChanges, byTime } from './report-changes.ts'
import { byExpiry, reportExemptions } from './report-exemptions.ts'
import type { ReportScope } from './report-scope.ts'

const dayMs = 86_400_000

/** What one pass over the accounts finds for a report. */
export type AccountsPass = {
  readonly accounts: ReportAccount[]
  /** Null where no period was asked for. */
  readonly changes: ReportChange[] | null
  readonly exemptions: ReportExemption[]
  /** The name of the management account; null where no listing had named it. */
  readonly managementName: string | null
  /** Of the whole organization. */
  readonly delegates: Report['organization']['delegatedAdministrators']
  /** How many accounts there are in all, members or not, in scope or not. */
  readonly known: number
  /** How many members the whole organization had. */
  readonly members: number
  /** Those of them whose tags were never read. */
  readonly untagged: number
  /** The accounts that were in scope at either end of the period. */
  readonly told: ReadonlySet<AccountId>
  /** The newest look of all, also after the instant of the report; null where there was none. */
  readonly newestLookAt: Instant | null
  /** True where something had been seen of any account at the beginning of the period. */
  readonly knewBefore: boolean
}

/** Judges the accounts one by one, at the instant of the report and at the beginning of its period. Yields the number of accounts done. */
export function* passAccounts(
  evidence: Evidence,
  question: ReportQuestion,
  scope: ReportScope,
  standing: OrganizationStanding,
): Steps<AccountsPass> {
  const { at, since } = question
  const { attestations } = evidence.organization
  const atEnd = judgingAt(evidence, at)
  const atBeginning = since === null ? null : judgingAt(evidence, since)
  const write = accountWriter({
    at,
    features: standing.features,
    attestation: attestations.findLast(({ attestedAt }) => attestedAt <= at) ?? null,
  })
  const accounts: ReportAccount[] = []
  const changes: ReportChange[] = []
  const exemptions: ReportExemption[] = []
  const delegates: AccountsPass['delegates'] = []
  const told = new Set<AccountId>()
  let managementName: string | null = null
  let members = 0
  let untagged = 0
  let newestLookAt: Instant | null = null
  let knewBefore = false
  let done = 0

  function take(known: AccountEvidence): void {
    newestLookAt = latest(newestLookAt, lastLook(known))
    const after = judgeAccount(known, atEnd)
    if (!after) return
    const { account, isMember } = after
    const before = atBeginning && judgeAccount(known, atBeginning)
    if (before?.observation) knewBefore = true
    if (account.isManagement) managementName = account.name
    if (isMember) {
      members += 1
      if (known.tags === null) untagged += 1
      if (account.isDelegatedAdministrator) delegates.push({ id: account.id, name: account.name })
    }
    const fits = scope.fits(after)
    if (fits && (isMember || scope.includeLeft)) {
      accounts.push(write(after, known.observations))
      exemptions.push(...reportExemptions(after.exemptions, account.name, question))
    }
    if (since !== null && (fits || (before && scope.fits(before)))) {
      told.add(account.id)
      changes.push(...accountChanges(known, before, after, { since, at }))
    }
  }

  for (const known of evidence.accounts()) {
    take(known)
    done += 1
    yield done
  }
  return {
    accounts,
    changes: since === null ? null : changes.toSorted(byTime),
    exemptions: exemptions.toSorted(byExpiry),
    managementName,
    delegates,
    known: done,
    members,
    untagged,
    told,
    newestLookAt,
    knewBefore,
  }
}

function judgingAt({ organization, runs }: Evidence, at: Instant): Judging {
  return {
    at,
    freshnessWindowMs: organization.freshnessDays * dayMs,
    proof: lookProof(runs, at),
    names: unitNames(organization.units),
  }
}

/** That it was listed first is the least that was seen of it. */
function lastLook({ account, observations, failures }: AccountEvidence): Instant | null {
  const looked = latest(observations.at(-1)?.lastSeenAt ?? null, failures.at(-1)?.lastAt ?? null)
  return latest(looked, account.firstSeenAt)
}

function latest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}
