import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import type { Sleep } from '../../aws/limiter.ts'
import type { PortalPlace } from '../identity-ports.ts'
import type { KeptSignIns, SignInToken } from './kept-sign-in.ts'
import { openOidc } from './oidc.ts'
import { patiently } from './patience.ts'

/** Renewed when it ends within this time. */
const renewBeforeMs = 5 * 60_000

/** After these the sign-in is over for good: its refresh token or its registration is worth nothing any more. */
const over: ReadonlySet<string> = new Set([
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'expired_token',
  'access_denied',
])

/** The access tokens of all connections, renewed once for all who need one. */
export type Tokens = ReturnType<typeof createTokens>

export function createTokens(deps: {
  readonly kept: KeptSignIns
  readonly clock: () => number
  readonly sleep: Sleep
}) {
  const { kept, clock, sleep } = deps
  const renewing = new Map<string, Promise<Outcome<string>>>()

  /** Forgets a token, unless another one has taken its place. The registration stays. */
  function drop(at: PortalPlace, token: SignInToken): void {
    if (kept.read(at).token?.accessToken === token.accessToken) kept.change(at, { token: null })
  }

  function renew(at: PortalPlace, token: SignInToken): Promise<Outcome<string>> {
    const under = renewing.get(at.connectionId)
    if (under) return under
    const renewal = renewOnce(at, token).finally(() => renewing.delete(at.connectionId))
    renewing.set(at.connectionId, renewal)
    return renewal
  }

  async function renewOnce(at: PortalPlace, token: SignInToken): Promise<Outcome<string>> {
    const { refreshToken, registration } = token
    if (refreshToken === null) {
      drop(at, token)
      return fail(failureOf('sign-in-needed'))
    }
    const oidc = openOidc(at, clock)
    const answer = await patiently(
      () => oidc.token(registration, { kind: 'refresh', refreshToken }),
      sleep,
    )
    if (!answer.ok) {
      if (answer.word === null || !over.has(answer.word)) return fail(answer.error)
      drop(at, token)
      return fail(failureOf('sign-in-needed'))
    }
    // Meanwhile the person may have signed out, or in again: what came then is not overwritten.
    const now = kept.read(at).token
    if (now === null) return fail(kept.missing(at.connectionId))
    if (now.accessToken !== token.accessToken) return succeed(now.accessToken)
    const saved = kept.change(at, { token: answer.value })
    return saved.ok ? succeed(answer.value.accessToken) : saved
  }

  return {
    /**
     * A token that is good for some minutes, renewed where it must be. Errors: `sign-in-needed`, `locked`, and those of the network
     * where the kept token has ended and cannot be renewed.
     */
    async current(at: PortalPlace): Promise<Outcome<string>> {
      const { token } = kept.read(at)
      if (token === null) return fail(kept.missing(at.connectionId))
      const leftMs = token.endsAt - clock()
      if (leftMs > renewBeforeMs) return succeed(token.accessToken)
      // Without a refresh token it is used to its end.
      if (token.refreshToken === null && leftMs > 0) return succeed(token.accessToken)
      const renewed = await renew(at, token)
      const ended = renewed.ok || renewed.error.code === 'sign-in-needed' || token.endsAt <= clock()
      return ended ? renewed : succeed(token.accessToken)
    },

    /** Another token, after the portal did not accept `refused`. Errors: `token-revoked`, `locked`, and those of the network. */
    async instead(at: PortalPlace, refused: string): Promise<Outcome<string>> {
      const { token } = kept.read(at)
      if (token === null) return fail(kept.missing(at.connectionId))
      if (token.accessToken !== refused) return succeed(token.accessToken)
      const renewed = await renew(at, token)
      const revoked = !renewed.ok && renewed.error.code === 'sign-in-needed'
      return revoked ? fail(failureOf('token-revoked')) : renewed
    },

    /** Forgets a token that was refused for good. */
    revoked(at: PortalPlace, refused: string): void {
      const { token } = kept.read(at)
      if (token?.accessToken === refused) drop(at, token)
    },

    /** Resolves when no renewal of this connection is under way. */
    async settled(connectionId: string): Promise<void> {
      await renewing.get(connectionId)
    },
  }
}
