import { create } from 'zustand'
import type { SessionSnapshot } from '../../shared/domain/connections.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureFrom, rootkeep, valueOf } from './client.ts'
import { newestOf } from './newest.ts'

type SessionState = {
  readonly session: SessionSnapshot | null
  /** Why there is no snapshot, where the first read of it failed. */
  readonly failure: Failure | null
}

export const useSession = create<SessionState>(() => ({ session: null, failure: null }))

/** Takes a snapshot in, unless a newer one is held. */
export function acceptSession(arrived: SessionSnapshot): void {
  useSession.setState(({ session }) => ({ session: newestOf(session, arrived), failure: null }))
}

/** Subscribes first, then reads: whatever changes in between arrives by push. Returns the way to stop. */
export function followSession(): () => void {
  const stop = rootkeep.session.changed(acceptSession)
  valueOf(rootkeep.session.snapshot()).then(acceptSession, (error: unknown) =>
    useSession.setState({ failure: failureFrom(error) }),
  )
  return stop
}

/** Calls whenever the lock was opened: main pushes nothing but the session while it is on, so what is followed has to be read again. */
export function onUnlock(read: () => void): () => void {
  return useSession.subscribe(({ session }, before) => {
    if (before.session?.lock.locked === true && session?.lock.locked === false) read()
  })
}
