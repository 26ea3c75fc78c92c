import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  askedOf,
  emptyForm,
  instants,
  paperFor,
  periods,
  withInstant,
  withPeriod,
  type ReportForm,
} from './report-form.ts'

const now = Date.parse('2026-11-22T14:03:09.123Z')
const form = (change: Partial<ReportForm> = {}): ReportForm => ({
  ...emptyForm,
  paper: 'A4',
  ...change,
})
const run = (id: string, startedAt: string, endedAt: string | null) => ({
  id,
  state: endedAt === null ? ('running' as const) : ('completed' as const),
  scope: { kind: 'organization' as const },
  startedAt,
  endedAt,
})
const runs = [
  run('under-way', '2026-11-22T14:00:00.000Z', null),
  run('second', '2026-11-20T10:00:00.000Z', '2026-11-20T10:05:00.000Z'),
  run('first', '2026-11-10T10:00:00.000Z', '2026-11-10T10:05:00.000Z'),
]
const asked = (change: Partial<ReportForm>) => askedOf(form(change), runs, now)

describe('what is chosen', () => {
  it('asks something at once: nothing is missing after any choice', () => {
    for (const instant of instants) {
      expect(asked(withInstant(emptyForm, instant, runs, now)).question).not.toBeNull()
    }
    for (const period of periods) {
      expect(asked(withPeriod(emptyForm, period, now)).question).not.toBeNull()
    }
  })
  it('names the newest run that ended, the minute it is, and a day of a month before', () => {
    expect(withInstant(emptyForm, 'run', runs, now).runId).toBe('second')
    expect(withInstant(emptyForm, 'run', [], now).runId).toBeNull()
    expect(withInstant(emptyForm, 'time', runs, now).time).toBe('2026-11-22T14:03')
    expect(withPeriod(emptyForm, 'day', now).day).toBe('2026-10-23')
  })
  it('keeps what was named before', () => {
    const named = form({ runId: 'first', time: '2026-11-01T00:00', day: '2026-11-02' })
    expect(withInstant(named, 'run', runs, now).runId).toBe('first')
    expect(withInstant(named, 'time', runs, now).time).toBe('2026-11-01T00:00')
    expect(withPeriod(named, 'day', now).day).toBe('2026-11-02')
  })
})

describe('the instant', () => {
  it('of the present is left to main, whose clock it is', () => {
    expect(asked({ instant: 'now' }).question?.at).toBeNull()
  })
  it('of a run is its end, and a run that has none cannot be chosen', () => {
    expect(asked({ instant: 'run', runId: 'first' }).question?.at).toBe('2026-11-10T10:05:00.000Z')
    expect(asked({ instant: 'run', runId: 'under-way' }).faults.instant).toBe('choose a run')
    expect(asked({ instant: 'run', runId: null }).question).toBeNull()
  })
  it('as typed is UTC, wherever the computer stands', () => {
    expect(asked({ instant: 'time', time: '2026-11-21T23:30' }).question?.at).toBe(
      '2026-11-21T23:30:00.000Z',
    )
  })
  it('that is still to come, or is none, asks nothing', () => {
    expect(asked({ instant: 'time', time: '2026-11-23T00:00' }).faults.instant).toMatch(/to come/)
    expect(asked({ instant: 'time', time: '' }).question).toBeNull()
  })
})

describe('the period', () => {
  it('of the last run begins at the end of the one before it, so that it holds what the last one found', () => {
    expect(asked({ period: 'last-run' }).question?.since).toBe('2026-11-10T10:05:00.000Z')
  })
  it('of the only run begins with it; before any run there is none', () => {
    expect(asked({ period: 'last-run', instant: 'run', runId: 'first' }).question?.since).toBe(
      '2026-11-10T10:00:00.000Z',
    )
    expect(
      asked({ period: 'last-run', instant: 'time', time: '2026-11-01T00:00' }).faults.period,
    ).not.toBeNull()
  })
  it('of days is counted back from the instant, from midnight UTC', () => {
    expect(asked({ period: '30' }).question?.since).toBe('2026-10-23T00:00:00.000Z')
    expect(asked({ period: '7', instant: 'run', runId: 'first' }).question?.since).toBe(
      '2026-11-03T00:00:00.000Z',
    )
  })
  it('that begins after its end asks nothing', () => {
    expect(asked({ period: 'day', day: '2026-11-23' }).question).toBeNull()
    expect(asked({ period: 'day', day: '2026-11-22' }).question?.since).toBe(
      '2026-11-22T00:00:00.000Z',
    )
  })
})

it('whatever is filled in, there is either a question or a fault that says why not, and a period never ends before it begins', () => {
  const fields = fc.record({
    instant: fc.constantFrom('now', 'run', 'time'),
    runId: fc.constantFrom(null, 'first', 'second', 'under-way', 'gone'),
    time: fc.constantFrom('', 'x', '2026-11-21T23:30', '2030-01-01T00:00'),
    period: fc.constantFrom(...periods),
    day: fc.constantFrom('', '2026-11-01', '2026-13-40', '2031-01-01'),
  })
  fc.assert(
    fc.property(fields, (change) => {
      const { question, faults } = asked(change)
      expect(question === null).toBe(faults.instant !== null || faults.period !== null)
      if (question?.since) {
        expect(Date.parse(question.since)).toBeLessThan(
          question.at === null ? now : Date.parse(question.at),
        )
      }
    }),
  )
})

it('no format chosen is a fault of its own: what is asked can still be looked at', () => {
  const { question, faults } = asked({ formats: [] })
  expect(faults.formats).not.toBeNull()
  expect(question).not.toBeNull()
})

it('paper is what printers have there', () => {
  expect(['en-US', 'es-MX', 'fr-CA'].map(paperFor)).toEqual(['Letter', 'Letter', 'Letter'])
  expect(['en-GB', 'de', 'de-DE', 'ja-JP', ''].map(paperFor)).toEqual(Array(5).fill('A4'))
})
