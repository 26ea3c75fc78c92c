import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import type { CallCounts } from '../../shared/domain/runs.ts'

/** The error codes by which the services say that they are asked too often. */
const throttlingCodes: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
])

/** Counts the calls of a run, and says how fast things happened over the last few seconds. */
export function createMeter(now: () => number, before: CallCounts = {}) {
  const counts: CallCounts = structuredClone(before)
  const calls = createRate(now)
  const accounts = createRate(now)
  let throttled = Object.values(before).reduce((sum, count) => sum + count.throttled, 0)

  return {
    call(entry: LedgerEntry): void {
      const name = `${entry.service}:${entry.operation}`
      const count = (counts[name] ??= { calls: 0, throttled: 0, failed: 0 })
      count.calls += 1
      calls.add()
      if (entry.errorCode === null || isAnswer(entry)) return
      if (throttlingCodes.has(entry.errorCode)) {
        count.throttled += 1
        throttled += 1
      } else {
        count.failed += 1
      }
    },
    account(): void {
      accounts.add()
    },
    counts: (): CallCounts => structuredClone(counts),
    throttled: (): number => throttled,
    callsPerSecond: (): number => calls.perSecond(),
    accountsPerSecond: (): number => accounts.perSecond(),
  }
}

/** `NoSuchEntity` answers the question whether there is a password: with no. */
function isAnswer({ operation, errorCode }: LedgerEntry): boolean {
  return operation === 'GetLoginProfile' && (errorCode?.startsWith('NoSuchEntity') ?? false)
}

const windowMs = 5000

/** Events a second over the last five seconds, or since the first event where that is less. */
function createRate(now: () => number) {
  let buckets: { second: number; events: number }[] = []
  let first: number | null = null

  function prune(at: number): void {
    buckets = buckets.filter((bucket) => bucket.second * 1000 > at - windowMs)
  }

  return {
    add(): void {
      const at = now()
      first ??= at
      const second = Math.floor(at / 1000)
      const last = buckets.at(-1)
      if (last?.second === second) last.events += 1
      else {
        prune(at)
        buckets.push({ second, events: 1 })
      }
    },
    perSecond(): number {
      const at = now()
      prune(at)
      if (first === null) return 0
      const from = Math.max(first, (buckets[0]?.second ?? 0) * 1000)
      const span = Math.max(1000, at - from)
      return (buckets.reduce((sum, bucket) => sum + bucket.events, 0) * 1000) / span
    },
  }
}
