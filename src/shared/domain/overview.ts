import { z } from 'zod'
import { AccountId, Instant } from './accounts.ts'
import { AccountRow } from './account-query.ts'
import { FindingKind } from './findings.ts'
import { Completeness, Posture } from './posture.ts'

/** Where an organization stood when a run ended. */
export const TrendPoint = z.strictObject({
  runId: z.string(),
  at: Instant,
  nonCompliant: z.int(),
  exempt: z.int(),
  compliant: z.int(),
  unknown: z.int(),
})
export type TrendPoint = z.infer<typeof TrendPoint>

export const changeKinds = [
  'appeared',
  'fixed',
  'became-unknown',
  'known-again',
  'joined',
  'left',
] as const

/** What became different on one account between two runs. */
export const Change = z.strictObject({
  accountId: AccountId,
  accountName: z.string(),
  at: Instant,
  kind: z.enum(changeKinds),
  /** The finding that appeared or went; null for the other kinds. */
  finding: FindingKind.nullable(),
})
export type Change = z.infer<typeof Change>

/** The first screen, in one read. */
export const Overview = z.strictObject({
  revision: z.int(),
  completeness: Completeness,
  postures: z.record(Posture, z.int()),
  findings: z.record(FindingKind, z.int()),
  /** Oldest first. */
  trend: z.array(TrendPoint),
  /** Since the run before the last one, newest first, at most 50. */
  changes: z.array(Change),
  changesSince: Instant.nullable(),
  changesTotal: z.int(),
  /** The accounts to look at first. */
  worst: z.array(AccountRow),
  /** What keeps accounts unknown, most frequent first. */
  unknownReasons: z.array(
    z.strictObject({
      code: z.string(),
      message: z.string(),
      remedy: z.string(),
      accounts: z.int(),
    }),
  ),
})
export type Overview = z.infer<typeof Overview>
