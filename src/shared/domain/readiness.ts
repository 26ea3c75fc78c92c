import { z } from 'zod'
import { AccountId, Instant } from './accounts.ts'

/** What is looked at, in the order of the way: from this computer to the organization. */
export const readinessGroups = [
  'workstation',
  'network',
  'identity',
  'organization',
  'permissions',
] as const
export const ReadinessGroup = z.enum(readinessGroups)
export type ReadinessGroup = z.infer<typeof ReadinessGroup>

/** Every check, in the order in which they are run: a later one may need what an earlier one found. */
export const readinessCheckIds = [
  'data-folder',
  'free-space',
  'database',
  'key-store',
  'versions',
  'dns',
  'proxy',
  'network',
  'tls',
  'clock',
  'credentials',
  'expiry',
  'caller',
  'organization',
  'feature-set',
  'trusted-access',
  'root-credentials-management',
  'root-sessions',
  'delegates',
  'regions',
  'read-organization',
  'task-audit',
  'task-delete',
  'task-recovery',
  'task-unlock-bucket',
  'task-unlock-queue',
  'deny-root-policy',
] as const
export const ReadinessCheckId = z.enum(readinessCheckIds)
export type ReadinessCheckId = z.infer<typeof ReadinessCheckId>

/** `unknown`: it could not be found out. `skipped`: it has no meaning here, and `evidence` says why. */
export const ReadinessState = z.enum(['ok', 'warning', 'failed', 'unknown', 'skipped'])
export type ReadinessState = z.infer<typeof ReadinessState>

/** How one check came out. */
export const ReadinessResult = z.strictObject({
  id: ReadinessCheckId,
  group: ReadinessGroup,
  title: z.string(),
  state: ReadinessState,
  /** What was seen: a sentence with the facts. */
  evidence: z.string(),
  /** What does not work because of it; null where all is well. */
  consequence: z.string().nullable(),
  /** What to do; null where nothing is to be done. */
  remedy: z.string().nullable(),
  /** A text to hand to somebody: a policy, a command. */
  handout: z.strictObject({ title: z.string(), text: z.string() }).nullable(),
  at: Instant,
  durationMs: z.number(),
})
export type ReadinessResult = z.infer<typeof ReadinessResult>

/** All checks as they stand: the last result of each, and what is being looked at now. */
export const Readiness = z.strictObject({
  revision: z.int(),
  /** The connection that was looked at; null where there is none. */
  connectionId: z.string().nullable(),
  checks: z.array(
    z.strictObject({
      id: ReadinessCheckId,
      group: ReadinessGroup,
      title: z.string(),
      /** What it looks at, and what it calls. */
      about: z.string(),
      /** Null where it was not run on this connection yet. */
      result: ReadinessResult.nullable(),
      running: z.boolean(),
    }),
  ),
  /** The account on which the task policies are proven; null where none was chosen. */
  probeAccountId: AccountId.nullable(),
})
export type Readiness = z.infer<typeof Readiness>

/** True where a result is nothing to worry about. */
export function isWell(state: ReadinessState): boolean {
  return state === 'ok' || state === 'skipped'
}
