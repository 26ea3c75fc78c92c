import { z } from 'zod'
import { AccountId } from '../domain/accounts.ts'
import { ApprovalRequest, Approval, ReceivedRequest, TextFile } from '../domain/approvals.ts'
import {
  BreakGlassCase,
  CaseClosing,
  CaseDetail,
  CaseDraft,
  CaseExtension,
  RecoveryStep,
} from '../domain/cases.ts'
import {
  Checkpoint,
  CloudTrailFinding,
  CloudTrailImport,
  CloudTrailMatch,
  CourtesyNote,
  JournalEntry,
  JournalFilter,
  JournalHead,
  JournalVerification,
} from '../domain/journal.ts'
import { Identity, NewIdentity, TrustedOperator } from '../domain/operators.ts'
import { PlanHead, TargetView } from '../domain/plans.ts'
import { Procedure, ProcedureRequest } from '../domain/procedures.ts'
import {
  Bucket,
  OrganizationSwitches,
  PreImage,
  QueueSweep,
  ReadPolicy,
} from '../domain/resources.ts'
import { command, nothing, push, query, type Contract } from './channel.ts'

/** What the operator typed into the window: large enough for an approval of a thousand accounts. */
const givenText = z.string().max(50_000_000)
const page = { offset: z.int().min(0), limit: z.int().min(1).max(500) }
const procedureId = z.strictObject({ procedureId: z.string() })
const caseId = z.strictObject({ caseId: z.string() })

