import type { ScheduleDraft } from '../../shared/domain/report-jobs.ts'

const dayMs = 86_400_000

/** When something is to be done: on which days, and at which minute of the local day. */
export type Timetable = Pick<ScheduleDraft, 'every' | 'weekday' | 'minute'>

/**
 * The first time of a timetable after an instant, in the time zone of this process; null where it has none. A minute that is left out when clocks are
 * put forward comes as much later; of one that comes twice when they are put back, the first counts.
 *
 * @param after milliseconds since the epoch, as the result.
 */
export function nextTime({ every, weekday, minute }: Timetable, after: number): number | null {
  if (every === 'never') return null
  const from = new Date(after)
  // Eight days hold every weekday after any instant of the first; the day before is looked at as its late minutes may lie beyond midnight.
  for (let day = -1; day <= 8; day += 1) {
    const [year, month, date] = [from.getFullYear(), from.getMonth(), from.getDate() + day]
    // Noon exists on every day, whatever is done to its clocks.
    if (every === 'week' && new Date(year, month, date, 12).getDay() !== weekday) continue
    const time = new Date(year, month, date, Math.floor(minute / 60), minute % 60).getTime()
    if (time > after) return time
  }
  return null
}

/** How long the times of a timetable are apart, in milliseconds. */
export function periodOf({ every }: Timetable): number {
  return every === 'week' ? 7 * dayMs : dayMs
}

/**
 * From when times count. Usually that is when the last one was seen to; a clock that says this lies ahead by more than a period was wrong
 * then or is wrong now, and times count from now. By less, it was set back a little, and nothing is done a second time.
 *
 * @param seenTo when the last time was seen to, milliseconds since the epoch, as `now` and the result.
 */
export function countedFrom(timetable: Timetable, seenTo: number, now: number): number {
  return seenTo - now > periodOf(timetable) ? now : seenTo
}
