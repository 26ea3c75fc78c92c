import {
  accepted,
  contended,
  initialRate,
  taken,
  throttled,
  waitFor,
  type RateProfile,
  type RateState,
} from './rate-control.ts'

/** Pauses; ends early, without an error, when the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

/** The right to make one call. Exactly one of the three says how it went. */
export type Permit = {
  /** AWS answered with anything but throttling. */
  accepted(): void
  throttled(): void
  /** No answer came, or the call was not made: nothing is learned. */
  unused(): void
}

/** What a lane has learned, for progress and tests. */
export type LaneReport = {
  readonly lane: string
  readonly phase: RateState['phase']
  /** Calls per second that the lane lets go now. */
  readonly rate: number
  readonly waiting: number
  readonly inFlight: number
}

export type Limiter = {
  /**
   * Waits for a turn in a lane: first come, first served, repeats before new calls. Rejects with the signal's reason when it
   * aborts first.
   */
  acquire(
    at: { readonly lane: string; readonly profile: RateProfile },
    options?: { readonly signal?: AbortSignal | undefined; readonly urgent?: boolean },
  ): Promise<Permit>
  /** Forgets a lane that nobody uses and that learned nothing. */
  release(lane: string): void
  report(): LaneReport[]
}

type Waiter = { readonly admit: () => void }
type Lane = {
  readonly name: string
  readonly profile: RateProfile
  state: RateState
  readonly urgent: Waiter[]
  readonly queue: Waiter[]
  inFlight: number
  timerDue: number | null
}

/** The queues around `rate-control.ts`: one lane per server-side bucket, each with its own rate and bound of calls in flight. */
export function createLimiter(deps: {
  readonly clock: () => number
  readonly sleep: Sleep
  /** Calls of one lane that may be under way together. */
  readonly inFlightMost: number
}): Limiter {
  const { clock, sleep, inFlightMost } = deps
  const lanes = new Map<string, Lane>()

  function laneFor(name: string, profile: RateProfile): Lane {
    const known = lanes.get(name)
    if (known) return known
    const lane: Lane = {
      name,
      profile,
      state: initialRate(profile, clock()),
      urgent: [],
      queue: [],
      inFlight: 0,
      timerDue: null,
    }
    lanes.set(name, lane)
    return lane
  }

  function pump(lane: Lane): void {
    while (lane.inFlight < inFlightMost) {
      const from = lane.urgent.length > 0 ? lane.urgent : lane.queue
      if (from.length === 0) return
      const now = clock()
      const wait = waitFor(lane.state, lane.profile, now)
      if (wait > 0) {
        lane.state = contended(lane.state, now)
        wakeIn(lane, now, wait)
        return
      }
      lane.state = taken(lane.state, lane.profile, now)
      lane.inFlight += 1
      from.shift()?.admit()
    }
  }

  /** One timer a lane: a pending one that comes soon enough is left to do the work. */
  function wakeIn(lane: Lane, now: number, wait: number): void {
    const due = now + wait
    if (lane.timerDue !== null && lane.timerDue <= due) return
    lane.timerDue = due
    void sleep(Math.ceil(wait)).then(() => {
      if (lane.timerDue === due) lane.timerDue = null
      pump(lane)
    })
  }

  function permitOf(lane: Lane): Permit {
    const { round } = lane.state
    const sentAt = clock()
    let open = true
    const settle = (learn: (state: RateState, now: number) => RateState) => {
      if (!open) return
      open = false
      lane.inFlight -= 1
      lane.state = learn(lane.state, clock())
      pump(lane)
    }
    return {
      accepted: () => settle((state, now) => accepted(state, lane.profile, { round, sentAt }, now)),
      throttled: () => settle((state, now) => throttled(state, lane.profile, round, now)),
      unused: () => settle((state) => state),
    }
  }

  return {
    acquire({ lane: name, profile }, { signal, urgent = false } = {}) {
      const lane = laneFor(name, profile)
      return new Promise<Permit>((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason)
          return
        }
        const waiting = urgent ? lane.urgent : lane.queue
        const onAbort = () => {
          const place = waiting.indexOf(waiter)
          if (place >= 0) waiting.splice(place, 1)
          reject(signal?.reason)
        }
        const waiter: Waiter = {
          admit: () => {
            signal?.removeEventListener('abort', onAbort)
            resolve(permitOf(lane))
          },
        }
        signal?.addEventListener('abort', onAbort, { once: true })
        waiting.push(waiter)
        pump(lane)
      })
    },

    release(name) {
      const lane = lanes.get(name)
      if (!lane) return
      const idle = lane.inFlight === 0 && lane.queue.length === 0 && lane.urgent.length === 0
      if (idle && lane.state.round === 0) lanes.delete(name)
    },

    report() {
      return [...lanes.values()].map((lane) => ({
        lane: lane.name,
        phase: lane.state.phase,
        rate: lane.state.rate,
        waiting: lane.queue.length + lane.urgent.length,
        inFlight: lane.inFlight,
      }))
    },
  }
}
