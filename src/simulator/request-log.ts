/** One call as CloudTrail would remember it. `at` in simulated milliseconds. */
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

export interface RequestLog {
  add(call: LoggedCall): void
  /** Oldest first. */
  entries(): readonly LoggedCall[]
  clear(): void
}

/** A log that forgets its oldest tenth whenever it holds `limit` calls. */
export function createRequestLog(limit: number): RequestLog {
  let calls: LoggedCall[] = []
  return {
    add: (call) => {
      if (calls.length >= limit) calls = calls.slice(Math.ceil(limit / 10))
      calls.push(call)
    },
    entries: () => calls,
    clear: () => {
      calls = []
    },
  }
}
