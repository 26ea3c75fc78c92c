import { z } from 'zod'
import { AccountId, Instant, OrganizationId } from './accounts.ts'
import { Completeness } from './posture.ts'
import { Failure } from './failure.ts'

/** Which accounts a run looks at. */
export const RunScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('organization') }),
  z.strictObject({
    kind: z.literal('accounts'),
    accountIds: z.array(AccountId).min(1).max(50_000),
  }),
])
export type RunScope = z.infer<typeof RunScope>

/**
 * `interrupted` is a run whose process ended under it: it can be resumed. `failed` is a run that could
 * not go on (credentials ended, the listing broke); what it observed before stays.
 */
export const runStates = [
  'running',
  'paused',
  'interrupted',
  'completed',
  'cancelled',
  'failed',
] as const
export const RunState = z.enum(runStates)
export type RunState = z.infer<typeof RunState>

/** Calls made, by `service:Operation`, with those that were throttled or failed. */
export const CallCounts = z.record(
  z.string(),
  z.strictObject({ calls: z.int(), throttled: z.int(), failed: z.int() }),
)
export type CallCounts = z.infer<typeof CallCounts>

/** An audit run as its record stands. */
export const Run = z.strictObject({
  id: z.string(),
  organizationId: OrganizationId,
  state: RunState,
  scope: RunScope,
  /** True where details were asked for on every account, not only where something is present. */
  deep: z.boolean(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  callerArn: z.string(),
  completeness: Completeness,
  nonCompliant: z.int(),
  calls: CallCounts,
  /** Why a failed run stopped. */
  failure: Failure.nullable(),
})
export type Run = z.infer<typeof Run>

/** Where a live run stands. Rates are per second over the last few seconds. */
export const RunProgress = z.strictObject({
  revision: z.int(),
  runId: z.string(),
  state: RunState,
  startedAt: Instant,
  /** True until the last page of the listing has come. */
  listing: z.boolean(),
  listed: z.int(),
  /** Accounts to look at; grows while the listing pages. */
  targets: z.int(),
  done: z.int(),
  unknown: z.int(),
  nonCompliant: z.int(),
  accountsPerSecond: z.number(),
  callsPerSecond: z.number(),
  throttled: z.int(),
  /** Seconds to the end at the present rate; null while it cannot be said. */
  etaSeconds: z.number().nullable(),
  /** Why an interrupted or failed run stopped; null otherwise. */
  failure: Failure.nullable(),
})
export type RunProgress = z.infer<typeof RunProgress>
