import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  readinessCheckIds,
  ReadinessState,
  type Readiness,
} from '../../../shared/domain/readiness.ts'
import { liveVerdictOf, problemsOf, verdictOf } from './verdict.ts'

const now = Date.parse('2026-11-20T12:00:00.000Z')
const hour = 60 * 60_000

type Standing = ReadinessState | null

/** The checks with these states, in order; null: not run. */
function readinessOf(
  states: readonly Standing[],
  { connectionId = 'c1', ageMs = 0 }: { connectionId?: string | null; ageMs?: number } = {},
): Readiness {
  return {
    revision: 1,
    connectionId,
    probeAccountId: null,
    checks: states.map((state, index) => {
      const id = readinessCheckIds[index % readinessCheckIds.length] ?? 'dns'
      const title = `Check ${index + 1}`
      return {
        id,
        group: 'network',
        title,
        about: '',
        running: false,
        result: state && {
          id,
          group: 'network',
          title,
          state,
          evidence: '',
          consequence: null,
          remedy: null,
          handout: null,
          at: new Date(now - ageMs).toISOString(),
          durationMs: 1,
        },
      }
    }),
  }
}

describe('the verdict on readiness', () => {
  it('is ready only where every check of an open connection was run within a day and came out well', () => {
    const states = fc.array(fc.option(fc.constantFrom(...ReadinessState.options)), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(
        states,
        fc.constantFrom('c1', null),
        fc.constantFrom(0, 23 * hour, 25 * hour),
        (states, connectionId, ageMs) => {
          const { tone } = verdictOf(readinessOf(states, { connectionId, ageMs }), now)
          const well = states.every((state) => state === 'ok' || state === 'skipped')
          expect(tone === 'ok').toBe(well && connectionId !== null && ageMs < 24 * hour)
        },
      ),
    )
  })
  it('says in words what is in the way, what is open, and how old it is', () => {
    expect(verdictOf(readinessOf(['ok', 'ok', 'skipped']), now)).toMatchObject({
      headline: 'Ready',
      detail: '2 checks ok, 1 does not apply here',
    })
    expect(verdictOf(readinessOf(['failed', 'unknown', 'failed', 'ok']), now)).toMatchObject({
      headline: '2 things stand in the way',
      detail: '1 could not be found out, 1 check ok',
    })
    expect(verdictOf(readinessOf(['ok', null]), now).headline).toBe('Not known to be ready')
    expect(verdictOf(readinessOf([null, null]), now).headline).toBe('Not checked yet')
    expect(verdictOf(readinessOf(['warning', 'ok']), now).headline).toBe(
      'Ready, with 1 thing to look at',
    )
    expect(verdictOf(readinessOf(['ok'], { ageMs: 72 * hour }), now)).toMatchObject({
      headline: 'Was ready',
      detail: '1 check ok; the oldest result is from 3 d ago',
    })
  })
  it('a thing in the way is named before anything else, connected or not', () => {
    const readiness = readinessOf(['failed', 'unknown'], { connectionId: null, ageMs: 72 * hour })
    expect(verdictOf(readiness, now).headline).toBe('1 thing stands in the way')
  })
  it('a line elsewhere names what is in the way, and is absent where all is well', () => {
    const readiness = readinessOf(['ok', 'failed', 'warning', 'failed'])
    expect(problemsOf(readiness, now)?.detail).toBe('Check 2, Check 4')
    expect(problemsOf(readinessOf(['ok', 'skipped']), now)).toBeNull()
    expect(problemsOf(readinessOf(['ok', null]), now)?.tone).toBe('unknown')
  })
  it('while checks run it says which, and promises nothing', () => {
    const readiness = readinessOf(['ok', 'ok'])
    const running = {
      ...readiness,
      checks: readiness.checks.map((check, index) => ({ ...check, running: index === 1 })),
    }
    expect(liveVerdictOf(running, true, now)).toMatchObject({
      tone: 'running',
      headline: 'Checking: Check 2',
      detail: '1 check ok',
    })
  })
})
