import type { BoundedLog } from './bounded-log.ts'

/** One call, believed or not, for whoever counts and compares calls. `at` in simulated milliseconds. */
export interface LoggedCall {
  readonly at: number
  readonly requestId: string
  readonly service: string
  readonly operation: string
  readonly callerArn: string | null
  readonly accessKeyId: string | null
  readonly targetAccountId: string | null
  readonly errorCode: string | null
}

export type RequestLog = BoundedLog<LoggedCall>
