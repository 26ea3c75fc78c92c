import { credentialsEnded } from '../../shared/domain/credentials-ended.ts'
import type { Failure, FailureCode } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { JournalEntry } from '../../shared/domain/journal.ts'
import type { Plan } from '../../shared/domain/plans.ts'
import {
  isAsWanted,
  type OutcomeState,
  type TargetOutcome,
} from '../../shared/domain/procedures.ts'
import { withoutCredentials, withoutWay } from '../audit/run-failures.ts'
import { eachOf } from './concurrency.ts'
import type { WorkMode } from './procedure-work.ts'
import { isTooMuch, wavesOf } from './waves.ts'

/** How many accounts are worked on side by side. */
export const accountsAtOnce = 24

/** What ends a run at once: no account after this one would fare better. */
const endings: ReadonlySet<string> = new Set<FailureCode>([
  ...credentialsEnded,
  ...withoutCredentials,
  ...withoutWay,
  'credentials-invalid',
  'caller-is-root',
  'clock-skew',
  'no-network',
  'name-not-found',
  'egress-refused',
  'trusted-access-off',
  'root-credentials-management-off',
  'root-sessions-off',
  'cancelled',
])

/** Asked before each account: `go`, or why no further one begins. */
export type Permit = 'go' | 'paused' | 'cancelled' | 'closing'

/** How a pass over the accounts of a plan ended. */
export type PassEnd =
  | { readonly kind: 'through' }
  | { readonly kind: 'held'; readonly why: Exclude<Permit, 'go'> }
  | { readonly kind: 'too-much' | 'ended'; readonly failure: Failure }

export type PassDeps = {
  readonly plan: Plan
  readonly mode: WorkMode
  /** How each account stands, in the order of the plan. */
  states(): readonly { readonly state: OutcomeState; readonly verified: boolean }[]
  permit(): Permit
  /** Works on one account; rejects where the record cannot be written. */
  run(position: number): Promise<TargetOutcome>
}

/** Which accounts a pass has to do with. */
export function isDue(
  mode: WorkMode,
  { state, verified }: { readonly state: OutcomeState; readonly verified: boolean },
): boolean {
  // `working` is what a process that ended left behind.
  if (mode === 'check') {
    return state === 'in-doubt' || state === 'working' || (isAsWanted(state) && !verified)
  }
  if (mode === 'rehearse') return true
  // What was as wanted stays; a changed account needs another plan.
  return !isAsWanted(state) && state !== 'changed'
}

/**
 * One pass over the accounts of a plan: in waves, at most so many side by side. Stops by itself when too many of a wave do not come out as wanted, or
 * when no account could.
 */
export async function passOver({ plan, mode, states, permit, run }: PassDeps): Promise<PassEnd> {
  for (const wave of wavesOf(
    plan.targets.length,
    mode === 'check' ? [plan.targets.length] : plan.waves,
  )) {
    const size = wave.until - wave.from
    const standing = states()
    const due = Array.from({ length: size }, (_, index) => wave.from + index).filter((position) => {
      const one = standing[position]
      return one !== undefined && isDue(mode, one)
    })
    let wrong = 0
    let ending: Failure | null = null
    const tooMuch = () => mode === 'act' && isTooMuch(wrong, size, plan.stopAbovePercent)
    const begun = await eachOf(
      due,
      accountsAtOnce,
      async (position) => {
        const { state, failure } = await run(position)
        if (failure !== null && endings.has(failure.code)) ending ??= failure
        if (
          state === 'failed' ||
          state === 'changed' ||
          state === 'in-doubt' ||
          state === 'skipped'
        ) {
          wrong += 1
        }
      },
      () => permit() === 'go' && ending === null && !tooMuch(),
    )
    const held = permit()
    if (held !== 'go') return { kind: 'held', why: held }
    if (ending !== null) return { kind: 'ended', failure: ending }
    // With nobody left to spare there is nothing to stop.
    if (tooMuch() && (begun < due.length || wave.until < plan.targets.length)) {
      return {
        kind: 'too-much',
        failure: failureOf('stopped-by-threshold', {
          message: `${wrong} of the ${size} accounts of this wave did not come out as wanted, so no further account was begun.`,
        }),
      }
    }
  }
  return { kind: 'through' }
}

/** Intents whose outcome is not known, by account. */
export function byAccount(entries: readonly JournalEntry[]): Map<string, JournalEntry[]> {
  const found = new Map<string, JournalEntry[]>()
  for (const entry of entries) {
    if (entry.accountId === null) continue
    const before = found.get(entry.accountId)
    if (before) before.push(entry)
    else found.set(entry.accountId, [entry])
  }
  return found
}
