import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failureCodes } from '../../shared/domain/failure.ts'
import { decideRetry, defaultRetryLimits, isTransient } from './retry-policy.ts'

const codes = fc.constantFrom(...failureCodes)
const histories = fc.record({
  throttled: fc.nat(100),
  faulty: fc.nat(100),
  elapsedMs: fc.nat(400_000),
})
const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('only throttling and faults that may pass are repeated; a denial never is', () => {
  fc.assert(
    fc.property(codes, histories, randoms, (code, history, random) => {
      const decision = decideRetry(code, history, defaultRetryLimits, () => random)
      if (decision.repeat) expect(code === 'throttled' || isTransient(code)).toBe(true)
    }),
  )
  for (const code of [
    'assume-root-denied',
    'denied-by-scp',
    'caller-not-permitted',
    'egress-refused',
    'request-invalid',
  ] as const) {
    expect(
      decideRetry(code, { throttled: 0, faulty: 1, elapsedMs: 0 }, defaultRetryLimits, () => 0),
    ).toEqual({ repeat: false })
  }
})

test('repeats are bounded in number and in time, and their pauses in length', () => {
  fc.assert(
    fc.property(codes, histories, randoms, (code, history, random) => {
      const decision = decideRetry(code, history, defaultRetryLimits, () => random)
      if (!decision.repeat) return
      expect(history.elapsedMs).toBeLessThan(defaultRetryLimits.totalMs)
      expect(code === 'throttled' ? history.throttled : history.faulty).toBeLessThanOrEqual(
        code === 'throttled' ? defaultRetryLimits.throttledMost : defaultRetryLimits.faultyMost,
      )
      expect(decision.waitMs).toBeGreaterThanOrEqual(0)
      expect(decision.waitMs).toBeLessThanOrEqual(defaultRetryLimits.backoffMostMs)
    }),
  )
})

test('backoff doubles, with full jitter', () => {
  const wait = (faulty: number, random: number) => {
    const decision = decideRetry(
      'service-failure',
      { throttled: 0, faulty, elapsedMs: 0 },
      defaultRetryLimits,
      () => random,
    )
    return decision.repeat ? decision.waitMs : null
  }
  expect([1, 2, 3].map((faulty) => wait(faulty, 0.5))).toEqual([100, 200, 400])
  expect(wait(3, 0)).toBe(0)
})
