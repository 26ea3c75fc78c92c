import { z } from 'zod'
import { AccountFilter } from './account-query.ts'
import { AccountId, Instant, OrganizationId } from './accounts.ts'
import { Failure } from './failure.ts'

/** What a person can do with root users, one kind a procedure. */
export const procedureKinds = [
  'audit-root-credentials',
  'delete-root-credentials',
  'allow-password-recovery',
  'change-root-mailbox',
  'unlock-bucket-policy',
  'unlock-queue-policy',
  'switch-organization',
] as const
export const ProcedureKind = z.enum(procedureKinds)
export type ProcedureKind = z.infer<typeof ProcedureKind>

/** The steps of every procedure, in this order. */
export const procedureSteps = [
  'preflight',
  'plan',
  'approval',
  'confirm',
  'execute',
  'verify',
  'report',
] as const
export const ProcedureStep = z.enum(procedureSteps)
export type ProcedureStep = z.infer<typeof ProcedureStep>

/**
 * What goes on in the present step.
 *
 * - `working`: main is at it;
 * - `waiting`: for the operator (approval, confirmation, a code);
 * - `paused`: by the operator, no further account begins;
 * - `interrupted`: the process or the session ended under it; it can be resumed;
 * - `stopped`: it could not go on (a check failed, the world no longer fits the plan, too many failures); it can be planned anew;
 * - `completed`, `cancelled`: over.
 */
export const procedureStates = [
  'working',
  'waiting',
  'paused',
  'interrupted',
  'stopped',
  'completed',
  'cancelled',
] as const
export const ProcedureState = z.enum(procedureStates)
export type ProcedureState = z.infer<typeof ProcedureState>

/** The four kinds of root credential, in the order in which they are deleted. */
export const credentialKinds = [
  'access-key',
  'signing-certificate',
  'password',
  'mfa-device',
] as const
export const CredentialKind = z.enum(credentialKinds)
export type CredentialKind = z.infer<typeof CredentialKind>

/** Which accounts a procedure is about: a selection, or whatever fits a filter when the plan is made. */
export const ProcedureScope = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('accounts'),
    accountIds: z.array(AccountId).min(1).max(50_000),
  }),
  z.strictObject({ kind: z.literal('filter'), filter: AccountFilter }),
])
export type ProcedureScope = z.infer<typeof ProcedureScope>

/** The organization's features and delegations that can be switched. */
export const OrganizationSwitch = z.enum([
  'trusted-access',
  'RootCredentialsManagement',
  'RootSessions',
  'delegated-administrator',
])
export type OrganizationSwitch = z.infer<typeof OrganizationSwitch>

const regionName = z
  .string()
  .regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, 'a Region is written like eu-west-1')

/** What becomes of a resource policy. `restore` writes a text back that an earlier procedure kept. */
export const PolicyChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('put'),
    /** How the text came about: for the plan's title and the report. */
    by: z.enum(['repair', 'edit']),
    policy: z.string().min(2).max(200_000),
  }),
  z.strictObject({ kind: z.literal('delete') }),
  z.strictObject({ kind: z.literal('restore'), preImageId: z.string() }),
])
export type PolicyChange = z.infer<typeof PolicyChange>

const forWhat = {
  /** The break-glass case it runs in; null where none is needed. */
  caseId: z.string().nullable(),
  /** The ticket; inside a case that of the case holds and this is null. */
  ticket: z.string().max(200).nullable(),
  /** Why, in the operator's words. */
  reason: z.string().max(2000),
}

/** What the operator asks for. It names things; what exactly will be called stands in the plan. */
export const ProcedureRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('audit-root-credentials'),
    accountId: AccountId,
    ...forWhat,
  }),
  z.strictObject({
    kind: z.literal('delete-root-credentials'),
    scope: ProcedureScope,
    credentials: z.array(CredentialKind).min(1),
    ...forWhat,
  }),
  z.strictObject({
    kind: z.literal('allow-password-recovery'),
    accountId: AccountId,
    /** The operator says that the owner of the root mailbox is known and can read it. */
    mailboxOwner: z.string().trim().min(1, 'name who reads the root mailbox').max(200),
    ...forWhat,
  }),
  z.strictObject({
    kind: z.literal('change-root-mailbox'),
    accountId: AccountId,
    newEmail: z.email('this is not an e-mail address').max(64),
    ...forWhat,
  }),
  z.strictObject({
    kind: z.literal('unlock-bucket-policy'),
    accountId: AccountId,
    bucket: z.string().min(3).max(63),
    region: regionName,
    /** SHA-256 of the policy that was on screen; null where there was none. */
    seenSha256: z.string().nullable(),
    change: PolicyChange,
    ...forWhat,
  }),
  z.strictObject({
    kind: z.literal('unlock-queue-policy'),
    accountId: AccountId,
    queueUrl: z.url().max(2048),
    region: regionName,
    seenSha256: z.string().nullable(),
    change: PolicyChange,
    ...forWhat,
  }),
  z.strictObject({
    kind: z.literal('switch-organization'),
    switch: OrganizationSwitch,
    on: z.boolean(),
    /** The account to register or deregister; null for the other switches. */
    accountId: AccountId.nullable(),
    ...forWhat,
  }),
])
export type ProcedureRequest = z.infer<typeof ProcedureRequest>

