import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'

/**
 * Thrown in the middle of a bundle that is not what it has to be: a container that was cut, a line that is no row. Whoever works with the contents
 * of a bundle does it inside `refusalsAsData`.
 */
export class BundleRefused extends Error {
  readonly failure: Failure

  /** @param message one sentence: what is wrong, and where. */
  constructor(message: string, code: 'bundle-unreadable' | 'bundle-newer' = 'bundle-unreadable') {
    super(message)
    this.name = 'BundleRefused'
    this.failure = failureOf(code, { message })
  }
}

/** Does work on a bundle; what is wrong with the bundle comes back as a failure. Other errors stay errors. */
export async function refusalsAsData<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return succeed(await work())
  } catch (error) {
    if (error instanceof BundleRefused) return fail(error.failure)
    throw error
  }
}
