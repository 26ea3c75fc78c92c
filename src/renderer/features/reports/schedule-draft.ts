import type { ReportSchedule, ScheduleDraft } from '../../../shared/domain/report-jobs.ts'
import { sameFilter } from '../accounts/filter-words.ts'

export const everyLabel = {
  never: 'Never',
  day: 'Every day',
  week: 'Every week',
} as const satisfies Record<ScheduleDraft['every'], string>

export const weekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const

/** What can be set of a schedule, without how it stands. */
export function draftOf(schedule: ReportSchedule): ScheduleDraft {
  const { every, weekday, minute, formats, paper, scope } = schedule
  return { every, weekday, minute, formats, paper, scope }
}

/** Minutes after midnight as a field of a time has them: `06:05`. */
export function timeOf(minute: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** The minutes after midnight of a field of a time; null where it is empty or none. */
export function minuteFrom(time: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})(?::\d{2})?$/.exec(time) ?? []
  if (hours === undefined || minutes === undefined) return null
  const minute = Number(hours) * 60 + Number(minutes)
  return Number(hours) < 24 && Number(minutes) < 60 ? minute : null
}

/** What keeps a schedule from writing anything, one sentence; null where nothing does. */
export function obstacleOf(draft: ScheduleDraft, folder: string | null): string | null {
  if (draft.every === 'never') return null
  if (draft.formats.length === 0) return 'Choose at least one format.'
  return folder === null ? 'Choose a folder: until then nothing is written.' : null
}

/** True where two schedules would write the same at the same times. */
export function sameDraft(one: ScheduleDraft, other: ScheduleDraft): boolean {
  return (
    one.every === other.every &&
    one.weekday === other.weekday &&
    one.minute === other.minute &&
    one.paper === other.paper &&
    one.formats.join() === other.formats.join() &&
    sameFilter(one.scope, other.scope)
  )
}
