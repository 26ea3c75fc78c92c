import { create } from 'zustand'
import type { AccountId } from '../../shared/domain/accounts.ts'
import type { SessionSnapshot } from '../../shared/domain/connections.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import type { Readiness, ReadinessCheckId } from '../../shared/domain/readiness.ts'
import { failureFrom, rootkeep, valueOf } from './client.ts'
import { newestOf } from './newest.ts'
import { useSession } from './session-store.ts'

type ReadinessStore = {
  readonly readiness: Readiness | null
  /** Why readiness could not be read, or why the last order was not carried out. */
  readonly failure: Failure | null
  /** True while an order to run is on its way. */
  readonly ordered: boolean
  /** The account on which the task policies are proven; null while none is chosen. */
  readonly probe: AccountId | null
}

export const useReadiness = create<ReadinessStore>(() => ({
  readiness: null,
  failure: null,
  ordered: false,
  probe: null,
}))

/** True while anything is being looked at. */
export function isChecking({ readiness, ordered }: ReadinessStore): boolean {
  return ordered || (readiness?.checks.some(({ running }) => running) ?? false)
}

/** Takes a state in, unless a newer one is held. The account that was chosen stays, until it is about another connection. */
function acceptReadiness(arrived: Readiness): void {
  useReadiness.setState(({ readiness: held, probe }) => {
    const readiness = newestOf(held, arrived)
    const another = held === null || readiness.connectionId !== held.connectionId
    return { readiness, failure: null, probe: another ? readiness.probeAccountId : probe }
  })
}

/** Reads how things stand. */
export function readReadiness(): void {
  valueOf(rootkeep.readiness.get()).then(acceptReadiness, fail)
}

/** Runs the checks that are named, or all: those of the task policies on the account that was chosen. */
export function runChecks(ids: readonly ReadinessCheckId[] | null): void {
  const { ordered, probe } = useReadiness.getState()
  if (ordered) return
  useReadiness.setState({ ordered: true, failure: null })
  valueOf(rootkeep.readiness.run({ ids: ids && [...ids], probeAccountId: probe }))
    .then(acceptReadiness, fail)
    .finally(() => useReadiness.setState({ ordered: false }))
}

/** Stops after the check that is being run; what was found stays. */
export function stopChecks(): void {
  valueOf(rootkeep.readiness.stop()).then(acceptReadiness, fail)
}

export function chooseProbe(probe: AccountId | null): void {
  useReadiness.setState({ probe })
}

/**
 * Subscribes first, then reads; and reads again for another connection, since what is remembered is of one, and after unlocking. Returns the way to
 * stop.
 */
export function followReadiness(): () => void {
  const stopPushes = rootkeep.readiness.changed(acceptReadiness)
  const stopSession = useSession.subscribe(({ session }, before) => {
    if (subjectOf(session) !== subjectOf(before.session)) readReadiness()
  })
  readReadiness()
  return () => {
    stopPushes()
    stopSession()
  }
}

function subjectOf(session: SessionSnapshot | null): string {
  return session === null ? '' : `${session.connection?.id ?? ''} ${session.lock.locked}`
}

function fail(error: unknown): void {
  useReadiness.setState({ failure: failureFrom(error) })
}
