import type { RootkeepContract } from '../../shared/ipc/contract.ts'
import type { Client } from '../../shared/ipc/derived.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'

declare global {
  interface Window {
    readonly rootkeep: Client<RootkeepContract>
  }
}

/** The one way to main: nothing else in the window reads `window.rootkeep`. */
export const rootkeep = window.rootkeep

/** A failure of main on its way through code that reports by exception (TanStack Query). */
export class CallFailure extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.name = 'CallFailure'
    this.failure = failure
  }
}

/** Waits for a call and takes its value; a failure becomes a `CallFailure`. */
export async function valueOf<T>(call: Promise<Outcome<T>>): Promise<T> {
  const outcome = await call
  if (!outcome.ok) throw new CallFailure(outcome.error)
  return outcome.value
}

/** The failure behind anything that was thrown. */
export function failureFrom(error: unknown): Failure {
  return error instanceof CallFailure ? error.failure : failureOf('internal')
}
