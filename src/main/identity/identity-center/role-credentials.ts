import type { AccountId } from '../../../shared/domain/accounts.ts'
import { CredentialsRefused, type CredentialSource } from '../../aws/operator-credentials.ts'
import type { SigningCredentials } from '../../aws/signing.ts'
import type { PortalPlace } from '../identity-ports.ts'
import type { Portal } from './portal.ts'

/** Fetched anew when they end within this time. */
const renewBeforeMs = 5 * 60_000

/**
 * Credentials of a role, fetched once for all who ask and anew before they end. Rejects with `CredentialsRefused`.
 *
 * SECURITY: `isSignedIn` is asked each time, so that nothing is handed out of memory after a sign-out or behind the lock.
 */
export function roleCredentialSource(
  asked: {
    readonly portal: Portal
    readonly at: PortalPlace
    readonly accountId: AccountId
    readonly roleName: string
  },
  { isSignedIn, clock }: { readonly isSignedIn: () => boolean; readonly clock: () => number },
): CredentialSource {
  let held: (SigningCredentials & { readonly expiration: Date }) | null = null
  let fetching: Promise<SigningCredentials> | null = null

  async function fetch(): Promise<SigningCredentials> {
    const fetched = await asked.portal.roleCredentials(asked.at, asked.accountId, asked.roleName)
    held = fetched.ok ? fetched.value : null
    if (!fetched.ok) throw new CredentialsRefused(fetched.error)
    return fetched.value
  }

  return async ({ forceRefresh = false } = {}) => {
    if (!isSignedIn()) held = null
    if (held && !forceRefresh && held.expiration.getTime() - clock() > renewBeforeMs) return held
    fetching ??= fetch().finally(() => {
      fetching = null
    })
    return fetching
  }
}
