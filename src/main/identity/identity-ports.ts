import type { AccountId } from '../../shared/domain/accounts.ts'
import type { ConnectionSettings, Renewal, SignInWay } from '../../shared/domain/connections.ts'
import type { DeviceVerification, PortalAccount, SignInMeans } from '../../shared/domain/sign-in.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import type { CredentialSource } from '../aws/operator-credentials.ts'
import type { Door } from '../egress/door.ts'

/** The Identity Center that a connection names. */
export type IdentityCenterWay = Extract<SignInWay, { kind: 'identity-center' }>

/** What is kept secret for a connection. `token` is the sign-in with its registration, as JSON. */
export type SecretKind = 'token' | 'proxy-password' | 'secret-access-key'

/**
 * The secrets of all connections: on disk only as the key store of the system sealed them, else in memory alone.
 * While the lock is on, nothing is at hand: `get` gives null and `put` throws.
 */
export type Secrets = {
  /** Null where there is none, or it cannot be opened. */
  get(connectionId: string, kind: SecretKind): string | null
  put(connectionId: string, kind: SecretKind, secret: string): void
  /** Forgets one, or all of a connection. */
  forget(connectionId: string, kind?: SecretKind): void
  has(connectionId: string, kind: SecretKind): boolean
}

/** How the operator signs calls over an open door. */
export type SignIn = {
  /**
   * The operator's credentials. With a role on the way, of a session of that name (a ticket, a case), or of the standing name where it
   * is null; without one, always the same.
   */
  credentials(sessionName: string | null): CredentialSource
  readonly renewal: Renewal
}

/** Where a sign-in has come to; what `SignInProgress` shows is made of it. */
export type SignInStep =
  | {
      readonly state: 'waiting'
      readonly until: string
      readonly verification: DeviceVerification | null
    }
  | { readonly state: 'finishing' }

/** IAM Identity Center for all connections. */
export type IdentityCenter = {
  /** Signs in and keeps the token. Ends with the signal (`cancelled`). */
  signIn(asked: {
    readonly connectionId: string
    readonly way: IdentityCenterWay
    readonly endpoints: ConnectionSettings['endpoints']
    readonly door: Door
    readonly means: SignInMeans
    readonly onStep: (step: SignInStep) => void
    readonly signal: AbortSignal
  }): Promise<Outcome<null>>
  /** Opens the page of the sign-in under way in the browser once more. */
  openAgain(): Promise<Outcome<undefined>>
  /** What the token may see. Errors: `sign-in-needed`, `token-revoked`, and those of the network. */
  accounts(at: PortalPlace): Promise<Outcome<PortalAccount[]>>
  roles(at: PortalPlace, accountId: AccountId): Promise<Outcome<string[]>>
  /** Credentials of a role, renewed with the token for as long as that can be. Rejects with `CredentialsRefused`, which carries the failure. */
  credentials(at: PortalPlace, accountId: AccountId, roleName: string): CredentialSource
  /** What is known of the kept sign-in. */
  standing(connectionId: string): { readonly signedIn: boolean; readonly renewal: Renewal }
  /** Revokes the token at AWS, and forgets it, also where AWS cannot be reached. */
  signOut(at: PortalPlace): Promise<Outcome<null>>
}

/** A signed-in connection and the door to it. */
export type PortalPlace = {
  readonly connectionId: string
  readonly way: IdentityCenterWay
  readonly endpoints: ConnectionSettings['endpoints']
  readonly door: Door
}
