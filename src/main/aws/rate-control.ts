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
  /** True while calls have to wait for the rate: an idle limiter learns nothing and does not grow. */
  readonly contended: boolean
}

const doublingMs = { rising: 500, measuring: 2000 }
const backOff = 0.85
/** Accepted calls from the reduction to the plateau. */
const plateauAfter = 30
/** Accepted calls that make a measurement good enough (an error of one call in this many). */
const sampleLeast = 8
const pauseAfterRisingMs = 400
/** A learned rate does not fall below this while most calls pass: scattered throttling has other causes than our rate. */
const floorWhileMostPass = 5
const rateLeast = 0.2

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
    accepted: documented ? plateauAfter : 0,
    contended: false,
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
export function contended(state: RateState): RateState {
  return state.contended ? state : { ...state, contended: true }
}

/** A call of `round` was accepted: it was answered with anything but throttling. */
export function accepted(state: RateState, profile: RateProfile, round: number, now: number): RateState {
  const next = { ...refilled(state, profile, now), acceptedSinceEmpty: state.acceptedSinceEmpty + 1 }
  if (!state.contended || round < state.round) return next
  const count = state.accepted + 1
  return { ...next, accepted: count, rate: Math.min(profile.ceiling, grown(state, count)) }
}

/** A call of `round` was throttled. */
export function throttled(state: RateState, profile: RateProfile, round: number, now: number): RateState {
  const next = refilled(state, profile, now)
  const emptied = { ...next, emptyAt: now, acceptedSinceEmpty: 0 }
  if (round < state.round) return state.phase === 'measuring' && state.accepted > 0 ? next : emptied
  const reduced = { ...emptied, round: state.round + 1, accepted: 0, tokens: 0, contended: false }
  const measured = measuredRate(state, now)
  switch (state.phase) {
    case 'rising':
      return { ...reduced, phase: 'measuring', rate: lowered(state.rate / 2), pausedUntil: now + pauseAfterRisingMs }
    case 'measuring': {
      if (measured !== null) return plateauOf(reduced, measured, now)
      const rate = lowered(state.rate / 2)
      // Keep the first empty instant: the longer the span, the better the measurement.
      const { emptyAt, acceptedSinceEmpty } = state
      return { ...reduced, emptyAt, acceptedSinceEmpty, rate, pausedUntil: now + Math.min(2000, 4000 / rate) }
    }
    case 'steady': {
      const before = state.learned ?? state.rate
      if (state.accepted < 4) return plateauOf(reduced, before * 0.7, now)
      // A server with hardly any burst loses what it cannot keep, so its measurement reads low: where throttling set in counts too.
      const found = Math.max(measured ?? 0, state.rate * 0.87)
      const floor = state.accepted >= sampleLeast ? Math.min(before, floorWhileMostPass / backOff) : 0
      return plateauOf(reduced, Math.max(found, floor), now)
    }
  }
}

function plateauOf(state: RateState, learned: number, now: number): RateState {
  const rate = lowered(learned * backOff)
  return { ...state, phase: 'steady', learned: lowered(learned), rate, pausedUntil: now + Math.min(2000, 2000 / rate) }
}

function measuredRate(state: RateState, now: number): number | null {
  if (state.emptyAt === null || now <= state.emptyAt || state.acceptedSinceEmpty < sampleLeast) return null
  return state.acceptedSinceEmpty / ((now - state.emptyAt) / 1000)
}

/** The rate after one more accepted call. A rate that doubles in T seconds grows by ln 2 / T with each call it lets go. */
function grown(state: RateState, count: number): number {
  if (state.phase !== 'steady') return state.rate + Math.LN2 / (doublingMs[state.phase] / 1000)
  const distance = (count - plateauAfter) / plateauAfter
  return Math.max(state.rate, (state.learned ?? state.rate) * (1 + (1 - backOff) * distance ** 3))
}

function refilled(state: RateState, profile: RateProfile, now: number): RateState {
  const from = Math.max(state.at, Math.min(now, state.pausedUntil))
  const elapsed = Math.max(0, now - from)
  const burst = Math.max(state.round === 0 ? profile.startBurst : 1, 1 + state.rate * 0.05)
  const tokens = Math.min(burst, profile.ceilingBurst, state.tokens + (elapsed / 1000) * state.rate)
  return { ...state, tokens: Math.max(tokens, Math.min(state.tokens, profile.ceilingBurst)), at: Math.max(state.at, now) }
}

function lowered(rate: number): number {
  return Math.max(rateLeast, rate)
}
