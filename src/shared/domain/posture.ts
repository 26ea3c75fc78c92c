import { z } from 'zod'
import { Instant, type Account } from './accounts.ts'
import { hasAny, RootCredentials } from './credentials.ts'
import { coverAll, type Exemption } from './exemptions.ts'
import { findingsOf, type Finding } from './findings.ts'
import { Failure } from './failure.ts'

export const postures = [
  'non-compliant',
  'unknown',
  'stale',
  'exempt',
  'compliant',
  'not-applicable',
] as const
export const Posture = z.enum(postures)
export type Posture = z.infer<typeof Posture>

/** What one successful look at one account saw, as a span of equal looks. */
export const Observation = z.strictObject({
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  runId: z.string(),
  credentials: RootCredentials,
})
export type Observation = z.infer<typeof Observation>

/** Why the last look at an account saw nothing. */
export const FailedAttempt = z.strictObject({
  at: Instant,
  runId: z.string(),
  failure: Failure,
})
export type FailedAttempt = z.infer<typeof FailedAttempt>

export type PostureInput = {
  readonly account: Pick<Account, 'isManagement' | 'state' | 'leftAt'>
  /** The newest successful look, if there ever was one. */
  readonly observation: Observation | null
  /** The newest failed look, if it came after the newest successful one. */
  readonly failedAttempt: FailedAttempt | null
  readonly exemptions: readonly Exemption[]
  readonly freshnessWindowMs: number
}

export type PostureVerdict = {
  readonly posture: Posture
  /** Empty where nothing is judged: an account that is not applicable or unknown has no findings. */
  readonly findings: readonly Finding[]
  /** When the verdict changes by the passing of time alone; null where it never does. */
  readonly validUntil: Instant | null
}

/**
 * The verdict on one account at one instant: exactly one posture (design section 2).
 *
 * Order matters and is the promise: what cannot be a target is not judged; a failed look makes the
 * account unknown however clean it was before; an old look is stale; only a fresh, successful look can
 * say compliant, exempt or non-compliant.
 */
export function postureOf(input: PostureInput, now: Instant): PostureVerdict {
  const { account, observation, failedAttempt, exemptions, freshnessWindowMs } = input
  if (account.isManagement || account.leftAt !== null || !isAuditable(account.state)) {
    return { posture: 'not-applicable', findings: [], validUntil: null }
  }
  if (failedAttempt !== null || observation === null) {
    return { posture: 'unknown', findings: [], validUntil: null }
  }
  const findings = findingsOf(observation.credentials)
  const staleAt = new Date(Date.parse(observation.lastSeenAt) + freshnessWindowMs).toISOString()
  if (now >= staleAt) return { posture: 'stale', findings, validUntil: null }
  if (!hasAny(observation.credentials.present)) {
    return { posture: 'compliant', findings, validUntil: staleAt }
  }
  // An exemption that begins or ends changes the verdict, so it also bounds how long the verdict holds.
  const turns = exemptions
    .flatMap((exemption) =>
      exemption.revokedAt === null ? [exemption.createdAt, exemption.expiresAt] : [],
    )
    .filter((instant) => instant > now)
  const validUntil = [staleAt, ...turns].reduce((a, b) => (a < b ? a : b))
  const posture = coverAll(exemptions, findings, now) ? 'exempt' : 'non-compliant'
  return { posture, findings, validUntil }
}

/** True where something known is judged, so that there can be findings. */
export function isJudged(posture: Posture): boolean {
  return posture !== 'unknown' && posture !== 'not-applicable'
}

/** True for the states in which AssumeRoot is tried: ACTIVE, and a state we could not read. */
export function isAuditable(state: Account['state']): boolean {
  return state === 'ACTIVE' || state === 'UNKNOWN'
}

/** Counts of an organization that never hide what is missing. */
export const Completeness = z.strictObject({
  /** Accounts that are members now. */
  inOrganization: z.int(),
  /** Seen inside the freshness window: compliant, non-compliant or exempt. */
  observed: z.int(),
  unknown: z.int(),
  stale: z.int(),
  notApplicable: z.int(),
})
export type Completeness = z.infer<typeof Completeness>

/** Draws the completeness from the counts of the members by posture. */
export function completenessOf(counts: Readonly<Record<Posture, number>>): Completeness {
  return {
    inOrganization: postures.reduce((sum, posture) => sum + counts[posture], 0),
    observed: counts.compliant + counts['non-compliant'] + counts.exempt,
    unknown: counts.unknown,
    stale: counts.stale,
    notApplicable: counts['not-applicable'],
  }
}

/** Says the completeness in words: "observed 212 of 214, 2 unknown". */
export function describeCompleteness(completeness: Completeness): string {
  const { inOrganization, observed, unknown, stale, notApplicable } = completeness
  const parts = [`observed ${observed} of ${inOrganization - notApplicable}`]
  if (unknown > 0) parts.push(`${unknown} unknown`)
  if (stale > 0) parts.push(`${stale} stale`)
  if (notApplicable > 0) parts.push(`${notApplicable} not applicable`)
  return parts.join(', ')
}
