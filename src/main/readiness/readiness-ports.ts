import type { ConnectionSettings, SessionSnapshot } from '../../shared/domain/connections.ts'
import type { RefusedContact } from '../../shared/domain/requests.ts'
import type { About } from '../../shared/ipc/contract.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import type { AwsAccess } from '../aws/aws-access.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../database/store.ts'
import type { Door } from '../egress/door.ts'
import type { Log } from '../log.ts'
import type { Pushes } from '../pushes.ts'
import type { ShellServices } from '../shell-services.ts'
import type { Computer } from './computer.ts'

/** The way to AWS of the chosen connection, as it would be gone now. */
export type ReadinessWay = {
  readonly settings: Pick<
    ConnectionSettings,
    'partition' | 'signIn' | 'endpoints' | 'proxy' | 'caBundle'
  >
  /** Whose STS is called. */
  readonly region: string
  readonly door: Pick<Door, 'contacts' | 'probe'>
  /**
   * AWS as the operator. Not only where the session is connected: it may have failed because of what is looked for here. A failure where nobody is signed
   * in, or a person would be needed.
   */
  readonly access: Outcome<AwsAccess>
  /** Closes what was opened for this; leaves what is the session's. */
  release(): void
}

/** What readiness is built from. */
export type ReadinessDeps = {
  readonly store: Pick<Store, 'settings' | 'inventory' | 'ledger' | 'requests' | 'transaction'>
  readonly clock: Clock
  readonly log: Pick<Log, 'problem'>
  readonly pushes: Pick<Pushes, 'send' | 'revision' | 'nextRevision'>
  readonly shell: Pick<ShellServices, 'saveText'>
  readonly dataFolder: string
  readonly about: () => About
  readonly snapshot: () => SessionSnapshot
  /**
   * The way of the connection in the snapshot: door and access of the session where it is connected, else what is opened for this. Null where no
   * connection is chosen. Errors: those of opening a door.
   */
  readonly way: () => Promise<Outcome<ReadinessWay> | null>
  /** Connections that were refused, newest first. */
  readonly refused: () => readonly RefusedContact[]
  /** This computer; left out: the real one. */
  readonly computer?: Computer
}
