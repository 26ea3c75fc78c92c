import type { SessionSnapshot } from '../shared/domain/connections.ts'
import type { RootkeepContract } from '../shared/ipc/contract.ts'
import type { Handlers } from '../shared/ipc/derived.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'
import type { ConnectingServices } from './connecting-services.ts'

type ConnectionHandlers = Pick<
  Handlers<RootkeepContract>,
  'connections' | 'signIn' | 'lock' | 'requests' | 'readiness'
> & { readonly session: Omit<Handlers<RootkeepContract>['session'], 'about'> }

/** The calls of the contract about the way to an organization. */
export function connectionHandlers(
  connecting: ConnectingServices,
  /** Opens a connection that a person chose. */
  choose: (connectionId: string) => Promise<Outcome<SessionSnapshot>>,
): ConnectionHandlers {
  const { connections, session, signIn, lock, readiness, requests } = connecting

  /** What was done, as the session stands after it. */
  function shown(done: Outcome<unknown>): Outcome<SessionSnapshot> {
    return done.ok ? succeed(session.shown()) : done
  }

  return {
    session: {
      snapshot: () => succeed(session.shown()),
      connect: ({ connectionId }) => choose(connectionId),
      disconnect() {
        const obstacle = connecting.inTheWay()
        if (obstacle) return fail(obstacle)
        session.leave()
        return succeed(session.shown())
      },
      renew: session.renew,
      dismissNotice: ({ id }) => succeed(session.dismissNotice(id)),
    },

    connections: {
      list: connections.list,
      get: connections.get,
      save: connections.save,
      remove: ({ connectionId }) => connecting.removeConnection(connectionId),
      forgetOrganization: connections.forgetOrganization,
      found: connections.found,
      importProfiles: connections.importProfiles,
      export: connections.export,
      importFile: connections.importFile,
      contacts: connections.contacts,
      nearestRegions: connections.nearestRegions,
      chooseCaBundle: connections.chooseCaBundle,
    },

    signIn: {
      begin: ({ connectionId, means }) => shown(signIn.begin(connectionId, means)),
      cancel() {
        signIn.cancel()
        return succeed(session.shown())
      },
      openAgain: signIn.openAgain,
      accounts: signIn.accounts,
      roles: ({ accountId }) => signIn.roles(accountId),
      choose: async ({ accountId, roleName, remember }) =>
        shown(await signIn.choose({ accountId, roleName }, remember)),
      signOut: async ({ connectionId }) => shown(await connecting.signOut(connectionId)),
    },

    lock: {
      now() {
        lock.now()
        return succeed(session.shown())
      },
      unlock: async ({ passphrase }) => shown(await lock.unlock(passphrase)),
      active() {
        lock.active()
        return succeed(undefined)
      },
      setPassphrase: async ({ before, after }) => shown(await lock.setPassphrase(before, after)),
    },

    requests: requests.handlers,
    readiness: readiness.handlers,
  }
}
