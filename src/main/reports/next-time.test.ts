import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countedFrom, nextTime, type Timetable } from './next-time.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Apia',
]

const zoneBefore = process.env['TZ']
beforeEach(() => inZone('UTC'))
afterEach(() => inZone(zoneBefore))

function inZone(zone: string | undefined): void {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
}

const timetable = fc.record({
  every: fc.constantFrom('day', 'week'),
  weekday: fc.integer({ min: 0, max: 6 }),
  minute: fc.integer({ min: 0, max: 1439 }),
}) satisfies fc.Arbitrary<Timetable>
const instant = fc.integer({ min: Date.UTC(2020), max: Date.UTC(2040) })

const daily = (minute: number): Timetable => ({ every: 'day', weekday: 0, minute })
const iso = (time: number | null): string => new Date(time ?? Number.NaN).toISOString()
const next = (table: Timetable, after: string): string => iso(nextTime(table, Date.parse(after)))

describe('the next time', () => {
  test('lies after the instant, at the minute, on the day, and not later than it must', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), timetable, instant, (zone, table, after) => {
        inZone(zone)
        const time = nextTime(table, after) ?? Number.NaN
        expect(time).toBeGreaterThan(after)
        // By as much more as clocks are put back.
        expect(time - after).toBeLessThanOrEqual(
          (table.every === 'week' ? 7 : 1) * dayMs + 2 * hourMs,
        )
        const at = new Date(time)
        if (table.every === 'week') expect(at.getDay()).toBe(table.weekday)
        const late = at.getHours() * 60 + at.getMinutes() - table.minute
        expect(late === 0 || (late > 0 && late <= 60)).toBe(true)
      }),
    )
  })

  test('comes once a day, also when clocks are changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.nat({ max: 1439 }),
        instant,
        (zone, minute, from) => {
          inZone(zone)
          const days = new Set<string>()
          let time = from
          for (let count = 0; count < 400; count += 1) {
            time = nextTime(daily(minute), time) ?? Number.NaN
            const at = new Date(time)
            const day = `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`
            expect(days).not.toContain(day)
            days.add(day)
          }
          expect((time - from) / dayMs).toBeLessThan(401)
        },
      ),
      { numRuns: 20 },
    )
  })

  test('is as much later where the minute is left out, and the first where it comes twice', () => {
    inZone('Europe/Berlin')
    // 29 March 2026: 02:00 becomes 03:00. 25 October 2026: 03:00 becomes 02:00.
    expect(next(daily(150), '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z')
    expect(next(daily(150), '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z')
    expect(next(daily(150), '2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z')
  })

  test('is the next one where the instant is a time itself', () => {
    expect(next(daily(480), '2026-11-22T08:00:00Z')).toBe('2026-11-23T08:00:00.000Z')
    const weekly: Timetable = { every: 'week', weekday: 0, minute: 480 }
    expect(next(weekly, '2026-11-22T08:00:00Z')).toBe('2026-11-29T08:00:00.000Z')
    expect(next(weekly, '2026-11-22T07:59:59Z')).toBe('2026-11-22T08:00:00.000Z')
  })

  test('does not come where nothing is to be done', () => {
    expect(nextTime({ ...daily(480), every: 'never' }, 0)).toBeNull()
  })
})

describe('a clock that was set back', () => {
  const morning = daily(480)
  const seenTo = Date.parse('2026-11-22T08:00:05Z')

  test('a little does not bring the same time a second time', () => {
    const now = Date.parse('2026-11-22T07:59:00Z')
    expect(iso(nextTime(morning, countedFrom(morning, seenTo, now)))).toBe(
      '2026-11-23T08:00:00.000Z',
    )
  })

  test('by years does not silence the schedule for years', () => {
    const wrong = Date.parse('2099-01-01T00:00:00Z')
    const now = Date.parse('2026-11-22T09:00:00Z')
    expect(iso(nextTime(morning, countedFrom(morning, wrong, now)))).toBe(
      '2026-11-23T08:00:00.000Z',
    )
  })
})
