/**
 * Learning a rate limit that nobody published, as pure steps over time: when the next call may go, and how acceptance and
 * throttling change that. The queue around it is `limiter.ts`.
 *
 * The server is taken for a token bucket of unknown rate r and burst b (fact sheet 3.1). Two observations make it measurable
 * exactly: a throttled call says that the bucket is empty now, and between two instants at which it was empty it let
 * through r × time calls, no more and no less. So:
 *
 * - `rising`: slow start. The rate doubles every half second of use, until the first throttling.
 * - `measuring`: stand back briefly (the bucket fills meanwhile, nothing is lost), then use half the rate; accepted calls
 *   between the two empties, divided by the time between them, are r.
 * - `steady`: from β × r up to r on a cubic curve, a plateau there, then beyond it: slowly at first, to find the end of
 *   the bucket again with one throttled call in some sixty, and faster later, to find a limit that was raised.
 *
 * All rates are calls per second, all times milliseconds.
 */
export type RateProfile = {
  /** The rate to begin with. */
  readonly start: number
  /** Calls that may go at once at the beginning. */
  readonly startBurst: number
  /** Never exceeded: the documented rate and burst of the operation, or what this workstation can do at all. */
  readonly ceiling: number
  readonly ceilingBurst: number
}

export type RateState = {
  readonly phase: 'rising' | 'measuring' | 'steady'
  readonly rate: number
  /** Calls that may go now, at most `burst`; below one while pausing. */
  readonly tokens: number
  /** When `tokens` was computed. */
  readonly at: number
  readonly pausedUntil: number
  /** Counts the reductions: throttling of a call that left before the last one is no news. */
  readonly round: number
  /** When the server's bucket was last known to be empty, and the calls that it accepted since. */
  readonly emptyAt: number | null
  readonly acceptedSinceEmpty: number
  /** The measured rate of the server. */
  readonly learned: number | null
  /** Accepted calls of this round, while calls had to wait. */
  readonly accepted: number
  /** Until when calls count as waiting for the rate: a limiter that nobody waits for learns nothing and does not grow. */
  readonly contendedUntil: number
  /** The time from sending to answer, smoothed. Growth is slower where the news of throttling takes longer. */
  readonly latencyMs: number
  /** The part of the calls that pass, smoothed over about twenty. */
  readonly passing: number
}

const doublingLeastMs = { rising: 500, measuring: 2000 }
const backOff = 0.85
/** Accepted calls from the reduction to the plateau, at least; and in calls that are under way at once. */
const plateauAfter = { least: 30, inFlights: 6 }
const contendedMs = 500
/** Accepted calls that make a measurement good enough (an error of one call in this many). */
const sampleLeast = 8
const pauseAfterRisingMs = 400
/**
 * While this part of the calls pass, the rate does not fall below half of what it began with, and never below a fifth:
 * throttling that hits here and there at any rate has other causes than ours, and slowing down further would only cost time.
 */
const mostPass = 0.7
const leastOfStart = { mostPass: 1 / 2, fewPass: 1 / 5 }

export function initialRate(profile: RateProfile, now: number): RateState {
  const documented = profile.start >= profile.ceiling
  return {
    phase: documented ? 'steady' : 'rising',
    rate: Math.min(profile.start, profile.ceiling),
    tokens: Math.min(profile.startBurst, profile.ceilingBurst),
    at: now,
    pausedUntil: now,
    round: 0,
    emptyAt: null,
    acceptedSinceEmpty: 0,
    learned: documented ? profile.ceiling : null,
    accepted: documented ? plateauAfter.least : 0,
    contendedUntil: now,
    latencyMs: 50,
    passing: 1,
  }
}

/** Milliseconds until a call may go; 0 when it may go now. */
export function waitFor(state: RateState, profile: RateProfile, now: number): number {
  const { tokens } = refilled(state, profile, now)
  const forToken = tokens >= 1 ? 0 : ((1 - tokens) / state.rate) * 1000
  return Math.max(0, state.pausedUntil - now, forToken)
}

/** A call goes now. */
export function taken(state: RateState, profile: RateProfile, now: number): RateState {
  const next = refilled(state, profile, now)
  return { ...next, tokens: next.tokens - 1 }
}

/** A call had to wait for the rate. */
export function contended(state: RateState, now: number): RateState {
  return { ...state, contendedUntil: now + contendedMs }
}

