import fc from 'fast-check'
import { expect, it } from 'vitest'
import { everyAccount } from '../../../shared/domain/account-query.ts'
import type { ScheduleDraft } from '../../../shared/domain/report-jobs.ts'
import { minuteFrom, obstacleOf, sameDraft, timeOf } from './schedule-draft.ts'

const draft: ScheduleDraft = {
  every: 'day',
  weekday: 1,
  minute: 360,
  formats: ['html'],
  paper: 'A4',
  scope: everyAccount,
}

it('every minute of a day comes back from its field', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1439 }),
      (minute) => minuteFrom(timeOf(minute)) === minute,
    ),
  )
  expect(timeOf(5)).toBe('00:05')
})
it('what is no time is none', () => {
  for (const text of ['', '24:00', '12:60', '6:05', 'noon']) expect(minuteFrom(text)).toBeNull()
})
it('a schedule that could write nothing says why; one that is off needs nothing', () => {
  expect(obstacleOf(draft, null)).toMatch(/folder/)
  expect(obstacleOf({ ...draft, formats: [] }, '/reports')).toMatch(/format/)
  expect(obstacleOf(draft, '/reports')).toBeNull()
  expect(obstacleOf({ ...draft, every: 'never', formats: [] }, null)).toBeNull()
})
it('each field that counts makes a schedule another one', () => {
  expect(sameDraft(draft, { ...draft, scope: { ...everyAccount } })).toBe(true)
  const changes: Partial<ScheduleDraft>[] = [
    { every: 'week' },
    { weekday: 2 },
    { minute: 361 },
    { formats: ['html', 'csv'] },
    { paper: 'Letter' },
    { scope: { ...everyAccount, search: 'prod' } },
  ]
  for (const change of changes) expect(sameDraft(draft, { ...draft, ...change })).toBe(false)
})
