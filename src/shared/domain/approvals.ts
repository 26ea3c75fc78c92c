import { z } from 'zod'
import { Instant } from './accounts.ts'
import { Plan } from './plans.ts'

const signer = z.strictObject({ name: z.string(), fingerprint: z.string(), publicKey: z.string() })

/**
 * What the first operator hands to the second: the whole plan, not a summary. Signed by the first over the canonical JSON of all other members.
 */
export const ApprovalRequest = z.strictObject({
  format: z.literal('rootkeep-approval-request'),
  version: z.literal(1),
  plan: Plan,
  digest: z.string(),
  requester: signer,
  requestedAt: Instant,
  signature: z.string(),
})
export type ApprovalRequest = z.infer<typeof ApprovalRequest>

/** What the second operator hands back: their word for this digest, until a time, to be used once. */
export const Approval = z.strictObject({
  format: z.literal('rootkeep-approval'),
  version: z.literal(1),
  /** Makes two approvals of one plan different. */
  id: z.string(),
  procedureId: z.string(),
  digest: z.string(),
  requesterFingerprint: z.string(),
  approver: signer,
  note: z.string().max(500),
  approvedAt: Instant,
  expiresAt: Instant,
  signature: z.string(),
})
export type Approval = z.infer<typeof Approval>

/** An approval request as the approver sees it. */
export const ReceivedRequest = z.strictObject({
  request: ApprovalRequest,
  /** Whether the requester is among the trusted operators here. */
  requesterTrusted: z.boolean(),
  /** Why it cannot be approved here (own request, expired, …), one sentence; null where it can. */
  refusal: z.string().nullable(),
})
export type ReceivedRequest = z.infer<typeof ReceivedRequest>

/** A text that was given out, with a name for the file. */
export const TextFile = z.strictObject({ name: z.string(), text: z.string() })
export type TextFile = z.infer<typeof TextFile>
