import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { KeptNotice } from '../database/cases.ts'
import { required } from '../testing/trial.ts'
import { dueNotice } from './case-notice.ts'
import { createCaseWatch, type CaseWatch } from './case-watch.ts'
import { accountId, openDesk, restart, somePlan, someProcedure, type Desk } from './testing/desk.ts'

const minuteMs = 60_000

let desk: Desk
let told: string[]
let badges: number[]
let watch: CaseWatch
beforeEach(() => {
  desk = openDesk()
  told = []
  badges = []
  watch = newWatch()
})
afterEach(() => {
  watch.close()
  desk.close()
})

function newWatch(cases: Desk['cases'] = desk.cases): CaseWatch {
  const started = createCaseWatch({
    cases,
    clock: desk.clock,
    log: { problem: () => '' },
    shell: {
      notify: ({ title, body }) => void told.push(`${title}. ${body}`),
      showOpenCases: (count) => void badges.push(count),
    },
  })
  started.start()
  return started
}

const open = (minutes = 60) =>
  required(
    desk.caseService.open({
      scenario: 'exercise',
      reason: 'A drill of the team.',
      ticket: 'SEC-42',
      minutes,
    }),
  )
const close = (caseId: string) =>
  required(desk.caseService.close({ caseId, outcome: 'It went well.' }))
const reopen = (caseId: string) => {
  desk.procedures.begin(someProcedure(somePlan(desk.time.now, { caseId }), { state: 'completed' }))
  desk.gate.accountReopened({
    caseId,
    procedureId: 'p-1',
    accountId: accountId(1),
    accountName: 'payments',
    at: desk.clock.instant(),
  })
}

/** Lets so many minutes pass, with a look at each. */
function pass(minutes: number): string[] {
  told.length = 0
  for (let minute = 0; minute < minutes; minute += 1) {
    desk.time.now += minuteMs
    watch.look()
  }
  return [...told]
}

describe('a case that nears its end', () => {
  test('is notified 15 minutes before, at the end, and no more where nothing is open', () => {
    open()
    expect(pass(44)).toEqual([])
    expect(pass(1)).toEqual(['SEC-42 ends in 15 min. Close the case, or extend it with a reason.'])
    expect(pass(14)).toEqual([])
    expect(pass(1)).toEqual([
      'The time box of SEC-42 is over. Close the case, or extend it with a reason.',
    ])
    expect(pass(300)).toEqual([])
  })

  test('is notified again and again while it has left an account open', () => {
    const { id } = open()
    reopen(id)
    const [over, ...later] = pass(60 + 95).slice(1)
    expect(over).toContain(`Not verified closed: payments (${accountId(1)})`)
    expect(later).toHaveLength(3)
    expect(later[0]).toContain('has left an account open')
    desk.gate.accountClosed({
      caseId: id,
      procedureId: 'p-1',
      accountId: accountId(1),
      at: desk.clock.instant(),
    })
    expect(pass(120)).toEqual([])
  })

  test('is not notified again by a new start', () => {
    open()
    expect(pass(45)).toHaveLength(1)
    watch.close()
    desk = restart(desk)
    watch = newWatch()
    expect(pass(14)).toEqual([])
    expect(pass(1)).toHaveLength(1)
  })

  test('begins anew when it is extended', () => {
    const { id } = open()
    expect(pass(60)).toHaveLength(2)
    required(desk.caseService.extend({ caseId: id, minutes: 60, reason: 'The mail is late.' }))
    expect(pass(44)).toEqual([])
    expect(pass(1)).toHaveLength(1)
  })

  test('is heard of once where a start comes long after its end', () => {
    open()
    desk.time.now += 600 * minuteMs
    expect(pass(30)).toHaveLength(1)
  })

  test('is not notified when it is closed', () => {
    const { id } = open()
    close(id)
    expect(pass(120)).toEqual([])
  })

  test('is notified once though it cannot be written that it was', () => {
    watch.close()
    const keepNotice = () => {
      throw new Error('the disk is full')
    }
    watch = newWatch({ ...desk.cases, keepNotice })
    open()
    expect(pass(59)).toHaveLength(1)
  })
})

describe('the badge', () => {
  test('shows how many cases are open, when that changes', () => {
    const { id } = open()
    watch.look()
    open()
    watch.look()
    watch.look()
    close(id)
    watch.look()
    expect(badges).toEqual([0, 1, 2, 1])
  })

  test('is right from the start', () => {
    open()
    watch.close()
    badges.length = 0
    watch = newWatch()
    expect(badges).toEqual([1])
  })
})

test('it looks by itself, does not hold the process, and stops when it is closed', () => {
  vi.useFakeTimers()
  try {
    watch.close()
    watch = newWatch()
    open()
    desk.time.now += 46 * minuteMs
    vi.advanceTimersByTime(15_000)
    expect(told).toHaveLength(1)
    watch.close()
    expect(vi.getTimerCount()).toBe(0)
    desk.time.now += 60 * minuteMs
    watch.look()
    expect(told).toHaveLength(1)
  } finally {
    vi.useRealTimers()
  }
})

test('whatever its time box and whenever it is looked at, each notice comes once and in order', () => {
  const openedAt = Date.UTC(2026, 10, 22, 12)
  const instant = (minute: number) => new Date(openedAt + minute * minuteMs).toISOString()
  fc.assert(
    fc.property(
      fc.integer({ min: 15, max: 10_080 }),
      fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 60 }),
      (minutes, looks) => {
        const box = { openedAt: instant(0), until: instant(minutes), reopened: [] }
        let last: KeptNotice | null = null
        const heard: string[] = []
        for (const minute of looks.toSorted((a, b) => a - b)) {
          const notice = dueNotice(box, last, instant(minute))
          if (notice === null) continue
          expect(minute).toBeGreaterThanOrEqual(Math.max(minutes - 15, minutes / 2))
          expect(notice.kind === 'near').toBe(minute < minutes)
          heard.push(notice.kind)
          last = notice
        }
        expect(['', 'near', 'over', 'near,over']).toContain(heard.join(','))
      },
    ),
  )
})
