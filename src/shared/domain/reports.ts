import { z } from 'zod'
import { AccountFilter } from './account-query.ts'
import { Account, AccountId, AccountState, Instant, OrganizationId } from './accounts.ts'
import { BreakGlassCase } from './cases.ts'
import { Check, ControlStatus } from './controls.ts'
import { RootCredentials } from './credentials.ts'
import { Exemption } from './exemptions.ts'
import { Failure } from './failure.ts'
import { Finding, FindingKind } from './findings.ts'
import { TrendPoint } from './overview.ts'
import { Completeness, Posture } from './posture.ts'
import { Run } from './runs.ts'

/** What a report is asked to say. */
export const ReportQuestion = z.strictObject({
  /** The instant at which things are judged. */
  at: Instant,
  /** The beginning of the period whose changes and actions are told; null for none. */
  since: Instant.nullable(),
  /** Which accounts. `includeLeft` adds those that have left. */
  scope: AccountFilter,
})
export type ReportQuestion = z.infer<typeof ReportQuestion>

/** Since when an account has held root credentials without a break that anybody saw, and how that is known. */
export const Exposure = z.strictObject({
  since: Instant,
  /** `created`: a credential says so. `seen`: none is dated earlier than the first of the looks in a row that saw any. */
  by: z.enum(['created', 'seen']),
  /** Whole days from then to the instant of the report. */
  days: z.int(),
})
export type Exposure = z.infer<typeof Exposure>

/** How one check came out for one account. */
export const CheckResult = z.strictObject({ status: ControlStatus, justification: z.string() })
export type CheckResult = z.infer<typeof CheckResult>

/** One account, judged at the instant of the report. */
export const ReportAccount = Account.pick({
  id: true,
  name: true,
  email: true,
  state: true,
  isManagement: true,
  isDelegatedAdministrator: true,
  joinedAt: true,
  leftAt: true,
}).extend({
  /** The names of the units above, `Workloads / Prod`, or `Root`; null where they were not read. */
  unitPath: z.string().nullable(),
  posture: Posture,
  /** One sentence that says why this posture. */
  verdict: z.string(),
  /** The newest look that saw something, as late as it is proven at a past instant; or the attestation. Null where there was neither. */
  observedAt: Instant.nullable(),
  /** What was seen then; null where nothing is known at the instant of the report. For the management account its own summary, or what was attested. */
  credentials: RootCredentials.nullable(),
  /** True where `credentials` of the management account are an attestation. */
  attested: z.boolean(),
  /** Why nothing is known; null otherwise. */
  unknown: z.strictObject({ at: Instant.nullable(), failure: Failure }).nullable(),
  findings: z.array(Finding),
  oldestAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  exposure: Exposure.nullable(),
  /** The exemptions that count at the instant of the report, by ID. */
  exemptionIds: z.array(z.string()),
  checks: z.record(Check, CheckResult),
})
export type ReportAccount = z.infer<typeof ReportAccount>

const statusCounts = z.record(ControlStatus, z.int())

/** One requirement of one benchmark, judged over the scope. */
export const ReportControl = z.strictObject({
  framework: z.string(),
  control: z.string(),
  title: z.string(),
  check: Check,
  /** FAIL where any account fails; else UNKNOWN where any is unknown, none was judged at all, or members may be missing; else PASS. */
  status: ControlStatus,
  justification: z.string(),
  counts: statusCounts,
})
export type ReportControl = z.infer<typeof ReportControl>

/**
 * What became different on an account in the period.
 *
 * `new`: a finding that was never seen on it before, or items of one that were not. `reappeared`: what had been seen, was gone, and is there again.
 * `fixed`: a finding that is gone. `removed`: items that are gone while their finding remains. `became-unknown`, `known-again`, `joined`, `left` say themselves.
 */
export const reportChangeKinds = [
  'new',
  'reappeared',
  'fixed',
  'removed',
  'became-unknown',
  'known-again',
  'joined',
  'left',
] as const
export const ReportChange = z.strictObject({
  /** When it was noticed. */
  at: Instant,
  accountId: AccountId,
  accountName: z.string(),
  kind: z.enum(reportChangeKinds),
  finding: FindingKind.nullable(),
  /** The items meant (access key IDs, serial numbers, certificate IDs). */
  items: z.array(z.string()),
})
export type ReportChange = z.infer<typeof ReportChange>

/** A call that was to change something, or to open a root session for a procedure, from the journal. */
export const PrivilegedAction = z.strictObject({
  /** The entry of the journal that says it was about to be sent. */
  sequence: z.int(),
  at: Instant,
  actor: z.string(),
  accountId: AccountId.nullable(),
  /** `iam:DeleteLoginProfile` */
  call: z.string(),
  /** How it came out; `not-done` where nothing was left to do; `in-doubt` where no answer is known. */
  outcome: z.enum(['done', 'failed', 'in-doubt', 'not-done']),
  awsCode: z.string().nullable(),
  requestId: z.string().nullable(),
  procedureId: z.string().nullable(),
  caseId: z.string().nullable(),
})
export type PrivilegedAction = z.infer<typeof PrivilegedAction>

