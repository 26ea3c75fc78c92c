import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { ConnectionSettings, Contact } from '../../shared/domain/connections.ts'
import type { LedgerEntry } from '../../shared/domain/ledger.ts'
import type { RefusedContact } from '../../shared/domain/requests.ts'
import type { Outcome } from '../../shared/ipc/result.ts'
import type { Timeouts } from './transport.ts'

/** What a door is built from. */
export type DoorDeps = {
  /** Where calls go, through what, and whom they trust. */
  readonly settings: Pick<
    ConnectionSettings,
    'partition' | 'signIn' | 'endpoints' | 'proxy' | 'caBundle'
  >
  /** Whose STS is called. */
  readonly region: string
  /** Regions whose sign-in services are needed, `region` among them where it is one: what a profile names for its Identity Center and roles. */
  readonly signInRegions: readonly string[]
  /** Null where the proxy wants none, or it is not known. */
  readonly proxyPassword: string | null
  /** Gets every attempt of the calls that go through `signInHandler`. */
  readonly ledger: (entry: LedgerEntry) => void
  /** Gets what was refused. */
  readonly refused: (contact: Pick<RefusedContact, 'host' | 'port' | 'by'>) => void
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly timeouts?: Partial<Timeouts>
}

/** What was seen on the way to one host: for Readiness. */
export type Probe = {
  /** For name, TCP, CONNECT and TLS together. */
  readonly milliseconds: number
  /**
   * What the authorities above the server's certificate are called, the issuer of the certificate first: organization, else common name. Null for plain
   * HTTP.
   */
  readonly issuers: readonly string[] | null
  /** Why the certificate is not trusted, in Node's code; null where it is. SECURITY: nothing was sent then. */
  readonly distrust: string | null
  /** The `Date` header of the answer to an unsigned `GET /`; null where there was none. */
  readonly date: string | null
}

/**
 * The one way out of this process for a connection: only to the hosts on its list, through its proxy, trusting its authorities.
 */
export type Door = {
  /** What may be contacted through it. */
  readonly contacts: readonly Contact[]
  /** For the AWS access (transport.ts): the caller writes the ledger. */
  readonly handler: NodeHttpHandler
  /** For clients of sign-in services and for the SDK's credential providers: writes the ledger itself. */
  readonly signInHandler: NodeHttpHandler
  /**
   * Goes to one of the contacts as a call would, without credentials, and tells what it saw. A certificate that is not trusted is no failure here.
   * `host` has no `*`. Errors: those of the way to AWS (`name-not-found`, `proxy-refused`, `no-network`, `egress-refused`, …), `cancelled`.
   */
  probe(
    to: Pick<Contact, 'host' | 'port' | 'protocol'>,
    signal?: AbortSignal,
  ): Promise<Outcome<Probe>>
  /** Ends the connections as soon as none has a request under way. */
  close(): void
}

/** Errors: `authority-unreadable`, `invalid-input`. */
export type OpenDoor = (deps: DoorDeps) => Outcome<Door>
