import { fail, succeed } from '../../shared/ipc/result.ts'
import type { ReadinessDeps } from '../readiness/readiness-ports.ts'
import type { ConnectionService } from './connections/connection-service.ts'
import { doorOf, openOver, type OpenWayDeps } from './open-connection.ts'
import type { Session } from './session.ts'

/** Nobody hears of the credentials that are fetched for a look. */
const unheard = { came() {}, ended() {} }

/** The way to AWS of the connection on screen, for whoever looks at it: that of the session where it is open, else one that is opened for the look. */
export function createPresentWay({
  session,
  resolve,
  wayDeps,
}: {
  readonly session: Pick<Session, 'open' | 'snapshot'>
  readonly resolve: ConnectionService['resolve']
  readonly wayDeps: OpenWayDeps
}): ReadinessDeps['way'] {
  return async () => {
    const open = session.open()
    if (open) {
      const { resolved, door, access } = open
      const { settings, region } = resolved
      return succeed({ settings, region, door, access: succeed(access), release() {} })
    }
    const { connection } = session.snapshot()
    if (!connection) return null
    const resolved = await resolve(connection.id)
    if (!resolved.ok) return resolved
    const { settings, region } = resolved.value
    const calls = wayDeps.calls(connection.id)
    const door = doorOf(connection.id, resolved.value, calls, wayDeps)
    if (!door.ok) return door
    const opened = await openOver(door.value, resolved.value, calls, wayDeps, unheard)
    const release = () => (opened.ok ? opened.value.close() : door.value.close())
    const access = opened.ok ? succeed(opened.value.access) : fail(opened.error)
    return succeed({ settings, region, door: door.value, access, release })
  }
}
