import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accepted, contended, initialRate, taken, throttled, waitFor } from './rate-control.ts'
import { laneOf } from './rates.ts'
import { simulateRates, type ServerModel } from './testing/rate-simulation.ts'

const assumeRoot = laneOf('sts', 'AssumeRoot', 'caller').profile

/** A random source that is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function run(server: ServerModel, calls: number, latencyMs: number, seed = 7) {
  return simulateRates({
    profile: assumeRoot,
    server: () => server,
    calls,
    latencyMs,
    inFlightMost: 64,
    jitter: 0.3,
    random: seeded(seed),
  })
}

/** The part of what the server permits that was used. */
const useOf = (server: { rate: number; burst: number }, calls: number, durationMs: number) =>
  calls / (server.burst + (server.rate * durationMs) / 1000)

describe('against a server that throttles', () => {
  test('20 a second with a burst of 40, 600 calls: over 90 % of the permitted rate, under 5 % throttled', () => {
    const server = { rate: 20, burst: 40 }
    for (const latencyMs of [2, 10, 40, 80]) {
      for (const seed of [1, 2, 3, 4, 5]) {
        const { durationMs, throttled: count, sent } = run(server, 600, latencyMs, seed)
        expect(useOf(server, 600, durationMs)).toBeGreaterThan(0.95)
        expect(count / sent).toBeLessThan(0.045)
      }
    }
  })

  test('over a wide range of rates, bursts and latencies most of what is permitted is used', () => {
    const servers = fc.record({
      rate: fc.integer({ min: 12, max: 400 }),
      burstSeconds: fc.double({ min: 0.5, max: 4, noNaN: true }),
    })
    fc.assert(
      fc.property(
        servers,
        fc.integer({ min: 2, max: 100 }),
        fc.nat(1000),
        ({ rate, burstSeconds }, latencyMs, seed) => {
          const server = { rate, burst: Math.max(5, rate * burstSeconds) }
          // Twenty seconds beyond the burst: long enough for the start not to matter much.
          const calls = Math.round(server.burst + rate * 20)
          const { durationMs, throttled: count, sent } = run(server, calls, latencyMs, seed)
          // Nobody gets more than this through 64 connections.
          const reachable = Math.min(rate, (64 / latencyMs) * 1000)
          expect(calls / (server.burst + (reachable * durationMs) / 1000)).toBeGreaterThan(0.8)
          expect(count / sent).toBeLessThan(0.12)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a limit that is raised is found within half a minute', () => {
    const { rates } = simulateRates({
      profile: assumeRoot,
      server: (now) => (now < 20_000 ? { rate: 20, burst: 40 } : { rate: 200, burst: 40 }),
      calls: 6000,
      latencyMs: 40,
      inFlightMost: 64,
    })
    expect(rates[18]).toBeLessThan(35)
    expect(Math.max(...rates.slice(20, 50))).toBeGreaterThan(150)
  })

  test('a limit that is lowered is found within seconds', () => {
    const { rates, throttled: count } = simulateRates({
      profile: assumeRoot,
      server: (now) => (now < 10_000 ? { rate: 200, burst: 40 } : { rate: 10, burst: 40 }),
      calls: 2500,
      latencyMs: 40,
      inFlightMost: 64,
    })
    expect(rates[15]).toBeLessThan(20)
    expect(count).toBeLessThan(150)
  })
})

test('with no throttling, 2,000 accounts that come at 8 pages a second are through within a second of the listing', () => {
  const latencyMs = 40
  const readyAt = (i: number) => Math.max(0, Math.floor(i / 20) - 11) * 125 + latencyMs
  const { durationMs } = simulateRates({
    profile: assumeRoot,
    server: () => null,
    calls: 2000,
    latencyMs,
    inFlightMost: 64,
    readyAt,
  })
  expect(durationMs).toBeLessThan(readyAt(1999) + 1000)
})

describe('whatever happens', () => {
  const events = fc.array(
    fc.record({
      kind: fc.constantFrom('take', 'accept', 'throttle', 'late-throttle'),
      after: fc.nat(3000),
    }),
    { maxLength: 200 },
  )
  const profiles = fc.constantFrom(
    assumeRoot,
    laneOf('organizations', 'ListAccounts', 'caller').profile,
    laneOf('organizations', 'ListRoots', 'caller').profile,
    laneOf('iam', 'GetUser', '111122223333').profile,
  )

  test('the rate stays between its floor and its ceiling, the burst under its own', () => {
    fc.assert(
      fc.property(profiles, events, (profile, list) => {
        let now = 0
        let state = initialRate(profile, now)
        for (const { kind, after } of list) {
          now += after
          const before = state.rate
          if (kind === 'take') state = taken(contended(state, now), profile, now)
          if (kind === 'accept') {
            state = accepted(state, profile, { round: state.round, sentAt: now - 40 }, now)
          }
          if (kind === 'throttle') {
            state = throttled(state, profile, state.round, now)
            expect(state.rate).toBeLessThanOrEqual(Math.max(before, 0.2))
          }
          if (kind === 'late-throttle') state = throttled(state, profile, state.round - 1, now)
          expect(state.rate).toBeGreaterThanOrEqual(0.2)
          expect(state.rate).toBeLessThanOrEqual(profile.ceiling)
          expect(state.tokens).toBeLessThanOrEqual(profile.ceilingBurst)
          expect(waitFor(state, profile, now)).toBeLessThan(Number.POSITIVE_INFINITY)
        }
      }),
    )
  })

  test('calls never leave faster than the documented rate and burst', () => {
    fc.assert(
      fc.property(
        profiles,
        fc.integer({ min: 1, max: 300 }),
        fc.nat(30),
        (profile, calls, latencyMs) => {
          let now = 0
          let state = initialRate(profile, now)
          const left: number[] = []
          while (left.length < calls) {
            const wait = waitFor(state, profile, now)
            if (wait > 0) {
              state = contended(state, now)
              now += Math.ceil(wait)
              continue
            }
            state = taken(state, profile, now)
            left.push(now)
            state = accepted(state, profile, { round: state.round, sentAt: now - latencyMs }, now)
          }
          for (let i = 0; i < left.length; i += 7) {
            for (let j = i; j < left.length; j += 7) {
              const permitted =
                profile.ceilingBurst + (profile.ceiling * (left[j]! - left[i]!)) / 1000
              expect(j - i + 1).toBeLessThanOrEqual(permitted + 1e-6)
            }
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  test('a limiter falls to its floor while everything is throttled for a minute, and recovers', () => {
    const { rates, durationMs } = simulateRates({
      profile: assumeRoot,
      server: (now) =>
        now > 5_000 && now < 65_000 ? { rate: 0, burst: 0 } : { rate: 50, burst: 50 },
      calls: 3000,
      latencyMs: 40,
      inFlightMost: 64,
    })
    // A fifth of what it began with: an outage is asked after a few times a second, not hammered.
    expect(Math.min(...rates.slice(10, 60))).toBe(assumeRoot.start / 5)
    expect(durationMs).toBeLessThan(200_000)
  })
})