/** A call of `round` that left at `sentAt` was accepted: it was answered with anything but throttling. */
export function accepted(
  state: RateState,
  profile: RateProfile,
  { round, sentAt }: { readonly round: number; readonly sentAt: number },
  now: number,
): RateState {
  const next = {
    ...refilled(state, profile, now),
    acceptedSinceEmpty: state.acceptedSinceEmpty + 1,
    latencyMs: state.latencyMs + (now - sentAt - state.latencyMs) * 0.1,
    passing: state.passing * 0.95 + 0.05,
  }
  if (now > state.contendedUntil || round < state.round) return next
  const count = state.accepted + 1
  return { ...next, accepted: count, rate: Math.min(profile.ceiling, grown(state, count)) }
}

/** A call of `round` was throttled. */
export function throttled(
  state: RateState,
  profile: RateProfile,
  round: number,
  now: number,
): RateState {
  const next = { ...refilled(state, profile, now), passing: state.passing * 0.95 }
  const emptied = { ...next, emptyAt: now, acceptedSinceEmpty: 0 }
  if (round < state.round) return state.phase === 'measuring' && state.accepted > 0 ? next : emptied
  const reduced = { ...emptied, round: state.round + 1, accepted: 0, tokens: 0 }
  const measured = measuredRate(state, now)
  const least = state.passing > mostPass ? leastOfStart.mostPass : leastOfStart.fewPass
  const floor = Math.min(state.rate, profile.start * least)
  // On the floor, standing back would cost time and change nothing.
  const pauseFor = (rate: number, pauseMs: number): number =>
    now + Math.min(2000, rate < floor ? 1000 / floor : pauseMs)
  const measuring = (rate: number, pauseMs: number): RateState => ({
    ...reduced,
    phase: 'measuring',
    rate: Math.max(rate, floor),
    pausedUntil: pauseFor(rate, pauseMs),
  })
  const plateauAt = (learned: number): RateState => {
    const rate = Math.max(learned * backOff, floor)
    return {
      ...reduced,
      phase: 'steady',
      learned: rate / backOff,
      rate,
      pausedUntil: pauseFor(learned * backOff, 2000 / rate),
    }
  }
  switch (state.phase) {
    case 'rising':
      return measuring(state.rate / 2, pauseAfterRisingMs)
    case 'measuring': {
      if (measured !== null) return plateauAt(measured)
      // Keep the first empty instant: the longer the span, the better the measurement.
      const { emptyAt, acceptedSinceEmpty } = state
      return { ...measuring(state.rate / 2, 8000 / state.rate), emptyAt, acceptedSinceEmpty }
    }
    case 'steady':
      // Far from what was learned: measure again. Growth is quick there, so a rate that fell to the floor recovers.
      if (state.accepted < 4) return measuring(state.rate * 0.7, 2000 / state.rate)
      // A server with hardly any burst loses what it cannot keep, so its measurement reads low: where throttling set in counts too.
      return plateauAt(Math.max(measured ?? 0, state.rate * 0.87))
  }
}

function measuredRate(state: RateState, now: number): number | null {
  if (state.emptyAt === null || now <= state.emptyAt || state.acceptedSinceEmpty < sampleLeast) {
    return null
  }
  return state.acceptedSinceEmpty / ((now - state.emptyAt) / 1000)
}

/** The rate after one more accepted call. A rate that doubles in T seconds grows by ln 2 / T with each call it lets go. */
function grown(state: RateState, count: number): number {
  if (state.phase !== 'steady') {
    const doublingMs = Math.max(doublingLeastMs[state.phase], 4 * state.latencyMs)
    return state.rate + Math.LN2 / (doublingMs / 1000)
  }
  const learned = state.learned ?? state.rate
  const plateau = Math.max(
    plateauAfter.least,
    plateauAfter.inFlights * learned * (state.latencyMs / 1000),
  )
  const distance = (count - plateau) / plateau
  return Math.max(state.rate, learned * (1 + (1 - backOff) * distance ** 3))
}

function refilled(state: RateState, profile: RateProfile, now: number): RateState {
  const from = Math.max(state.at, Math.min(now, state.pausedUntil))
  const elapsed = Math.max(0, now - from)
  const burst = Math.max(state.round === 0 ? profile.startBurst : 1, 1 + state.rate * 0.05)
  const tokens = Math.min(burst, profile.ceilingBurst, state.tokens + (elapsed / 1000) * state.rate)
  return {
    ...state,
    tokens: Math.max(tokens, Math.min(state.tokens, profile.ceilingBurst)),
    at: Math.max(state.at, now),
  }
}
