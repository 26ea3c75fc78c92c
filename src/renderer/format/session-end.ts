import type { Renewal, SessionSnapshot } from '../../shared/domain/connections.ts'
import { spanOf } from './age.ts'
import { clockOf } from './duration.ts'

const minute = 60_000

/** From here on an end that needs somebody is said louder. */
const nearMs = 15 * minute
const closeMs = 5 * minute

/** Until when a session holds, in words, and what happens then. */
export type SessionEnd = {
  readonly left: string
  readonly next: string
  /** `warning` and `danger` only where the end needs somebody. */
  readonly tone: 'calm' | 'warning' | 'danger'
}

/**
 * @param expiresAt when the credentials end; null where they do not say.
 * @param now in milliseconds.
 */
export function sessionEndOf(
  { expiresAt, renewal }: { readonly expiresAt: string | null; readonly renewal: Renewal | null },
  now: number,
): SessionEnd {
  const next = renewal === null ? '' : nextWords[renewal]
  if (expiresAt === null) {
    return { left: renewal === 'never' ? 'No end' : 'End not known', next, tone: 'calm' }
  }
  const left = Date.parse(expiresAt) - now
  if (renewal === 'automatic') {
    return { left: left <= 0 ? 'Renewing' : spanOf(left), next, tone: 'calm' }
  }
  if (left <= 0) return endedOf(renewal === 'sign-in')
  if (left >= nearMs) return { left: spanOf(left), next, tone: 'calm' }
  return { left: clockOf(left), next, tone: left >= closeMs ? 'warning' : 'danger' }
}

/** Where nothing renewed it in time: what somebody has to do now. */
export function endedOf(bySignIn: boolean): SessionEnd {
  return { left: 'Ended', next: bySignIn ? 'sign in again' : 'renew it', tone: 'danger' }
}

/** True where a sign-in alone renews the session: always, or since what renewed it by itself was ended. */
export function renewsBySignIn({
  renewal,
  connectionFailure,
}: Pick<SessionSnapshot, 'renewal' | 'connectionFailure'>): boolean {
  const code = connectionFailure?.code
  return renewal === 'sign-in' || code === 'token-revoked' || code === 'sign-in-needed'
}

const nextWords = {
  automatic: 'renews by itself',
  'sign-in': 'then sign in again',
  outside: 'renewed outside',
  never: 'long-term keys',
} as const satisfies Record<Renewal, string>

/** What happens at the end, as a sentence. */
export const renewalSentence = {
  automatic: 'Rootkeep renews the credentials before they end. Nothing stops.',
  'sign-in':
    'Then you sign in again in the browser. Runs and procedures wait meanwhile and go on by themselves.',
  outside:
    'Then they are renewed outside of Rootkeep, such as by aws sso login or a new environment, and read anew here.',
  never: 'These credentials do not end by themselves.',
} as const satisfies Record<Renewal, string>

/** What is said aloud as the end comes near: it changes at thresholds only, so that nobody hears each second. */
export function announcedEnd(
  expiresAt: string | null,
  renewal: Renewal | null,
  now: number,
): string {
  if (expiresAt === null || renewal === 'automatic' || renewal === 'never') return ''
  const left = Date.parse(expiresAt) - now
  if (left <= 0) return 'The session has ended.'
  const threshold = [minute, closeMs, nearMs].find((each) => left <= each)
  if (threshold === undefined) return ''
  return threshold === minute
    ? 'The session ends in less than a minute.'
    : `The session ends in less than ${threshold / minute} minutes.`
}

/** What stands still until the credentials are renewed: `1 run and 2 procedures wait`; null where nothing does. */
export function waitingWords(waiting: {
  readonly runs: number
  readonly procedures: number
}): string | null {
  const { runs, procedures } = waiting
  const parts = [counted(runs, 'run'), counted(procedures, 'procedure')].filter(
    (part) => part !== null,
  )
  if (parts.length === 0) return null
  return `${parts.join(' and ')} ${runs + procedures === 1 ? 'waits' : 'wait'}`
}

function counted(count: number, noun: string): string | null {
  return count === 0 ? null : `${count} ${noun}${count === 1 ? '' : 's'}`
}
