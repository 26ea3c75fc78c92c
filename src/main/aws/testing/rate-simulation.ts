import {
  accepted,
  contended,
  initialRate,
  taken,
  throttled,
  waitFor,
  type RateProfile,
  type RateState,
} from '../rate-control.ts'

/** A server that throttles with a token bucket, as AWS does (fact sheet 3.1); null never throttles. */
export type ServerModel = { readonly rate: number; readonly burst: number } | null

/** What came of a simulated run. */
export type SimulatedRun = {
  /** From the first call leaving to the last answer. */
  readonly durationMs: number
  readonly throttled: number
  readonly sent: number
  /** The rate at the end of each simulated second. */
  readonly rates: readonly number[]
  readonly state: RateState
}

/**
 * Runs `calls` calls through the rate control against a server model, in simulated time: for tests and for choosing constants.
 * `latencyMs` is the way there and back; `jitter` in [0, 1] spreads it.
 */
export function simulateRates(options: {
  readonly profile: RateProfile
  /** The server at a time, so that its limit can change. */
  readonly server: (nowMs: number) => ServerModel
  readonly calls: number
  readonly latencyMs: number
  readonly inFlightMost: number
  readonly jitter?: number
  readonly random?: () => number
  /** When call number `i` is there to be made; all at once where left out. */
  readonly readyAt?: (i: number) => number
}): SimulatedRun {
  const {
    profile,
    server,
    calls,
    latencyMs,
    inFlightMost,
    jitter = 0,
    random = () => 0.5,
    readyAt = () => 0,
  } = options
  const arrivals = createAgenda()
  const answers = createAgenda()
  const rates: number[] = []
  let state = initialRate(profile, 0)
  let bucket = { tokens: server(0)?.burst ?? 0, at: 0 }
  let now = 0
  let inFlight = 0
  let next = 0
  let retries = 0
  let done = 0
  let sent = 0
  let throttledCalls = 0

  const oneWay = () => (latencyMs / 2) * (1 + jitter * (random() * 2 - 1))
  const admits = (at: number): boolean => {
    const model = server(at)
    if (!model) return true
    const tokens = Math.min(model.burst, bucket.tokens + ((at - bucket.at) / 1000) * model.rate)
    bucket = { tokens: tokens >= 1 ? tokens - 1 : tokens, at }
    return tokens >= 1
  }

  while (done < calls) {
    while (inFlight < inFlightMost && (retries > 0 || (next < calls && readyAt(next) <= now))) {
      if (waitFor(state, profile, now) > 0) {
        state = contended(state, now)
        break
      }
      state = taken(state, profile, now)
      if (retries > 0) retries -= 1
      else next += 1
      inFlight += 1
      sent += 1
      arrivals.add({ at: now + oneWay(), sentAt: now, round: state.round, ok: true })
    }
    const wantsToSend = inFlight < inFlightMost && (retries > 0 || next < calls)
    const sendAt = wantsToSend
      ? Math.max(now + waitFor(state, profile, now), retries > 0 ? 0 : readyAt(next))
      : Number.POSITIVE_INFINITY
    // A real timer rounds up to the millisecond.
    const soonest = Math.min(Math.ceil(sendAt), arrivals.nextAt(), answers.nextAt())
    while (rates.length < Math.floor(soonest / 1000)) rates.push(state.rate)
    now = Math.max(now, soonest)
    for (let arrival = arrivals.takeUntil(now); arrival; arrival = arrivals.takeUntil(now)) {
      answers.add({ ...arrival, at: now + oneWay(), ok: admits(now) })
    }
    for (let answer = answers.takeUntil(now); answer; answer = answers.takeUntil(now)) {
      inFlight -= 1
      if (answer.ok) {
        done += 1
        state = accepted(state, profile, answer, now)
      } else {
        retries += 1
        throttledCalls += 1
        state = throttled(state, profile, answer.round, now)
      }
    }
  }
  return { durationMs: now, throttled: throttledCalls, sent, rates, state }
}

type Entry = {
  readonly at: number
  readonly sentAt: number
  readonly round: number
  readonly ok: boolean
}

/** Events in order of time. */
function createAgenda() {
  const entries: Entry[] = []
  return {
    add(added: Entry): void {
      const place = entries.findLastIndex((entry) => entry.at <= added.at)
      entries.splice(place + 1, 0, added)
    },
    nextAt: () => entries[0]?.at ?? Number.POSITIVE_INFINITY,
    takeUntil: (now: number) =>
      (entries[0]?.at ?? Number.POSITIVE_INFINITY) <= now ? entries.shift() : undefined,
  }
}
