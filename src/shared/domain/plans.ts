import { z } from 'zod'
import { AccountId, Instant, OrganizationId } from './accounts.ts'
import { AccessKey, MfaDevice, SigningCertificate } from './credentials.ts'
import { OrganizationSwitch, ProcedureKind, TargetOutcome } from './procedures.ts'

/** A policy text with its hash, as it was read. */
export const PolicyText = z.strictObject({ text: z.string(), sha256: z.string() })
export type PolicyText = z.infer<typeof PolicyText>

/** What an item is about, with the evidence it was drawn from: what the operator sees of it. */
export const PlannedThing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('audit') }),
  z.strictObject({ kind: z.literal('access-key'), accessKey: AccessKey }),
  z.strictObject({ kind: z.literal('signing-certificate'), certificate: SigningCertificate }),
  z.strictObject({
    kind: z.literal('password'),
    createdAt: Instant.nullable(),
    lastUsedAt: Instant.nullable(),
  }),
  z.strictObject({
    kind: z.literal('mfa-device'),
    device: MfaDevice,
    deviceKind: z.enum(['virtual', 'passkey', 'hardware']),
  }),
  z.strictObject({
    kind: z.literal('password-recovery'),
    mailbox: z.string(),
    mailboxOwner: z.string(),
  }),
  z.strictObject({ kind: z.literal('mailbox'), before: z.string(), after: z.string() }),
  z.strictObject({
    kind: z.literal('bucket-policy'),
    bucket: z.string(),
    region: z.string(),
    before: PolicyText.nullable(),
    after: PolicyText.nullable(),
  }),
  z.strictObject({
    kind: z.literal('queue-policy'),
    queueUrl: z.string(),
    queueArn: z.string(),
    region: z.string(),
    before: PolicyText.nullable(),
    after: PolicyText.nullable(),
  }),
  z.strictObject({
    kind: z.literal('organization-switch'),
    switch: OrganizationSwitch,
    accountId: AccountId.nullable(),
    from: z.boolean(),
    to: z.boolean(),
    /** Who gains and who loses what, one sentence each. */
    effects: z.array(z.string()),
  }),
])
export type PlannedThing = z.infer<typeof PlannedThing>

/** One call that will be made, exactly. */
export const PlannedItem = z.strictObject({
  /** Unique in the plan. */
  id: z.string(),
  /** Service and operation, as IAM writes actions: `iam:DeleteAccessKey`. */
  call: z.string(),
  /** The arguments of the call, by the names of the API. */
  arguments: z.record(z.string(), z.string()),
  thing: PlannedThing,
  /** The sentence that the operator acknowledges by itself; null where nothing is special about the item. */
  acknowledge: z.string().nullable(),
})
export type PlannedItem = z.infer<typeof PlannedItem>

/** All that will be done in one account, in one session. */
export const PlanTarget = z.strictObject({
  accountId: AccountId,
  accountName: z.string(),
  /** The task policy of the root session; null where the operator's own credentials call. */
  task: z.string().nullable(),
  /** When the account was looked at for this plan. */
  seenAt: Instant,
  /** The proof that the account's root password can be recovered afterwards; null where the procedure needs none. */
  wayBack: z.strictObject({ provenAt: Instant, requestId: z.string().nullable() }).nullable(),
  items: z.array(PlannedItem),
})
export type PlanTarget = z.infer<typeof PlanTarget>

/** An account that was asked for and is not in the plan. */
export const LeftOut = z.strictObject({
  accountId: AccountId,
  accountName: z.string(),
  reason: z.string(),
})
export type LeftOut = z.infer<typeof LeftOut>

/**
 * What will be done, byte for byte: its canonical JSON is what the digest is taken of, approvals sign and the engine runs.
 */
export const Plan = z.strictObject({
  format: z.literal('rootkeep-plan'),
  version: z.literal(1),
  procedureId: z.string(),
  kind: ProcedureKind,
  title: z.string(),
  organizationId: OrganizationId,
  managementAccountId: AccountId,
  /** Who plans and will run it; another caller cannot. */
  caller: z.strictObject({ arn: z.string(), accountId: AccountId }),
  region: z.string(),
  caseId: z.string().nullable(),
  ticket: z.string().nullable(),
  reason: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  /** What has to be typed: it names the thing. */
  phrase: z.string(),
  targets: z.array(PlanTarget),
  leftOut: z.array(LeftOut),
  /** How many accounts each wave has; the last one repeats. */
  waves: z.array(z.int().min(1)),
  /** The procedure stops when more than so many accounts of a wave, in percent, did not come out as wanted. */
  stopAbovePercent: z.int().min(0).max(100),
})
export type Plan = z.infer<typeof Plan>

/** The plan without its accounts, which are read by page. */
export const PlanHead = Plan.omit({ targets: true }).extend({
  targetCount: z.int(),
  itemCount: z.int(),
  /** The items that have to be acknowledged one by one. */
  acknowledgements: z.array(
    z.strictObject({
      itemId: z.string(),
      accountId: AccountId,
      accountName: z.string(),
      sentence: z.string(),
    }),
  ),
})
export type PlanHead = z.infer<typeof PlanHead>

/** One account of the plan with how it came out. */
export const TargetView = z.strictObject({ target: PlanTarget, outcome: TargetOutcome })
export type TargetView = z.infer<typeof TargetView>
