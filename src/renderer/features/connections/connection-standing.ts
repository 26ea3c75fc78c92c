import type { Connection, SessionSnapshot } from '../../../shared/domain/connections.ts'

/** How a connection stands: that of the session first, then what is known of its sign-in. */
export type ConnectionStanding =
  | 'connected'
  | 'connecting'
  | 'signing-in'
  | 'expired'
  | 'failed'
  | 'signed-in'
  | 'not-signed-in'
  | 'ready'

/** How a connection stands in a session. */
export function standingOf(
  connection: Connection,
  session: SessionSnapshot | null,
): ConnectionStanding {
  const { signIn } = session ?? {}
  if (signIn?.connectionId === connection.id && signIn.state !== 'failed') return 'signing-in'
  if (session?.connection?.id === connection.id) {
    const state = session.connectionState
    if (state !== 'disconnected' && state !== 'failed') return state
    // What has to be done comes before what went wrong: the failure stands above, in full.
    if (state === 'failed' && !connection.needsSignIn) return 'failed'
  }
  if (connection.needsSignIn) return 'not-signed-in'
  return connection.kind === 'identity-center' ? 'signed-in' : 'ready'
}

/** The word for it beside the name; null where there is nothing to say. */
export const standingLabel: Readonly<Record<ConnectionStanding, string | null>> = {
  connected: 'Connected',
  connecting: 'Connecting',
  'signing-in': 'Signing in',
  expired: 'Session ended',
  failed: 'Not connected',
  'signed-in': 'Signed in',
  'not-signed-in': 'Not signed in',
  ready: null,
}
