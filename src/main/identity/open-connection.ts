import type { OrganizationId } from '../../shared/domain/accounts.ts'
import type { Renewal } from '../../shared/domain/connections.ts'
import { succeed, type Outcome } from '../../shared/ipc/result.ts'
import { createAwsAccess, type AwsAccess, type AwsAccessDeps } from '../aws/aws-access.ts'
import type { CallRecorder } from '../database/ledger.ts'
import type { Door, DoorDeps, OpenDoor } from '../egress/door.ts'
import type { ResolvedConnection } from './connections/resolved-connection.ts'
import type { Secrets, SignIn } from './identity-ports.ts'
import { watchCredentials, type CredentialEvents } from './watched-credentials.ts'

/** A connection with its door, its sign-in and its access. */
export type OpenConnection = {
  readonly resolved: ResolvedConnection
  readonly door: Door
  readonly access: AwsAccess
  renewal(): Renewal
  /** Its calls are recorded as calls to this organization, those that were made already too. */
  leadsTo(organizationId: OrganizationId): void
  /** Signs in anew over the same door, and fetches credentials. Errors: those of the sign-in. */
  renew(): Promise<Outcome<null>>
  close(): void
}

/** Opens the way of a connection: the door, then the sign-in, then the access. Calls nobody in AWS that the sign-in does not need. */
export type OpenWay = (
  resolved: ResolvedConnection,
  events: CredentialEvents,
) => Promise<Outcome<OpenConnection>>

export type OpenWayDeps = Pick<DoorDeps, 'refused'> &
  Pick<AwsAccessDeps, 'log' | 'clock' | 'random' | 'sleep'> & {
    readonly openDoor: OpenDoor
    /** Where the calls of an opening of this connection are recorded. */
    readonly calls: (connectionId: string) => CallRecorder
    readonly secrets: Pick<Secrets, 'get'>
    readonly signIns: {
      open(resolved: ResolvedConnection, door: Door): Promise<Outcome<SignIn>>
    }
  }

export function createOpenWay(deps: OpenWayDeps): OpenWay {
  return async (resolved, events) => {
    const calls = deps.calls(resolved.connection.id)
    const door = doorOf(resolved.connection.id, resolved, calls, deps)
    if (!door.ok) return door
    const opened = await openOver(door.value, resolved, calls, deps, events)
    if (!opened.ok) door.value.close()
    return opened
  }
}

/** The door of a connection. Errors: those of `OpenDoor`. */
export function doorOf(
  connectionId: string,
  { settings, region, signInRegions }: Omit<ResolvedConnection, 'connection'>,
  { record: ledger }: CallRecorder,
  { openDoor, secrets, refused, clock }: Omit<OpenWayDeps, 'signIns'>,
): Outcome<Door> {
  const proxyPassword = secrets.get(connectionId, 'proxy-password')
  return openDoor({ settings, region, signInRegions, proxyPassword, ledger, refused, clock })
}

/** Signs in over a door. Errors: those of the sign-in; the door stays open then. */
export async function openOver(
  door: Door,
  resolved: ResolvedConnection,
  calls: CallRecorder,
  deps: OpenWayDeps,
  events: CredentialEvents,
): Promise<Outcome<OpenConnection>> {
  const signedIn = await deps.signIns.open(resolved, door)
  if (!signedIn.ok) return signedIn
  let signIn = signedIn.value
  const credentials = watchCredentials(signIn, events)
  const access = createAwsAccess({
    ...deps,
    ledger: calls.record,
    door,
    credentials: credentials.sourceFor,
    region: resolved.region,
    endpoints: resolved.settings.endpoints,
  })
  return succeed({
    resolved,
    door,
    access,
    renewal: () => signIn.renewal,
    leadsTo: calls.leadsTo,
    async renew() {
      const again = await deps.signIns.open(resolved, door)
      if (!again.ok) return again
      const renewed = await credentials.renew(again.value)
      if (!renewed.ok) return renewed
      signIn = again.value
      access.renewCredentials()
      return renewed
    },
    close() {
      access.close()
      door.close()
    },
  })
}
