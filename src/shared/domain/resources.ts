import { z } from 'zod'
import { AccountId, Instant } from './accounts.ts'
import { Failure } from './failure.ts'
import { OrganizationSwitch } from './procedures.ts'
import { PolicyText } from './plans.ts'

export const Bucket = z.strictObject({
  name: z.string(),
  /** Null where S3 did not say. */
  region: z.string().nullable(),
  createdAt: Instant.nullable(),
})
export type Bucket = z.infer<typeof Bucket>

export const Queue = z.strictObject({ url: z.string(), name: z.string(), region: z.string() })
export type Queue = z.infer<typeof Queue>

/** The queues of the Regions asked; a Region that failed says so and is not empty. */
export const QueueSweep = z.strictObject({
  queues: z.array(Queue),
  regions: z.array(
    z.strictObject({ region: z.string(), count: z.int(), failure: Failure.nullable() }),
  ),
})
export type QueueSweep = z.infer<typeof QueueSweep>

/** The policy of a bucket or queue as it is now; `policy` is null where there is none. */
export const ReadPolicy = z.strictObject({
  policy: PolicyText.nullable(),
  region: z.string(),
  arn: z.string(),
  readAt: Instant,
})
export type ReadPolicy = z.infer<typeof ReadPolicy>

/** A policy that a procedure found before it wrote: it can be restored. `policy` is null where there was none. */
export const PreImage = z.strictObject({
  id: z.string(),
  procedureId: z.string(),
  accountId: AccountId,
  service: z.enum(['s3', 'sqs']),
  /** The bucket's name, or the queue's URL. */
  resource: z.string(),
  region: z.string(),
  policy: PolicyText.nullable(),
  /** The policy that took its place; null where it was deleted. */
  replacedBySha256: z.string().nullable(),
  takenAt: Instant,
})
export type PreImage = z.infer<typeof PreImage>

/** One switch as it stands, and whether this caller may turn it. */
export const SwitchState = z.strictObject({
  switch: OrganizationSwitch,
  /** Null where it could not be read: `reason` says why. */
  on: z.boolean().nullable(),
  /** Null where the caller may turn it; else why not, one sentence. */
  reason: z.string().nullable(),
  /** What turning it on, and off, does to whom. */
  effectsOn: z.array(z.string()),
  effectsOff: z.array(z.string()),
})
export type SwitchState = z.infer<typeof SwitchState>

export const OrganizationSwitches = z.strictObject({
  readAt: Instant,
  switches: z.array(SwitchState),
  /** The delegated administrators for IAM, by account ID and name. */
  delegates: z.array(z.strictObject({ accountId: AccountId, accountName: z.string() })),
})
export type OrganizationSwitches = z.infer<typeof OrganizationSwitches>
