import type { Connection, SessionSnapshot } from '../../../shared/domain/connections.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { SignInMeans } from '../../../shared/domain/sign-in.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import { rootkeep } from '../../state/client.ts'
import { acceptSession } from '../../state/session-store.ts'
import { useCommand } from '../../state/use-command.ts'

export type Connecting = {
  /** Connects, with a sign-in in the browser first where one is needed. */
  readonly open: (connection: Connection) => void
  readonly signIn: (connection: Connection, means: SignInMeans) => void
  readonly pending: boolean
  /** Why the last of it did not begin. How it goes on is in the session. */
  readonly failure: Failure | null
}

/** The ways into an organization, with their state for the screen. */
export function useConnect(): Connecting {
  const { send, pending, failure } = useCommand(enter)
  return {
    open: (connection) => send({ connection, means: null }, acceptSession),
    signIn: (connection, means) => send({ connection, means }, acceptSession),
    pending,
    failure,
  }
}

/** Connects. Where only a person can sign in that is begun in the browser, and what was connected before stays until it is done. */
export async function connectOrSignIn(connection: Connection): Promise<Outcome<SessionSnapshot>> {
  const { id, needsSignIn } = connection
  return needsSignIn
    ? beginInBrowser(id)
    : signInWhereNeeded(id, await rootkeep.session.connect({ connectionId: id }))
}

/** Reads the credentials of the session anew; where only a person can renew them, begins the sign-in. What waited goes on after it. */
export async function renewOrSignIn({ id }: Connection): Promise<Outcome<SessionSnapshot>> {
  return signInWhereNeeded(id, await rootkeep.session.renew())
}

/** Ends the sign-in under way, or puts the failed one away, and begins anew: there is one at a time. */
export async function signInAnew(input: {
  readonly connectionId: string
  readonly means: SignInMeans
}): Promise<Outcome<SessionSnapshot>> {
  const cancelled = await rootkeep.signIn.cancel()
  return cancelled.ok ? rootkeep.signIn.begin(input) : cancelled
}

type Entry = { readonly connection: Connection; readonly means: SignInMeans | null }

async function enter({ connection, means }: Entry): Promise<Outcome<SessionSnapshot>> {
  return means === null
    ? connectOrSignIn(connection)
    : rootkeep.signIn.begin({ connectionId: connection.id, means })
}

async function signInWhereNeeded(
  connectionId: string,
  outcome: Outcome<SessionSnapshot>,
): Promise<Outcome<SessionSnapshot>> {
  return asksForSignIn(outcome) ? beginInBrowser(connectionId) : outcome
}

function beginInBrowser(connectionId: string): Promise<Outcome<SessionSnapshot>> {
  return rootkeep.signIn.begin({ connectionId, means: 'browser' })
}

function asksForSignIn(outcome: Outcome<SessionSnapshot>): boolean {
  if (!outcome.ok) return outcome.error.code === 'sign-in-needed'
  const { signIn, connectionFailure } = outcome.value
  return signIn === null && connectionFailure?.code === 'sign-in-needed'
}
