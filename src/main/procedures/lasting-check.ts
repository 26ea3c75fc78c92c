import type { Instant } from '../../shared/domain/accounts.ts'
import type { Check } from '../../shared/domain/procedures.ts'
import { accountsAtOnce } from './execution.ts'
import { waveSizes, wavesOf } from './waves.ts'

/** What one account takes on a day like any other: root session, calls, reading back. Measured against AWS it is less; the warning comes rather too soon. */
const accountMs = 15_000

/** How long a procedure over so many accounts takes, milliseconds: its waves one after the other, the accounts of each side by side. */
export function expectedMs(accounts: number): number {
  return wavesOf(accounts, waveSizes).reduce(
    (sum, { from, until }) => sum + Math.ceil((until - from) / accountsAtOnce) * accountMs,
    0,
  )
}

/** True where the credentials end before so many accounts are done. */
export function outlives(accounts: number, credentialsEnd: Instant | null, now: number): boolean {
  return credentialsEnd !== null && now + expectedMs(accounts) > Date.parse(credentialsEnd)
}

/**
 * Whether the operator's credentials last for the whole procedure.
 *
 * @param credentialsEnd null where they do not end, or are renewed by themselves; then there is nothing to check.
 * @param now milliseconds since the epoch.
 */
export function lastingCheck(
  accounts: number,
  credentialsEnd: Instant | null,
  now: number,
): Check | null {
  if (credentialsEnd === null) return null
  const late = outlives(accounts, credentialsEnd, now)
  const minutes = Math.ceil(expectedMs(accounts) / 60_000)
  const takes = `It takes about ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, and the credentials end at ${credentialsEnd}.`
  return {
    id: 'credentials-last',
    title: 'The credentials last for the whole procedure',
    state: late ? 'warning' : 'passed',
    evidence: takes,
    remedy: late
      ? 'Renew the credentials before you confirm. Where they end meanwhile, it stops at a safe place and goes on once there are new ones.'
      : null,
  }
}
