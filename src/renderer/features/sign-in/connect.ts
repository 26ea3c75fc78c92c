import type { SessionSnapshot } from '../../../shared/domain/connections.ts'
import type { SignInMeans } from '../../../shared/domain/sign-in.ts'
import type { Outcome } from '../../../shared/ipc/result.ts'
import { rootkeep } from '../../state/client.ts'

/** Connects; where only a person can sign in, begins that in the browser instead. */
export async function connectOrSignIn(input: {
  readonly connectionId: string
}): Promise<Outcome<SessionSnapshot>> {
  const { connectionId } = input
  const connected = await rootkeep.session.connect({ connectionId })
  return signInWhereNeeded(connectionId, connected)
}

/** Reads the credentials of the session anew; where only a person can renew them, begins the sign-in. What waited goes on after it. */
export async function renewOrSignIn(input: {
  readonly connectionId: string
}): Promise<Outcome<SessionSnapshot>> {
  return signInWhereNeeded(input.connectionId, await rootkeep.session.renew())
}

/** Ends the sign-in under way, or puts the failed one away, and begins anew: there is one at a time. */
export async function signInAnew(input: {
  readonly connectionId: string
  readonly means: SignInMeans
}): Promise<Outcome<SessionSnapshot>> {
  const cancelled = await rootkeep.signIn.cancel()
  return cancelled.ok ? rootkeep.signIn.begin(input) : cancelled
}

async function signInWhereNeeded(
  connectionId: string,
  outcome: Outcome<SessionSnapshot>,
): Promise<Outcome<SessionSnapshot>> {
  return asksForSignIn(outcome)
    ? rootkeep.signIn.begin({ connectionId, means: 'browser' })
    : outcome
}

function asksForSignIn(outcome: Outcome<SessionSnapshot>): boolean {
  if (!outcome.ok) return outcome.error.code === 'sign-in-needed'
  const { signIn, connectionFailure } = outcome.value
  return signIn === null && connectionFailure?.code === 'sign-in-needed'
}
