import type { Account, Instant } from '../../../shared/domain/accounts.ts'
import type { AccountEvidence, FailureSpan } from '../../../shared/domain/evidence.ts'
import type { Exemption } from '../../../shared/domain/exemptions.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { FailedAttempt, Observation } from '../../../shared/domain/posture.ts'
import type { LookProof } from './look-proof.ts'

/** What was known of one account at an instant. */
export type Standing = {
  /** As it was listed then; `leftAt` is null where it left only later. */
  readonly account: Account
  /** The newest successful look; `lastSeenAt` is when an equal look is certain to have been, so it is never too late. */
  readonly observation: Observation | null
  /** The newest look, where it failed. */
  readonly failedAttempt: FailedAttempt | null
  /** Those granted by then. A revocation that came later does not count yet. */
  readonly exemptions: readonly Exemption[]
}

/**
 * What was known of one account at `at`; null where no listing had named it by then.
 *
 * Observations are spans: `firstSeenAt` and `lastSeenAt` say that the same was seen at both ends, and nothing of who looked in between. Inside a span the last
 * look before `at` is therefore the latest that is *proven*: the beginning of the span, the end of a failure, or a run (`lookProof`).
 *
 * At an instant after everything in the evidence this is what the cache itself goes by.
 */
export function standingAt(
  evidence: AccountEvidence,
  proof: LookProof,
  at: Instant,
): Standing | null {
  if (evidence.account.firstSeenAt > at) return null
  const observation = observationAt(evidence, proof, at)
  return {
    account: accountAt(evidence, at),
    observation,
    failedAttempt: failedAttemptAt(evidence, observation !== null, at),
    exemptions: exemptionsAt(evidence.exemptions, at),
  }
}

/** The account as it was listed at `at`. A listing that came to its end says who left; before that, nobody had. */
export function accountAt({ account, past }: AccountEvidence, at: Instant): Account {
  const then = past.find(({ until }) => until > at)
  const leftAt = (then ?? account).leftAt
  const known = leftAt !== null && leftAt > at ? null : leftAt
  if (!then) return known === account.leftAt ? account : { ...account, leftAt: known }
  const { until: _, ...facts } = then
  return { ...account, ...facts, leftAt: known }
}

function observationAt(
  evidence: AccountEvidence,
  proof: LookProof,
  at: Instant,
): Observation | null {
  const span = evidence.observations.findLast(({ firstSeenAt }) => firstSeenAt <= at)
  if (!span || span.lastSeenAt <= at) return span ?? null
  const recovered = evidence.changes.findLast(
    (change) => change.kind === 'known-again' && change.at <= at && change.at >= span.firstSeenAt,
  )
  const proven = proof(evidence, span.firstSeenAt, (then) => accountAt(evidence, then))
  const lastSeenAt = [span.firstSeenAt, recovered?.at, proven]
    .filter((instant) => typeof instant === 'string')
    .reduce((a, b) => (a > b ? a : b))
  return { ...span, lastSeenAt }
}

/**
 * The failed look that leaves the account unknown at `at`.
 *
 * Each time an account that had been seen becomes unknown, and each time it is known again, that was noted: the last such note decides, also where a clock was
 * set back. Before the first success there are no notes, and any failure counts.
 */
function failedAttemptAt(
  { failures, changes }: AccountEvidence,
  seen: boolean,
  at: Instant,
): FailedAttempt | null {
  const span = failures.findLast(({ firstAt }) => firstAt <= at)
  if (!span) return null
  if (!seen) return attemptOf(span, at)
  const turn = changes.findLast(
    (change) =>
      change.at <= at && (change.kind === 'became-unknown' || change.kind === 'known-again'),
  )
  return turn?.kind === 'became-unknown' ? attemptOf(span, at) : null
}

/** The newest failure of a span belongs to its end; before that only the code is certain. */
function attemptOf({ firstAt, lastAt, runId, failure }: FailureSpan, at: Instant): FailedAttempt {
  return lastAt <= at
    ? { at: lastAt, runId, failure }
    : { at: firstAt, runId, failure: failureOf(failure.code) }
}

function exemptionsAt(exemptions: readonly Exemption[], at: Instant): readonly Exemption[] {
  if (exemptions.length === 0) return exemptions
  return exemptions
    .filter(({ createdAt }) => createdAt <= at)
    .map((exemption) =>
      exemption.revokedAt !== null && exemption.revokedAt > at
        ? { ...exemption, revokedAt: null }
        : exemption,
    )
}
