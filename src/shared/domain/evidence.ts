import { z } from 'zod'
import { Attestation, Tag } from './account-detail.ts'
import { Account, Instant } from './accounts.ts'
import { type BreakGlassCase } from './cases.ts'
import { Organization } from './connections.ts'
import { Exemption } from './exemptions.ts'
import { Failure } from './failure.ts'
import { FindingKind } from './findings.ts'
import { type Checkpoint, JournalEntry } from './journal.ts'
import { type LedgerEntry } from './ledger.ts'
import { changeKinds } from './overview.ts'
import { Observation, Posture } from './posture.ts'
import { Run } from './runs.ts'

/**
 * Evidence is what reports are drawn from: rows of the cache and the record as they lie there, with no verdict in them. A report is a
 * pure function of it, so whoever holds the evidence can draw the report again (`src/main/reports/model/report-model.ts`).
 */

/** What an account was until `until`, when the listing first said otherwise. */
export const PastAccount = Account.pick({
  name: true,
  email: true,
  state: true,
  path: true,
  parentId: true,
  isManagement: true,
  isDelegatedAdministrator: true,
  leftAt: true,
}).extend({ until: Instant })
export type PastAccount = z.infer<typeof PastAccount>

/** Failed looks in a row that failed in the same way. No look in between saw anything. */
export const FailureSpan = z.strictObject({
  firstAt: Instant,
  lastAt: Instant,
  runId: z.string(),
  /** The newest of them. */
  failure: Failure,
})
export type FailureSpan = z.infer<typeof FailureSpan>

/** What a look or a listing found to be different from the one before. */
export const NotedChange = z.strictObject({
  at: Instant,
  runId: z.string(),
  kind: z.enum(changeKinds),
  finding: FindingKind.nullable(),
})
export type NotedChange = z.infer<typeof NotedChange>

/** Everything that is kept of one account. Lists are oldest first. */
export const AccountEvidence = z.strictObject({
  /** As last listed. */
  account: Account,
  /** The names of the units above it as last read, `Workloads / Prod`; '' directly below the root, or where they were not read. */
  unitPath: z.string(),
  /** Null until they were asked for. */
  tags: z.array(Tag).nullable(),
  past: z.array(PastAccount),
  observations: z.array(Observation),
  failures: z.array(FailureSpan),
  changes: z.array(NotedChange),
  exemptions: z.array(Exemption),
})
export type AccountEvidence = z.infer<typeof AccountEvidence>

/** What the organization was until `until`. */
export const PastOrganization = Organization.pick({
  featureSet: true,
  features: true,
  trustedAccess: true,
  describedAt: true,
}).extend({ until: Instant })
export type PastOrganization = z.infer<typeof PastOrganization>

/** The record of a run with the counts of the organization when it was last written. */
export const RunRecord = Run.extend({ postures: z.record(Posture, z.int()).nullable() })
export type RunRecord = z.infer<typeof RunRecord>

/** What is kept of the organization as a whole. */
export const OrganizationEvidence = z.strictObject({
  organization: Organization,
  past: z.array(PastOrganization),
  /** When a listing of the accounts last came to its end; null where none did. */
  listedAt: Instant.nullable(),
  units: z.array(
    z.strictObject({ id: z.string(), name: z.string(), parentId: z.string().nullable() }),
  ),
  /** Of the management account, oldest first. */
  attestations: z.array(Attestation),
  /** Days after which an observation is stale. */
  freshnessDays: z.int(),
})
export type OrganizationEvidence = z.infer<typeof OrganizationEvidence>

/**
 * The evidence of one organization. Accounts, calls and entries are many: they are gone through, in the order of account ID, of time and of
 * sequence, and each may be gone through again.
 */
export type Evidence = {
  readonly organization: OrganizationEvidence
  /** Oldest first. */
  readonly runs: readonly RunRecord[]
  readonly cases: readonly BreakGlassCase[]
  /** Signed, oldest first. */
  readonly checkpoints: readonly Checkpoint[]
  accounts(): Iterable<AccountEvidence>
  /** The request ledger, as far as it reaches back. */
  calls(): Iterable<LedgerEntry>
  /** The journal. Entries of other organizations are withheld. */
  journal(): Iterable<JournalLine>
}

/**
 * An entry of the journal as evidence carries it: whole; or withheld, with its hash as the link between its neighbours, because it belongs
 * to another organization (`shown` is null) or names what is redacted (`shown` is what may be seen of it, vouched for by who signed the bundle).
 */
export const JournalLine = z.union([
  z.strictObject({ entry: JournalEntry }),
  z.strictObject({
    withheld: JournalEntry.pick({ sequence: true, previous: true, hash: true }),
    shown: JournalEntry.omit({ previous: true, hash: true }).nullable(),
  }),
])
export type JournalLine = z.infer<typeof JournalLine>
