import type { Random } from './random.ts'

/**
 * A misbehaviour to inject. The first four say when, the rest say what. `latencyMs` adds to any of the others; of
 * those, the first in the order throttle, status, reset, truncate, garbage counts.
 */
export interface FaultRule {
  /** SigV4 service code: sts, iam, organizations, account, s3, sqs, sso-oauth, awsssoportal. Absent: any. */
  readonly service?: string
  /** Operation name, e.g. AssumeRoot. Absent: any. */
  readonly operation?: string
  /** The account that the call is about: AssumeRoot's target, a root session's account, else the caller's. Absent: any. */
  readonly accountId?: string
  /** 0 to 1. */
  readonly probability: number
  /** Milliseconds before anything else happens. */
  readonly latencyMs?: number
  /** Turned away with the throttling error of the protocol; nothing is done. */
  readonly throttle?: boolean
  /** An HTTP status with an error in the protocol's form; nothing is done. */
  readonly status?: number
  /** With `status`: the error code, e.g. EntityTemporarilyUnmodifiable. Default InternalFailure. */
  readonly code?: string
  /** With `status`: the error message. */
  readonly message?: string
  /** The connection is reset; nothing is done. */
  readonly reset?: boolean
  /** The call is done, half of the answer is sent, and the connection closed. */
  readonly truncate?: boolean
  /** The call is done, and the answer is nonsense with status 200. */
  readonly garbage?: boolean
}

export interface FaultTarget {
  readonly service: string
  readonly operation: string
  readonly accountId: string | null
}

export type FaultEffect =
  | { readonly kind: 'none' }
  | { readonly kind: 'throttle' }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly code: string
      readonly message: string
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'garbage' }

export interface FaultRoll {
  readonly latencyMs: number
  readonly effect: FaultEffect
}

export interface Faults {
  /** Rolls the dice for one call. */
  roll(target: FaultTarget): FaultRoll
  replace(rules: readonly FaultRule[]): void
  current(): readonly FaultRule[]
}

const NO_FAULT: FaultRoll = { latencyMs: 0, effect: { kind: 'none' } }

/** Rules are tried in their order; latencies add up, and the first other effect wins. */
export function createFaults(rules: readonly FaultRule[], random: Random): Faults {
  let inForce = rules

  function roll(target: FaultTarget): FaultRoll {
    if (inForce.length === 0) return NO_FAULT
    let latencyMs = 0
    let effect: FaultEffect = NO_FAULT.effect
    for (const rule of inForce) {
      if (!concerns(rule, target) || !random.chance(rule.probability)) continue
      latencyMs += rule.latencyMs ?? 0
      if (effect.kind === 'none') effect = effectOf(rule)
    }
    return { latencyMs, effect }
  }

  return {
    roll,
    replace: (next) => {
      inForce = next
    },
    current: () => inForce,
  }
}

function concerns(rule: FaultRule, target: FaultTarget): boolean {
  return (
    (rule.service === undefined || rule.service.toLowerCase() === target.service) &&
    (rule.operation === undefined || rule.operation === target.operation) &&
    (rule.accountId === undefined || rule.accountId === target.accountId)
  )
}

function effectOf(rule: FaultRule): FaultEffect {
  if (rule.throttle === true) return { kind: 'throttle' }
  if (rule.status !== undefined) {
    return {
      kind: 'status',
      status: rule.status,
      code: rule.code ?? (rule.status === 503 ? 'ServiceUnavailable' : 'InternalFailure'),
      message:
        rule.message ??
        'The request processing has failed because of an unknown error, exception or failure.',
    }
  }
  if (rule.reset === true) return { kind: 'reset' }
  if (rule.truncate === true) return { kind: 'truncate' }
  if (rule.garbage === true) return { kind: 'garbage' }
  return { kind: 'none' }
}
