import type { Random } from '../random.ts'
import { createAuthorizations } from './authorizations.ts'
import type { Authorizations } from './authorizations.ts'
import { createClients } from './clients.ts'
import type { Clients } from './clients.ts'
import { createDevices } from './devices.ts'
import type { Devices } from './devices.ts'
import { createTokenSessions } from './token-sessions.ts'
import type { TokenSessions } from './token-sessions.ts'

/** Everything that a sign-in leaves behind, from the registration of the client to its tokens. */
export interface SignIn {
  readonly clients: Clients
  readonly authorizations: Authorizations
  readonly devices: Devices
  readonly tokens: TokenSessions
}

/** `random` draws the codes that people type: the same ones after each reset. */
export function createSignIn(random: Random): SignIn {
  return {
    clients: createClients(),
    authorizations: createAuthorizations(),
    devices: createDevices((alphabet, length) => random.text(alphabet, length)),
    tokens: createTokenSessions(),
  }
}
