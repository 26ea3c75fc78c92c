import { AwsError } from './aws-error.ts'
import type { FaultEffect, FaultTarget } from './faults.ts'
import type { HttpAnswer } from './http-message.ts'
import type { AnswerWire } from './service.ts'
import type { Delivery } from './transport.ts'
import type { World } from './world.ts'

/** What faults and limits do to a call. */
export type Interference =
  | { readonly kind: 'reset' }
  | { readonly kind: 'refusal'; readonly error: AwsError }
  /** It is done, and its answer then {@link spoiled}. */
  | { readonly kind: 'none'; readonly effect: FaultEffect }

/** Rolls the dice, waits out the latency, and counts the call against the limits of `payer`. */
export async function interfere(
  world: World,
  wire: AnswerWire,
  target: FaultTarget,
  payer: string,
): Promise<Interference> {
  const { latencyMs, effect } = world.faults.roll(target)
  if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
  if (effect.kind === 'reset') return { kind: 'reset' }
  if (effect.kind === 'throttle' || !world.throttles.admit(target.operation, payer)) {
    return { kind: 'refusal', error: wire.throttled() }
  }
  if (effect.kind === 'status') {
    const error = new AwsError(effect.status, effect.code, effect.message)
    return { kind: 'refusal', error }
  }
  return { kind: 'none', effect }
}

export const RESET: Delivery = { answer: { status: 500, headers: {}, body: '' }, manner: 'reset' }

/** The answer as the effect leaves it. */
export function spoiled(effect: FaultEffect, wire: AnswerWire, answer: HttpAnswer): Delivery {
  if (effect.kind === 'truncate') return { answer, manner: 'half' }
  return whole(effect.kind === 'garbage' ? wire.garbage() : answer)
}

export const whole = (answer: HttpAnswer): Delivery => ({ answer, manner: 'whole' })

/** The error as AWS gives it. Anything else is a mistake in the simulator: said aloud on stderr, and answered as AWS answers its own. */
export function knownError(error: unknown): AwsError {
  if (error instanceof AwsError) return error
  process.stderr.write(
    `simulator: unexpected ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  return new AwsError(
    500,
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
  )
}
