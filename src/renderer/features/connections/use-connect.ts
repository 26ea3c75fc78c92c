import type { Connection } from '../../../shared/domain/connections.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { SignInMeans } from '../../../shared/domain/sign-in.ts'
import { rootkeep } from '../../state/client.ts'
import { acceptSession } from '../../state/session-store.ts'
import { useCommand } from '../../state/use-command.ts'
import { connectOrSignIn } from '../sign-in/connect.ts'

export type Connecting = {
  /** Connects, with a sign-in in the browser first where one is needed. */
  readonly open: (connection: Connection) => void
  readonly signIn: (connection: Connection, means: SignInMeans) => void
  readonly pending: boolean
  /** Why the last of it did not begin. How it goes on is in the session. */
  readonly failure: Failure | null
}

/** The ways into an organization. */
export function useConnect(): Connecting {
  const connect = useCommand(connectOrSignIn)
  const begin = useCommand(rootkeep.signIn.begin)
  const signIn = ({ id }: Connection, means: SignInMeans) => {
    connect.reset()
    begin.send({ connectionId: id, means }, acceptSession)
  }
  return {
    open(connection) {
      if (connection.needsSignIn) {
        signIn(connection, 'browser')
        return
      }
      begin.reset()
      connect.send({ connectionId: connection.id }, acceptSession)
    },
    signIn,
    pending: connect.pending || begin.pending,
    failure: connect.failure ?? begin.failure,
  }
}
