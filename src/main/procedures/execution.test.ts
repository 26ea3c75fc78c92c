import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import {
  isAsWanted,
  outcomeStates,
  type OutcomeState,
  type TargetOutcome,
} from '../../shared/domain/procedures.ts'
import { isDue, passOver, type PassEnd, type Permit } from './execution.ts'
import type { WorkMode } from './procedure-work.ts'
import { pendingOutcome } from './target-outcomes.ts'
import { somePlan, targetOf } from './testing/some-plan.ts'

type Standing = { state: OutcomeState; verified: boolean }

/** Goes over accounts that come out as `comeOut` says, and keeps count. */
async function over(
  standing: readonly Standing[],
  comeOut: (position: number) => Pick<TargetOutcome, 'state' | 'failure'>,
  options: {
    mode?: WorkMode
    stopAbovePercent?: number
    waves?: number[]
    permit?: (begun: number) => Permit
  } = {},
): Promise<{ end: PassEnd; begun: number[] }> {
  const { mode = 'act', stopAbovePercent = 0, waves = [1, 5, 25], permit = () => 'go' } = options
  const now = standing.map((one) => ({ ...one }))
  const begun: number[] = []
  const targets = standing.map((_, position) => targetOf(position))
  const end = await passOver({
    plan: somePlan({ targets, waves, stopAbovePercent }),
    mode,
    states: () => now,
    permit: () => permit(begun.length),
    async run(position) {
      begun.push(position)
      await Promise.resolve()
      const came = comeOut(position)
      now[position] = { state: came.state, verified: isAsWanted(came.state) }
      return { ...pendingOutcome(targetOf(position)), ...came }
    },
  })
  return { end, begun }
}

const pending = (count: number): Standing[] =>
  Array.from({ length: count }, () => ({ state: 'pending', verified: false }))
const fine = () => ({ state: 'done', failure: null }) as const
const failing = () => ({ state: 'failed', failure: failureOf('assume-root-denied') }) as const

describe('which accounts a pass has to do with', () => {
  const table: Record<OutcomeState, { act: boolean; unread: boolean; verified: boolean }> = {
    pending: { act: true, unread: false, verified: false },
    working: { act: true, unread: true, verified: true },
    waiting: { act: true, unread: false, verified: false },
    done: { act: false, unread: true, verified: false },
    'already-so': { act: false, unread: true, verified: false },
    skipped: { act: true, unread: false, verified: false },
    failed: { act: true, unread: false, verified: false },
    changed: { act: false, unread: false, verified: false },
    'in-doubt': { act: true, unread: true, verified: true },
    'not-run': { act: true, unread: false, verified: false },
  }

  test.each(outcomeStates)('%s', (state) => {
    const expected = table[state]
    expect(isDue('act', { state, verified: false })).toBe(expected.act)
    expect(isDue('check', { state, verified: false })).toBe(expected.unread)
    expect(isDue('check', { state, verified: true })).toBe(expected.verified)
    expect(isDue('rehearse', { state, verified: false })).toBe(true)
  })
})

describe('a pass over the accounts', () => {
  test('gives each account one turn, in the order of the plan', async () => {
    const { end, begun } = await over(pending(40), fine)
    expect(end).toEqual({ kind: 'through' })
    expect(begun).toEqual(Array.from({ length: 40 }, (_, index) => index))
  })

  test('begins no wave before the one before it has ended', async () => {
    let underWay = 0
    let crossed = false
    const waveOf = (position: number) => (position === 0 ? 0 : position < 6 ? 1 : 2)
    const now = new Set<number>()
    await passOver({
      plan: somePlan({
        targets: Array.from({ length: 31 }, (_, index) => targetOf(index)),
        waves: [1, 5, 25],
      }),
      mode: 'act',
      states: () => pending(31),
      permit: () => 'go',
      async run(position) {
        now.add(waveOf(position))
        crossed ||= now.size > 1
        underWay += 1
        await new Promise((resolve) => setTimeout(resolve, position % 3))
        underWay -= 1
        if (underWay === 0) now.clear()
        return { ...pendingOutcome(targetOf(position)), ...fine() }
      },
    })
    expect(crossed).toBe(false)
  })

  test('ends with the canary where the canary fails', async () => {
    const { end, begun } = await over(pending(40), failing, { stopAbovePercent: 10 })
    expect(end).toMatchObject({ kind: 'too-much', failure: { code: 'stopped-by-threshold' } })
    expect(begun).toEqual([0])
  })

  test('that stops in its last wave says so, and does not call itself through', async () => {
    const { end, begun } = await over(pending(200), (at) => (at < 32 ? fine() : failing()), {
      waves: [1, 5, 25, 200],
    })
    expect(end).toMatchObject({ kind: 'too-much' })
    expect(begun.length).toBeLessThan(200)
  })

  test('goes through where nobody is left to spare', async () => {
    expect((await over(pending(1), failing)).end).toEqual({ kind: 'through' })
  })

  test('ends where no account could fare better, and says why', async () => {
    const { end, begun } = await over(
      pending(40),
      (at) => (at === 3 ? { state: 'failed', failure: failureOf('credentials-expired') } : fine()),
      { stopAbovePercent: 100, waves: [1] },
    )
    expect(end).toMatchObject({ kind: 'ended', failure: { code: 'credentials-expired' } })
    expect(begun).toEqual([0, 1, 2, 3])
  })

  test('an account that was done and could not be read back because the session ended, ends it too', async () => {
    const { end } = await over(
      pending(9),
      () => ({ state: 'done', failure: failureOf('credentials-expired') }),
      { waves: [1] },
    )
    expect(end).toMatchObject({ kind: 'ended' })
  })

  test.each(['paused', 'cancelled', 'closing'] as const)(
    'that is %s begins nobody after, and says so',
    async (why) => {
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: 40 }), async (after) => {
          const { end, begun } = await over(pending(41), fine, {
            waves: [1],
            permit: (count) => (count >= after ? why : 'go'),
          })
          expect(end).toEqual({ kind: 'held', why })
          expect(begun).toHaveLength(after)
        }),
        { numRuns: 20 },
      )
    },
  )

  test('leaves alone what is as wanted, whatever stood in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...outcomeStates), { maxLength: 30 }),
        async (states) => {
          const standing = states.map((state) => ({ state, verified: false }))
          const { begun } = await over(standing, fine)
          const due = [...states.keys()].filter((at) => {
            const state = states[at] ?? 'done'
            return !isAsWanted(state) && state !== 'changed'
          })
          expect(begun).toEqual(due)
        },
      ),
      { numRuns: 60 },
    )
  })
})
