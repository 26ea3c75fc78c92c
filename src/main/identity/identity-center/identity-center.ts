import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { SignInMeans } from '../../../shared/domain/sign-in.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import type { IdentityCenter, PortalPlace, Secrets } from '../identity-ports.ts'
import { signInWithBrowser } from './browser-sign-in.ts'
import { signInWithDevice } from './device-sign-in.ts'
import type { Flow, FlowDeps } from './flow.ts'
import { keptSignIns, type Registration } from './kept-sign-in.ts'
import { openOidc, type Oidc } from './oidc.ts'
import { patiently } from './patience.ts'
import { createPortal } from './portal.ts'
import { roleCredentialSource } from './role-credentials.ts'
import { createTokens } from './tokens.ts'

export type IdentityCenterDeps = FlowDeps & { readonly secrets: Secrets }

/** A registration that ends sooner is not used for a new sign-in, which would lose its renewal with it: a day, milliseconds. */
const registrationLeftMs = 86_400_000

const flows: Readonly<Record<SignInMeans, Flow>> = {
  browser: signInWithBrowser,
  device: signInWithDevice,
}

/**
 * IAM Identity Center: signing in, the tokens, and what they open (fact sheet 4).
 *
 * SECURITY: client secrets, codes, verifiers and tokens stay in this folder and in `Secrets`. The log gets codes of failures, never an
 * error of the SDK: such a one carries the answer.
 */
export function createIdentityCenter(deps: IdentityCenterDeps): IdentityCenter {
  const { secrets, clock, sleep, openBrowser, log } = deps
  const kept = keptSignIns(secrets)
  const tokens = createTokens({ kept, clock, sleep })
  const portal = createPortal({ tokens, sleep })
  /** The page of the sign-in under way, and whose it is: one that is cancelled ends a little later. */
  let shown: { readonly page: string; readonly signal: AbortSignal } | null = null

  /** The kept registration where it is good for long enough, else a new one, which is kept. */
  async function registered(
    at: PortalPlace,
    means: SignInMeans,
    oidc: Oidc,
    signal: AbortSignal,
  ): Promise<Outcome<{ registration: Registration; reused: boolean }>> {
    const known = kept.read(at).registrations[means]
    if (known && known.endsAt - clock() > registrationLeftMs) {
      return succeed({ registration: known, reused: true })
    }
    const fresh = await patiently(() => oidc.register(means), sleep, signal)
    if (!fresh.ok) return fresh
    const registrations = { ...kept.read(at).registrations, [means]: fresh.value }
    const saved = kept.change(at, { registrations })
    return saved.ok ? succeed({ registration: fresh.value, reused: false }) : saved
  }

  function forgetRegistration(at: PortalPlace, means: SignInMeans): void {
    const { [means]: _forgotten, ...registrations } = kept.read(at).registrations
    kept.change(at, { registrations })
  }

  async function signIn(
    asked: Parameters<IdentityCenter['signIn']>[0],
    attempt = 1,
  ): Promise<Outcome<null>> {
    const { means, onStep, signal } = asked
    const oidc = openOidc(asked, clock, signal)
    const ours = await registered(asked, means, oidc, signal)
    if (!ours.ok) return ours
    const { registration, reused } = ours.value
    const onPage = (page: string) => {
      shown = { page, signal }
    }
    const answer = await flows[means]({ oidc, registration, onStep, onPage, signal }, deps)
    if (answer.ok) return kept.change(asked, { token: answer.value })
    // AWS may have forgotten the registration, which the browser shows to the person and does not tell us.
    if (reused && answer.error.code !== 'sign-in-denied') {
      forgetRegistration(asked, means)
      if (answer.word === 'invalid_client' && attempt === 1) return signIn(asked, attempt + 1)
    }
    return fail(answer.error)
  }

  function note(message: string, region: string, failure: Failure | null): void {
    const facts = { region, code: failure?.code ?? null, requestId: failure?.requestId ?? null }
    log.info('sign-in', message, facts)
  }

  return {
    async signIn(asked) {
      const { signal, means, way } = asked
      try {
        const outcome = await signIn(asked)
        const ended = !outcome.ok && signal.aborted ? fail(failureOf('cancelled')) : outcome
        note(
          `${means} sign-in ${ended.ok ? 'done' : 'ended'}`,
          way.region,
          ended.ok ? null : ended.error,
        )
        return ended
      } finally {
        if (shown?.signal === signal) shown = null
      }
    },

    async openAgain() {
      if (shown === null) {
        const message = 'No sign-in is under way whose page could be opened.'
        return fail(failureOf('not-found', { message }))
      }
      const opened = await openBrowser(shown.page).catch(() => false)
      return opened ? succeed(undefined) : fail(failureOf('browser-not-opened'))
    },

    accounts: portal.accounts,
    roles: portal.roles,

    credentials: (at, accountId, roleName) =>
      roleCredentialSource(
        { portal, at, accountId, roleName },
        { isSignedIn: () => kept.read(at).token !== null, clock },
      ),

    standing(connectionId) {
      const token = kept.tokenOf(connectionId)
      const renewable = token?.refreshToken !== null && token !== null
      return {
        signedIn: token !== null && (renewable || token.endsAt > clock()),
        renewal: renewable ? 'automatic' : 'sign-in',
      }
    },

    async signOut(at) {
      await tokens.settled(at.connectionId)
      const elsewhere = kept.tokenOf(at.connectionId) !== null && kept.read(at).token === null
      const ended = elsewhere ? fail(cameFromElsewhere) : await portal.logout(at)
      kept.forget(at.connectionId)
      const failure = ended.ok || over.has(ended.error.code) ? null : ended.error
      note(failure === null ? 'signed out' : 'signed out here alone', at.way.region, failure)
      return failure === null ? succeed(null) : fail(signedOutHere(failure))
    },
  }
}

/** There is no sign-in, or AWS has ended it already. */
const over: ReadonlySet<Failure['code']> = new Set(['token-revoked', 'sign-in-needed'])

/** The door leads to where the connection is now; the token would not be sent there in any case. */
const cameFromElsewhere = failureOf('sign-in-refused', {
  message: 'It came from another start URL or Region than the connection names now.',
})

function signedOutHere(failure: Failure): Failure {
  return {
    ...failure,
    message: `The sign-in is forgotten on this computer, but was not ended at AWS. ${failure.message}`,
    retryable: false,
    remedy:
      'It ends by itself within hours; an administrator of IAM Identity Center can end your sessions at once.',
  }
}
