import { everyAccount, type AccountFilter } from '../../../shared/domain/account-query.ts'
import type { RootCredentials } from '../../../shared/domain/credentials.ts'
import type { AccountEvidence, Evidence, RunRecord } from '../../../shared/domain/evidence.ts'
import type { Report, ReportQuestion } from '../../../shared/domain/reports.ts'
import {
  accountId,
  holding,
  listed,
  organizationId,
  units,
} from '../../testing/kept-organization.ts'
import { reportOf } from '../model/report-model.ts'

/** Noon of a day of January 2026. */
export function day(number: number): string {
  return new Date(Date.UTC(2026, 0, number, 12)).toISOString()
}

/** A member account that nobody ever looked at, first listed on day 1. */
export function someAccount(number = 1, change: Partial<AccountEvidence> = {}): AccountEvidence {
  return {
    account: { ...listed(number), firstSeenAt: day(1), lastSeenAt: day(30), leftAt: null },
    unitPath: '',
    tags: null,
    past: [],
    observations: [],
    failures: [],
    changes: [],
    exemptions: [],
    ...change,
  }
}

/** A span of looks that saw these kinds, or just this. */
export function span(
  first: number,
  last: number,
  credentials: Parameters<typeof holding>[0] | RootCredentials = {},
): AccountEvidence['observations'][number] {
  const seen = 'present' in credentials ? credentials : holding(credentials)
  return {
    firstSeenAt: day(first),
    lastSeenAt: day(last),
    runId: `run-${first}`,
    credentials: seen,
  }
}

/** Root credentials with access keys of these IDs. */
export function withKeys(ids: readonly string[], createdAt: string | null = null): RootCredentials {
  return {
    present: { ...holding().present, accessKeys: ids.length > 0 },
    details: {
      userCreatedAt: null,
      passwordCreatedAt: null,
      passwordLastUsed: null,
      accessKeys: ids.map((id) => ({ id, status: 'Active', createdAt, lastUsed: null })),
      mfaDevices: [],
      signingCertificates: [],
    },
    detailsMissing: false,
  }
}

/** What a look noted. */
export function change(
  at: number,
  kind: AccountEvidence['changes'][number]['kind'],
): AccountEvidence['changes'][number] {
  return { at: day(at), runId: `run-${at}`, kind, finding: null }
}

/** A run over the whole organization that came to its end an hour after it began, at noon. */
export function someRun(number: number, changed: Partial<RunRecord> = {}): RunRecord {
  return {
    id: `run-${number}`,
    organizationId,
    state: 'completed',
    scope: { kind: 'organization' },
    deep: false,
    startedAt: day(number),
    endedAt: new Date(Date.parse(day(number)) + 3_600_000).toISOString(),
    callerArn: 'arn:aws:iam::100000000000:user/kim',
    completeness: { inOrganization: 0, observed: 0, unknown: 0, stale: 0, notApplicable: 0 },
    nonCompliant: 0,
    calls: {},
    failure: null,
    postures: {
      'non-compliant': 0,
      unknown: 0,
      stale: 0,
      exempt: 0,
      compliant: 0,
      'not-applicable': 0,
    },
    ...changed,
  }
}

/** The evidence of an organization with these accounts. */
export function someEvidence(
  accounts: readonly AccountEvidence[],
  changed: Partial<Evidence> = {},
): Evidence {
  return {
    organization: {
      organization: {
        id: organizationId,
        managementAccountId: accountId(0),
        featureSet: 'ALL',
        features: ['RootCredentialsManagement'],
        trustedAccess: true,
        describedAt: day(1),
      },
      past: [],
      listedAt: day(29),
      units: [...units],
      attestations: [],
      freshnessDays: 7,
    },
    runs: [someRun(1)],
    cases: [],
    checkpoints: [],
    accounts: () => accounts,
    calls: () => [],
    journal: () => [],
    ...changed,
  }
}

/** The report on it on a day, of all members unless it says otherwise. */
export function reportOn(
  evidence: Evidence,
  at: number,
  question: Partial<ReportQuestion> & { readonly filter?: Partial<AccountFilter> } = {},
): Report {
  const { filter, ...others } = question
  return reportOf(
    evidence,
    { at: day(at), since: null, scope: { ...everyAccount, ...filter }, ...others },
    { toolVersion: '0.0.0', redacted: false },
  )
}
