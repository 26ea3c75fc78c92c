import type { Connection } from '../../../shared/domain/connections.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import { rootkeep } from '../../state/client.ts'
import { queryClient } from '../../state/query-client.ts'
import { acceptSession } from '../../state/session-store.ts'
import { useCommand } from '../../state/use-command.ts'
import { showToast } from '../../ui/toast-manager.ts'
import { keepingOf } from './connection-keeping.ts'

export type ConnectionWork = {
  readonly disconnect: () => void
  readonly signOut: () => void
  /** Keeps one that was found. */
  readonly keep: () => void
  readonly forgetOrganization: () => void
  readonly pending: boolean
  /** Why the last of it came to nothing. */
  readonly failure: Failure | null
}

/** What is done with one connection besides connecting. */
export function useConnectionWork(connection: Connection): ConnectionWork {
  const { id, name } = connection
  const disconnect = useCommand(() => rootkeep.session.disconnect())
  const signOut = useCommand(rootkeep.signIn.signOut)
  const keep = useCommand(() => keepingOf(connection))
  const forget = useCommand(rootkeep.connections.forgetOrganization)
  const all = [disconnect, signOut, keep, forget]
  return {
    disconnect: () => disconnect.send(undefined, acceptSession),
    signOut: () =>
      signOut.send({ connectionId: id }, (session) => {
        acceptSession(session)
        repeatList()
        showToast(`Signed out of ${name}`, 'The sign-in is revoked at AWS, and forgotten here.')
      }),
    keep: () =>
      keep.send(undefined, () => {
        repeatList()
        showToast(`Kept: ${name}`)
      }),
    forgetOrganization: () =>
      forget.send({ connectionId: id }, () => {
        repeatList()
        showToast(`${name} may lead to any organization once`)
      }),
    pending: all.some(({ pending }) => pending),
    failure: all.find(({ failure }) => failure !== null)?.failure ?? null,
  }
}

/** Main says when the list changed; what was asked for here is to be seen at once. */
function repeatList(): void {
  void queryClient.invalidateQueries({ queryKey: ['connections'] })
}
