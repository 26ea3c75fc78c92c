import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import type { Failure } from '../../../shared/domain/failure.ts'
import type { Sleep } from '../../aws/limiter.ts'
import type { Log } from '../../log.ts'
import type { SignInStep } from '../identity-ports.ts'
import type { Registration, SignInToken } from './kept-sign-in.ts'
import type { Oidc, OidcAnswer } from './oidc.ts'
import type { RandomBytes } from './pkce.ts'

/** What the sign-ins need from around them. */
export type FlowDeps = {
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly sleep: Sleep
  readonly randomBytes: RandomBytes
  /** Opens a page in the browser of the system; false where it could not. */
  readonly openBrowser: (url: string) => Promise<boolean>
  readonly log: Log
}

/** One way to a token, from a registration on. */
export type Flow = (
  asked: {
    readonly oidc: Oidc
    readonly registration: Registration
    readonly onStep: (step: SignInStep) => void
    /** Gets the page that the person has to see. */
    readonly onPage: (page: string) => void
    readonly signal: AbortSignal
  },
  deps: FlowDeps,
) => Promise<OidcAnswer<SignInToken>>

export function refused(error: Failure, word: string | null = null): OidcAnswer<never> {
  return { ok: false, error, word }
}

/** Nobody answered: the signal came, or the time is over. */
export function ended(signal: AbortSignal): OidcAnswer<never> {
  return refused(failureOf(signal.aborted ? 'cancelled' : 'sign-in-late'))
}
