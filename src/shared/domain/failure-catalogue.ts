import { accountFailures } from './account-failures.ts'
import { connectionFailures } from './connection-failures.ts'
import type { FailureEntry } from './failure-entry.ts'
import type { Failure, FailureCode } from './failure.ts'
import { procedureFailures } from './procedure-failures.ts'
import { reportFailures } from './report-failures.ts'
import { workstationFailures } from './workstation-failures.ts'

/** What every failure means and what to do about it. */
export const failureCatalogue = {
  ...connectionFailures,
  ...accountFailures,
  ...procedureFailures,
  ...reportFailures,
  ...workstationFailures,
} as const satisfies Record<FailureCode, FailureEntry>

/**
 * Builds a failure from its code. `detail` replaces the sentence where more is known; it must not hold
 * a secret.
 */
export function failureOf(
  code: FailureCode,
  detail: {
    message?: string | undefined
    awsCode?: string | undefined
    requestId?: string | undefined
    logId?: string | undefined
  } = {},
): Failure {
  const { retryable, remedy, message } = failureCatalogue[code]
  return {
    code,
    message: detail.message ?? message,
    retryable,
    remedy,
    ...(detail.awsCode === undefined ? {} : { awsCode: detail.awsCode }),
    ...(detail.requestId === undefined ? {} : { requestId: detail.requestId }),
    ...(detail.logId === undefined ? {} : { logId: detail.logId }),
  }
}
