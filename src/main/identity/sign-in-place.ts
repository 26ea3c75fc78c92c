import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { KeptConnection } from '../database/connections.ts'
import { regionAmong } from './connections/resolved-connection.ts'
import type { PortalPlace } from './identity-ports.ts'
import { doorOf, type OpenWayDeps } from './open-connection.ts'

/**
 * Where the sign-in of a kept connection goes, through a door of its own: the session may have none, and a person takes minutes.
 * Errors: `not-found`, `invalid-input` where it signs in otherwise, those of the door.
 */
export function signInPlaceOf(
  kept: KeptConnection | null,
  deps: Omit<OpenWayDeps, 'signIns'>,
): Outcome<PortalPlace> {
  if (!kept) return fail(failureOf('not-found'))
  const { id: connectionId, settings } = kept
  const { signIn: way, partition, endpoints } = settings
  if (way.kind !== 'identity-center') {
    return fail(
      failureOf('invalid-input', {
        message: 'This connection does not sign in to IAM Identity Center.',
      }),
    )
  }
  const region = settings.region ?? regionAmong(partition, [way.region])
  const place = { settings, region, signInRegions: [way.region] }
  const door = doorOf(connectionId, place, deps.calls(connectionId), deps)
  return door.ok ? succeed({ connectionId, way, endpoints, door: door.value }) : door
}
