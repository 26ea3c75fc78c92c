import type { CaseScenario } from '../../../shared/domain/cases.ts'
import { spanOf } from '../../format/age.ts'
import { clockOf, durationOf } from '../../format/duration.ts'
import type { CaseUrgency } from './case-urgency.ts'

const hour = 3600_000

/** How long a case may still take: `2 h 5 min left`, by the second in the last hour, `over by 12 min` after its end. */
export function timeLeftOf(until: string, now: number): string {
  const left = Date.parse(until) - now
  if (left <= 0) return `over by ${spanOf(-left)}`
  return left < hour ? `${clockOf(left)} left` : `${durationOf(left)} left`
}

export const urgencyLabel = {
  'left-open': 'Account left open',
  over: 'Time is over',
  near: 'Ends soon',
  calm: 'Open',
  closed: 'Closed',
} as const satisfies Record<CaseUrgency, string>

export const scenarioMeaning = {
  'root-only-task':
    'AWS accepts nobody else for it: some billing and tax settings, MFA delete on a bucket. The password is recovered, used once, and deleted again.',
  'locked-out-account':
    'The last administrator was removed or denied. Root restores a role; the account is closed again.',
  'locked-resource-policy':
    'A root session repairs or deletes the policy. No password is needed and no account is reopened.',
  'lost-mailbox':
    'The address is dead, or belongs to somebody who left. It is changed first; only then can a password be recovered.',
  'incident-response':
    'A root user is suspected of misuse, or only root can contain what is going on.',
  exercise: 'The same steps on purpose, to learn whether they work. The record is the same.',
} as const satisfies Record<CaseScenario, string>

/** How long a case may take, to choose from; main accepts 15 minutes to 7 days. */
export const timeBoxes = [
  { minutes: 30, label: '30 minutes' },
  { minutes: 60, label: '1 hour' },
  { minutes: 120, label: '2 hours' },
  { minutes: 240, label: '4 hours' },
  { minutes: 480, label: '8 hours' },
  { minutes: 1440, label: '1 day' },
  { minutes: 4320, label: '3 days' },
  { minutes: 10_080, label: '7 days' },
] as const