/** The channels of what acts and remembers: procedures, cases, approvals, the journal. */
export const recordChannels = {
  procedures: {
    /** Newest first, unfinished ones before the others. */
    list: query({
      in: z.strictObject({ ...page, caseId: z.string().nullable() }),
      out: z.strictObject({ total: z.int(), procedures: z.array(Procedure) }),
    }),
    get: query({ in: procedureId, out: Procedure }),
    /** The plan without its accounts; null before there is one. */
    plan: query({ in: procedureId, out: PlanHead.nullable() }),
    /** The accounts of the plan with how they came out; `attention` are those that are not as wanted. */
    targets: query({
      in: z.strictObject({ procedureId: z.string(), only: z.enum(['all', 'attention']), ...page }),
      out: z.strictObject({ total: z.int(), targets: z.array(TargetView) }),
    }),
    /** Keeps the request and starts preflight and plan. */
    begin: command({ in: ProcedureRequest, out: Procedure }),
    /**
     * Looks again and plans anew; what was approved falls with the old plan. What was confirmed before is over then, and keeps how it came out: another
     * procedure takes its place, and is returned.
     */
    replan: command({ in: procedureId, out: Procedure }),
    /** Does everything but the calls that change something, and keeps what would have been called. */
    rehearse: command({
      in: z.strictObject({ procedureId: z.string(), digest: z.string() }),
      out: Procedure,
    }),
    /** The one call that lets a plan run. Refused where plan, digest, phrase, acknowledgements, rule, approval or session do not fit. */
    confirm: command({
      in: z.strictObject({
        procedureId: z.string(),
        digest: z.string(),
        typed: z.string().max(200),
        acknowledged: z.array(z.string()),
      }),
      out: Procedure,
    }),
    /** Gives the code that was mailed to the new root mailbox. It is not kept. */
    provideCode: command({
      in: z.strictObject({
        procedureId: z.string(),
        code: z.string().regex(/^[A-Za-z0-9]{6}$/, 'the code has six letters or digits'),
      }),
      out: Procedure,
    }),
    pause: command({ in: procedureId, out: Procedure }),
    resume: command({ in: procedureId, out: Procedure }),
    /** Ends it: accounts under way are finished, no further one begins. */
    cancel: command({ in: procedureId, out: Procedure }),
    /** Reads AWS back once more. */
    verify: command({ in: procedureId, out: Procedure }),
    /** The whole plan as canonical JSON, the text that the digest is taken of. */
    planText: query({ in: procedureId, out: TextFile }),
    /** What was done, as Markdown. */
    report: query({ in: procedureId, out: TextFile }),
    courtesyNote: query({ in: procedureId, out: CourtesyNote }),
    changed: push(Procedure),
  },
  resources: {
    /** These open a root session and read; they change nothing. */
    buckets: command({ in: z.strictObject({ accountId: AccountId }), out: z.array(Bucket) }),
    bucketPolicy: command({
      in: z.strictObject({
        accountId: AccountId,
        bucket: z.string(),
        region: z.string().nullable(),
      }),
      out: ReadPolicy,
    }),
    queues: command({
      in: z.strictObject({ accountId: AccountId, regions: z.array(z.string()).min(1).max(60) }),
      out: QueueSweep,
    }),
    queuePolicy: command({
      in: z.strictObject({ accountId: AccountId, queueUrl: z.string(), region: z.string() }),
      out: ReadPolicy,
    }),
    preImages: query({
      in: z.strictObject({ accountId: AccountId.nullable() }),
      out: z.array(PreImage),
    }),
    switches: command({ in: nothing, out: OrganizationSwitches }),
  },
  cases: {
    list: query({ in: nothing, out: z.array(BreakGlassCase) }),
    get: query({ in: caseId, out: CaseDetail }),
    open: command({ in: CaseDraft, out: BreakGlassCase }),
    note: command({
      in: z.strictObject({ caseId: z.string(), text: z.string().trim().min(1).max(5000) }),
      out: CaseDetail,
    }),
    /** Says that somebody did one of the human steps of a password recovery. */
    stepDone: command({
      in: z.strictObject({
        caseId: z.string(),
        accountId: AccountId,
        step: RecoveryStep,
        by: z.string().trim().min(1, 'name who did it').max(200),
      }),
      out: CaseDetail,
    }),
    extend: command({ in: CaseExtension, out: BreakGlassCase }),
    close: command({ in: CaseClosing, out: BreakGlassCase }),
    /** The post-incident report, as Markdown. */
    report: query({ in: caseId, out: TextFile }),
  },
  identity: {
    get: query({ in: nothing, out: Identity }),
    /** Makes the key. A passphrase is needed where the system offers no key store. */
    create: command({
      in: NewIdentity,
      out: Identity,
    }),
    unlock: command({ in: z.strictObject({ passphrase: z.string().max(1000) }), out: Identity }),
    lock: command({ in: nothing, out: Identity }),
    /** What another operator needs to trust this one. */
    card: query({ in: nothing, out: TextFile }),
    operators: query({ in: nothing, out: z.array(TrustedOperator) }),
    /** Reads a card and says whose it is; trusts nobody yet. */
    readCard: command({
      in: z.strictObject({ text: givenText }),
      out: z.strictObject({ name: z.string(), fingerprint: z.string() }),
    }),
    /** Trusts the card; `fingerprint` is what the operator compared. */
    trust: command({
      in: z.strictObject({ text: givenText, fingerprint: z.string() }),
      out: z.array(TrustedOperator),
    }),
    revoke: command({
      in: z.strictObject({ fingerprint: z.string() }),
      out: z.array(TrustedOperator),
    }),
  },
  approvals: {
    /** The request for a procedure, to be handed to the second operator. */
    request: command({ in: procedureId, out: TextFile }),
    /** Reads a request that somebody else made. */
    read: command({ in: z.strictObject({ text: givenText }), out: ReceivedRequest }),
    /** Signs it. `digest` is what the approver saw, `typed` the phrase of the plan. */
    approve: command({
      in: z.strictObject({
        request: ApprovalRequest,
        digest: z.string(),
        typed: z.string().max(200),
        note: z.string().max(500),
      }),
      out: TextFile,
    }),
    /** Takes an approval that was brought back. */
    accept: command({
      in: z.strictObject({ procedureId: z.string(), text: givenText }),
      out: Approval,
    }),
  },
  journal: {
    page: query({
      in: z.strictObject({ filter: JournalFilter, ...page }),
      out: z.strictObject({ total: z.int(), entries: z.array(JournalEntry) }),
    }),
    /** One entry by its number, of whatever organization; null where there is none. */
    entry: query({
      in: z.strictObject({ sequence: z.int().min(1) }),
      out: JournalEntry.nullable(),
    }),
    head: query({ in: nothing, out: JournalHead }),
    verify: command({ in: nothing, out: JournalVerification }),
    checkpoints: query({ in: nothing, out: z.array(Checkpoint) }),
    /** Signs the journal as it stands. */
    checkpoint: command({ in: nothing, out: Checkpoint }),
    /** Writes the journal as JSON Lines to a file that the operator names; null where they did not. */
    export: command({ in: nothing, out: z.strictObject({ path: z.string().nullable() }) }),
    /** Compares with event files of CloudTrail, `.json` or `.json.gz`. */
    importCloudTrail: command({
      in: z.strictObject({
        files: z
          .array(z.strictObject({ name: z.string(), bytes: z.instanceof(Uint8Array) }))
          .min(1)
          .max(20_000),
      }),
      out: CloudTrailImport,
    }),
    cloudTrailImports: query({ in: nothing, out: z.array(CloudTrailImport) }),
    cloudTrailFindings: query({
      in: z.strictObject({ importId: z.string(), match: CloudTrailMatch.nullable(), ...page }),
      out: z.strictObject({ total: z.int(), findings: z.array(CloudTrailFinding) }),
    }),
  },
  files: {
    /** Saves a text where the operator says; null where they did not. */
    save: command({ in: TextFile, out: z.strictObject({ path: z.string().nullable() }) }),
  },
} as const satisfies Contract
