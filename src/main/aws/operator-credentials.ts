import type { Instant } from '../../shared/domain/accounts.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import type { SigningCredentials } from './signing.ts'

/** Where the operator's credentials come from: any AWS SDK credential provider. */
export type CredentialSource = (properties?: {
  forceRefresh?: boolean
}) => Promise<SigningCredentials>

/** Thrown by a source that knows why there are no credentials. The error catalogue passes the failure on as it is. */
export class CredentialsRefused extends Error {
  override readonly name = 'CredentialsRefused'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** When credentials end, or what they are renewed with by themselves does; null where that is not said. */
export function endOf({ expiration, renewableUntil }: SigningCredentials): Instant | null {
  const end = renewableUntil === undefined ? expiration : renewableUntil
  return end?.toISOString() ?? null
}

/** Fetched anew when they end within this time. */
const renewBeforeMs = 5 * 60_000

/** The operator's credentials, fetched once for all calls and again when they end or AWS says that they did. */
export type OperatorCredentials = {
  /** Rejects with whatever the source rejects with. */
  current(): Promise<SigningCredentials>
  /** Fetches again, after AWS refused `refused`. True where other credentials came. */
  renewed(refused: SigningCredentials): Promise<boolean>
  /** What was last fetched. */
  held(): SigningCredentials | null
  /** Forgets them. */
  drop(): void
}

export function createOperatorCredentials(
  source: CredentialSource,
  now: () => number,
): OperatorCredentials {
  let held: SigningCredentials | null = null
  let fetching: Promise<SigningCredentials> | null = null

  function fetchOnce(forceRefresh: boolean): Promise<SigningCredentials> {
    // A source may throw before it returns a promise.
    fetching ??= Promise.resolve()
      .then(() => source(forceRefresh ? { forceRefresh } : {}))
      .then((fetched) => {
        const same =
          held !== null &&
          fetched.accessKeyId === held.accessKeyId &&
          fetched.sessionToken === held.sessionToken
        // Keep the object where nothing changed: signers are kept by it.
        held =
          same && held !== null && fetched.expiration?.getTime() === held.expiration?.getTime()
            ? held
            : fetched
        return held
      })
      .finally(() => {
        fetching = null
      })
    return fetching
  }

  return {
    async current() {
      if (held && (!held.expiration || held.expiration.getTime() - now() > renewBeforeMs)) {
        return held
      }
      return fetchOnce(false)
    },
    async renewed(refused) {
      if (held && held !== refused) return true
      const fresh = await fetchOnce(true)
      return fresh !== refused
    },
    held: () => held,
    drop() {
      held = null
    },
  }
}

/** The operator's credentials by session name, each kept from its first use on. */
export function createOperators(
  sourceOf: (sessionName: string | null) => CredentialSource,
  now: () => number,
): { of(sessionName: string | null): OperatorCredentials; drop(): void } {
  const known = new Map<string | null, OperatorCredentials>()
  return {
    of(sessionName) {
      const operator =
        known.get(sessionName) ??
        createOperatorCredentials((properties) => sourceOf(sessionName)(properties), now)
      known.set(sessionName, operator)
      return operator
    },
    drop() {
      for (const operator of known.values()) operator.drop()
    },
  }
}
