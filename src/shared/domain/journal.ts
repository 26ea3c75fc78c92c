import { z } from 'zod'
import { AccountId, Instant, OrganizationId } from './accounts.ts'

/** What an entry of the journal tells. */
export const journalKinds = [
  'journal-begun',
  'procedure-opened',
  'procedure-planned',
  'procedure-rehearsed',
  'procedure-confirmed',
  'procedure-refused',
  'procedure-stopped',
  'procedure-resumed',
  'procedure-ended',
  'call-intent',
  'call-result',
  'call-resolved',
  'verification',
  'approval-requested',
  'approval-given',
  'approval-accepted',
  'approval-refused',
  'case-opened',
  'case-step',
  'case-note',
  'case-extended',
  'case-closed',
  'identity-created',
  'operator-trusted',
  'operator-revoked',
  'rules-changed',
  'cloudtrail-imported',
  'bundle-signed',
  'connection-kept',
  'connection-removed',
  'signed-in',
  'signed-out',
] as const
export const JournalKind = z.enum(journalKinds)
export type JournalKind = z.infer<typeof JournalKind>

/** A value of JSON, as far as entries hold it. Numbers are integers. */
export type JournalValue =
  | string
  | number
  | boolean
  | null
  | readonly JournalValue[]
  | { readonly [key: string]: JournalValue }
export const JournalValue: z.ZodType<JournalValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.int(),
    z.boolean(),
    z.null(),
    z.array(JournalValue),
    z.record(z.string(), JournalValue),
  ]),
)

/**
 * One entry of the journal. `hash` is SHA-256 (hex) over the RFC 8785 canonical JSON of all other members; `previous` is the hash of the
 * entry before, 64 zeros for the first: whoever changes, drops or moves an entry breaks the chain.
 */
export const JournalEntry = z.strictObject({
  /** 1, 2, 3, … without a gap. */
  sequence: z.int().min(1),
  at: Instant,
  kind: JournalKind,
  organizationId: OrganizationId.nullable(),
  accountId: AccountId.nullable(),
  procedureId: z.string().nullable(),
  caseId: z.string().nullable(),
  /** Who: the caller's ARN, or the name of the operator, or `rootkeep` for what it does by itself. */
  actor: z.string(),
  /** What, in members that the kind knows. Never a secret. */
  detail: z.record(z.string(), JournalValue),
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})
export type JournalEntry = z.infer<typeof JournalEntry>

/** What a writer gives; sequence, time and hashes are the journal's. */
export type JournalDraft = Omit<JournalEntry, 'sequence' | 'at' | 'previous' | 'hash'>

/** Which entries are meant; within one field any value fits, and the fields must all fit. */
export const JournalFilter = z.strictObject({
  kinds: z.array(JournalKind).default([]),
  accountId: AccountId.nullable().default(null),
  procedureId: z.string().nullable().default(null),
  caseId: z.string().nullable().default(null),
  search: z.string().max(200).default(''),
})
export type JournalFilter = z.infer<typeof JournalFilter>

export const everyEntry: JournalFilter = {
  kinds: [],
  accountId: null,
  procedureId: null,
  caseId: null,
  search: '',
}

/** How long the journal of this workstation is, over all organizations, and how much of it no checkpoint covers yet. */
export const JournalHead = z.strictObject({ entries: z.int(), sinceCheckpoint: z.int() })
export type JournalHead = z.infer<typeof JournalHead>

/**
 * The signed statement that so many entries, ending in this hash, existed at a time. Entries that are cut off the end contradict it.
 * `signature` is Ed25519 (base64) over the canonical JSON of the other members.
 */
export const Checkpoint = z.strictObject({
  format: z.literal('rootkeep-checkpoint'),
  version: z.literal(1),
  count: z.int().min(1),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  at: Instant,
  /** The fingerprint and the public key (base64, 32 bytes) of who signed. */
  fingerprint: z.string(),
  publicKey: z.string(),
  signature: z.string(),
})
export type Checkpoint = z.infer<typeof Checkpoint>

/**
 * What a verification found. `firstBroken` names the first entry that does not fit, and how; null exactly where the journal is intact. Its
 * sequence is null where what is broken is no entry: a checkpoint that was altered, the guards against change.
 */
export const JournalVerification = z.strictObject({
  at: Instant,
  entries: z.int(),
  intact: z.boolean(),
  firstBroken: z.strictObject({ sequence: z.int().nullable(), problem: z.string() }).nullable(),
  /** What is odd and breaks nothing, a sentence each: a clock that was set back. */
  warnings: z.array(z.string()),
  head: z.string().nullable(),
  checkpoints: z.int(),
  /** Entries after the newest signed checkpoint. */
  sinceCheckpoint: z.int(),
  durationMs: z.int(),
})
export type JournalVerification = z.infer<typeof JournalVerification>

/** What CloudTrail and the journal say of one call. */
export const cloudTrailMatches = ['confirmed', 'audit-run', 'missing', 'unknown-session'] as const
export const CloudTrailMatch = z.enum(cloudTrailMatches)
export type CloudTrailMatch = z.infer<typeof CloudTrailMatch>

/**
 * One line of the comparison with CloudTrail.
 *
 * `confirmed`: the journal and CloudTrail agree. `audit-run`: an AssumeRoot of an audit, known by the request ledger, which forgets the oldest.
 * `missing`: the journal has it, and the imported files lack it although they have events of that account, Region and day and reach a quarter of an
 * hour beyond it; files that were imported only in part look the same. `unknown-session`: CloudTrail has an AssumeRoot, or a call with credentials
 * of one, that this workstation did not make, or does not remember any more.
 */
export const CloudTrailFinding = z.strictObject({
  match: CloudTrailMatch,
  at: Instant,
  eventName: z.string(),
  accountId: AccountId.nullable(),
  callerArn: z.string().nullable(),
  requestId: z.string().nullable(),
  accessKeyId: z.string().nullable(),
  eventId: z.string().nullable(),
  sourceIp: z.string().nullable(),
  /** Why AWS refused the call; null where it did it, or the files lack it. */
  errorCode: z.string().nullable(),
  /** The entry of the journal; null where there is none. */
  sequence: z.int().nullable(),
})
export type CloudTrailFinding = z.infer<typeof CloudTrailFinding>

export const CloudTrailImport = z.strictObject({
  id: z.string(),
  at: Instant,
  files: z.int(),
  events: z.int(),
  /** Files that could not be read, with the reason. */
  unreadable: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
  /** The time that the events span; null where there were none. */
  from: Instant.nullable(),
  until: Instant.nullable(),
  counts: z.record(CloudTrailMatch, z.int()),
})
export type CloudTrailImport = z.infer<typeof CloudTrailImport>

/** What the SOC is told before a large procedure, with filters to copy. */
export const CourtesyNote = z.strictObject({
  /** The note as text, ready to send. */
  text: z.string(),
  assumeRootEvents: z.int(),
  rootEvents: z.int(),
  filters: z.array(z.strictObject({ title: z.string(), purpose: z.string(), text: z.string() })),
})
export type CourtesyNote = z.infer<typeof CourtesyNote>
