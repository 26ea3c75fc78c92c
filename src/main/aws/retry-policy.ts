import type { FailureCode } from '../../shared/domain/failure.ts'

/** How often and how long a call is repeated. Times in milliseconds. */
export type RetryLimits = {
  /** Repeats after throttling; the limiter paces them, so many are affordable. */
  readonly throttledMost: number
  /** Repeats after a fault of AWS or of the way to it. */
  readonly faultyMost: number
  /** The longest a call may take with all its repeats. */
  readonly totalMs: number
  readonly backoffBaseMs: number
  readonly backoffMostMs: number
}

export const defaultRetryLimits: RetryLimits = {
  throttledMost: 40,
  faultyMost: 5,
  totalMs: 180_000,
  backoffBaseMs: 100,
  backoffMostMs: 8_000,
}

/** What one call has been through so far. */
export type RetryHistory = {
  readonly throttled: number
  readonly faulty: number
  readonly elapsedMs: number
}

/** Whether to repeat, and after which pause. */
export type RetryDecision =
  | { readonly repeat: false }
  | { readonly repeat: true; readonly waitMs: number }

/** Failures that may pass by themselves, apart from throttling. */
const transient: ReadonlySet<FailureCode> = new Set([
  'service-failure',
  'connection-lost',
  'malformed-answer',
  'timed-out',
  'no-network',
  'name-not-found',
  'proxy-unreachable',
  // A proxy that answers for AWS may do so for one call in a hundred.
  'not-aws',
])

/** True where the call may be repeated as it is because the failure may pass by itself. */
export function isTransient(code: FailureCode): boolean {
  return transient.has(code)
}

/**
 * Decides about a repeat. `history` includes the failure at hand. Backoff is exponential with full jitter
 * (`random` in [0, 1)); denials and everything that would fail the same way again are not repeated.
 */
export function decideRetry(
  code: FailureCode,
  history: RetryHistory,
  limits: RetryLimits,
  random: () => number,
): RetryDecision {
  if (history.elapsedMs >= limits.totalMs) return { repeat: false }
  if (code === 'throttled') {
    if (history.throttled > limits.throttledMost) return { repeat: false }
    // The first repeats are paced by the limiter alone; a call that is throttled again and again steps back.
    return {
      repeat: true,
      waitMs: history.throttled <= 2 ? 0 : backoff(history.throttled - 2, limits, random),
    }
  }
  if (!transient.has(code) || history.faulty > limits.faultyMost) return { repeat: false }
  return { repeat: true, waitMs: backoff(history.faulty, limits, random) }
}

function backoff(repeats: number, limits: RetryLimits, random: () => number): number {
  return random() * Math.min(limits.backoffMostMs, limits.backoffBaseMs * 2 ** repeats)
}