/** One thing that was looked at before anything is planned. */
export const Check = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(['passed', 'warning', 'failed']),
  /** What was seen, one sentence. */
  evidence: z.string(),
  /** What to do about it; null where it passed. */
  remedy: z.string().nullable(),
})
export type Check = z.infer<typeof Check>

/**
 * How one item, or one account, came out.
 *
 * `already-so`: it was as wanted before we came. `changed`: the world no longer fits the plan, nothing was done. `in-doubt`: a call was sent
 * and no answer tells whether it was done. `not-run`: the procedure ended before its turn.
 */
export const outcomeStates = [
  'pending',
  'working',
  'waiting',
  'done',
  'already-so',
  'skipped',
  'failed',
  'changed',
  'in-doubt',
  'not-run',
] as const
export const OutcomeState = z.enum(outcomeStates)
export type OutcomeState = z.infer<typeof OutcomeState>

/** True where the item or account is as the plan wants it. Whether AWS was read back says `verifiedAt`. */
export function isAsWanted(state: OutcomeState): boolean {
  return state === 'done' || state === 'already-so'
}

/** True where nothing will happen any more without the operator. */
export function isSettled(state: OutcomeState): boolean {
  return state !== 'pending' && state !== 'working' && state !== 'waiting'
}

export const ItemOutcome = z.strictObject({
  itemId: z.string(),
  state: OutcomeState,
  /** One sentence for what is not plainly done: why it was skipped, what is different. */
  note: z.string().nullable(),
  failure: Failure.nullable(),
  /** The request ID of the call that did it: it finds the event in CloudTrail. */
  requestId: z.string().nullable(),
  at: Instant.nullable(),
})
export type ItemOutcome = z.infer<typeof ItemOutcome>

export const TargetOutcome = z.strictObject({
  accountId: AccountId,
  state: OutcomeState,
  note: z.string().nullable(),
  failure: Failure.nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** When AWS was read back and showed what the plan wants; null where it was not, or showed otherwise. */
  verifiedAt: Instant.nullable(),
  items: z.array(ItemOutcome),
})
export type TargetOutcome = z.infer<typeof TargetOutcome>

/** How many accounts, and how many items, came out how. */
export const OutcomeCounts = z.strictObject({
  total: z.int(),
  done: z.int(),
  alreadySo: z.int(),
  skipped: z.int(),
  failed: z.int(),
  changed: z.int(),
  inDoubt: z.int(),
  notRun: z.int(),
  /** Those that are pending, at work or waiting. */
  open: z.int(),
  verified: z.int(),
})
export type OutcomeCounts = z.infer<typeof OutcomeCounts>

/** What a procedure needs before it may run, from the organization's rules. */
export const ProcedureRule = z.strictObject({
  needsCase: z.boolean(),
  needsTicket: z.boolean(),
  needsApproval: z.boolean(),
  /** The most accounts of one procedure. */
  maxAccounts: z.int().min(1).max(50_000),
})
export type ProcedureRule = z.infer<typeof ProcedureRule>

/** A procedure without its plan and its accounts: these are read by page. */
export const Procedure = z.strictObject({
  id: z.string(),
  organizationId: OrganizationId,
  request: ProcedureRequest,
  /** One line: what it does to what. */
  title: z.string(),
  step: ProcedureStep,
  state: ProcedureState,
  checks: z.array(Check),
  /** SHA-256 over the canonical JSON of the plan; null before there is one. */
  digest: z.string().nullable(),
  plannedAt: Instant.nullable(),
  /** When the plan ends. */
  expiresAt: Instant.nullable(),
  /** What has to be typed to confirm; null before there is a plan. */
  phrase: z.string().nullable(),
  rule: ProcedureRule,
  createdAt: Instant,
  createdBy: z.string(),
  confirmedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** Why it stopped, was interrupted, or could not be planned. */
  failure: Failure.nullable(),
  accounts: OutcomeCounts,
  items: OutcomeCounts,
  /** The rehearsal of this plan: what would have been called; null where there was none. */
  rehearsedAt: Instant.nullable(),
  /** The fingerprint of who approved this plan; null where nobody has. */
  approvedBy: z.string().nullable(),
  /** Accounts begun per second over the last few seconds; null while nothing runs. */
  rate: z.number().nullable(),
  /** How far the look for the plan has come, in accounts; null while nothing is looked at. */
  looking: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
})
export type Procedure = z.infer<typeof Procedure>

export const noOutcomes: OutcomeCounts = {
  total: 0,
  done: 0,
  alreadySo: 0,
  skipped: 0,
  failed: 0,
  changed: 0,
  inDoubt: 0,
  notRun: 0,
  open: 0,
  verified: 0,
}

/** True where nothing will change any more. */
export function isOver(state: ProcedureState): boolean {
  return state === 'completed' || state === 'cancelled'
}
