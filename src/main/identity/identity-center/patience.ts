import type { Failure } from '../../../shared/domain/failure.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import type { Sleep } from '../../aws/limiter.ts'
import { isTransient } from '../../aws/retry-policy.ts'

/** Pauses before each repeat, milliseconds. One person signs in here, so nothing has to be spread. */
const pausesMs = [250, 500, 1000, 2000, 4000]

/** True where the same call may succeed later: throttling, faults of AWS, trouble on the way. */
export function mayPass({ code, retryable }: Failure): boolean {
  return retryable || isTransient(code)
}

/**
 * Asks again where the failure may pass by itself: the SDK's own repeats are off, so that each sending stands in the ledger.
 * Gives the last answer. Ends with the signal.
 */
export async function patiently<A extends Outcome<unknown>>(
  attempt: () => Promise<A>,
  sleep: Sleep,
  signal?: AbortSignal,
): Promise<A> {
  let answer = await attempt()
  for (const pauseMs of pausesMs) {
    if (answer.ok || !mayPass(answer.error) || signal?.aborted) return answer
    await sleep(pauseMs, signal)
    if (signal?.aborted) return { ...answer, error: failureOf('cancelled') }
    answer = await attempt()
  }
  return answer
}