/** An exemption as it stands at the instant of the report. */
export const ReportExemption = Exemption.extend({
  accountName: z.string(),
  state: z.enum(['valid', 'expired', 'revoked']),
})
export type ReportExemption = z.infer<typeof ReportExemption>

export const Report = z.strictObject({
  format: z.literal('rootkeep-report'),
  version: z.literal(1),
  tool: z.strictObject({ name: z.literal('Rootkeep'), version: z.string() }),
  /** The version and the SHA-256 (hex) of the table of rules that judged (`judgingRules`). */
  rules: z.strictObject({ version: z.int(), sha256: z.string() }),
  question: ReportQuestion,
  /** True where names, mails and IDs are pseudonyms. */
  redacted: z.boolean(),
  organization: z.strictObject({
    id: OrganizationId,
    managementAccountId: AccountId,
    /** The name of the management account, as people call the organization; null where no listing had named it by then. */
    name: z.string().nullable(),
    featureSet: z.string(),
    /** Null where they could not be read. */
    features: z.array(z.string()).nullable(),
    trustedAccess: z.boolean().nullable(),
    delegatedAdministrators: z.array(z.strictObject({ id: AccountId, name: z.string() })),
    describedAt: Instant,
    /** The last complete listing; null where there was none, so that accounts may be missing. */
    listedAt: Instant.nullable(),
  }),
  /** Who made the newest run before the instant of the report; null where there was none. */
  caller: z.strictObject({ arn: z.string(), runId: z.string(), at: Instant }).nullable(),
  freshnessDays: z.int(),
  scope: z.strictObject({
    /** True where every member is meant. */
    whole: z.boolean(),
    /** What was chosen, in words. */
    words: z.string(),
    /** Accounts in scope that are members at the instant of the report. */
    accounts: z.int(),
    /** Members of the whole organization then. */
    members: z.int(),
  }),
  /** What keeps this report from being the whole truth, a sentence each, the gravest first. Empty where nothing does. */
  caveats: z.array(z.string()),
  completeness: Completeness,
  postures: z.record(Posture, z.int()),
  /** How many members hold each kind of finding, exempted or not. */
  findings: z.record(FindingKind, z.int()),
  /** Members that hold root credentials: non-compliant and exempt. */
  holding: z.int(),
  /** Why accounts are not applicable: by State; the management account apart. */
  notApplicable: z.strictObject({
    management: z.int(),
    states: z.record(AccountState, z.int()),
  }),
  /** What keeps accounts unknown, most frequent first. */
  unknownReasons: z.array(
    z.strictObject({
      code: z.string(),
      message: z.string(),
      remedy: z.string(),
      accounts: z.int(),
    }),
  ),
  controls: z.array(ReportControl),
  /** By account ID. */
  accounts: z.array(ReportAccount),
  /** Oldest first; null where no period was asked for. */
  changes: z.array(ReportChange).nullable(),
  /** The whole organization at the end of each completed run, oldest first. */
  trend: z.array(TrendPoint),
  /** Oldest first; null where no period was asked for. */
  actions: z.array(PrivilegedAction).nullable(),
  /** Open at the instant of the report. */
  openCases: z.array(BreakGlassCase),
  /** Of accounts in scope, the first to expire first; those that ended before the period are left out. */
  exemptions: z.array(ReportExemption),
  /** What is known of service control policies that keep root users out: by their effect only, as Rootkeep reads no policies. */
  scpGuard: z.strictObject({
    /** Members in scope whose last look was denied by a service control policy. */
    denied: z.array(AccountId),
    sentence: z.string(),
  }),
  /** Runs that ended in the period; the newest one where no period was asked for. */
  runs: z.array(Run),
})
export type Report = z.infer<typeof Report>

export const reportFormats = ['html', 'pdf', 'csv', 'json', 'ocsf', 'md'] as const
export const ReportFormat = z.enum(reportFormats)
export type ReportFormat = z.infer<typeof ReportFormat>

/** What each format is written under: `rootkeep-o-exampleorgid-2026-11-22T101500Z.html`. */
export const reportExtension: Readonly<Record<ReportFormat, string>> = {
  html: 'html',
  pdf: 'pdf',
  csv: 'csv',
  json: 'json',
  ocsf: 'ocsf.jsonl',
  md: 'md',
}

export const Paper = z.enum(['A4', 'Letter'])
export type Paper = z.infer<typeof Paper>
