import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { listenForCallback, type CallbackAnswer } from './callback-server.ts'
import { ended, refused, type Flow } from './flow.ts'
import type { OidcAnswer } from './oidc.ts'
import { patiently } from './patience.ts'
import { authorizationPage, createProof } from './pkce.ts'

/** How long the person has, milliseconds: as the AWS CLI, and AWS's own page (fact sheet 4.3). */
const patienceMs = 600_000

/** Authorization code with PKCE and a callback to this computer, as the AWS CLI does it (fact sheet 4.3). */
export const signInWithBrowser: Flow = async (
  { oidc, registration, onStep, onPage, signal },
  { clock, sleep, randomBytes, openBrowser, log },
) => {
  const proof = createProof(randomBytes)
  const listening = await listenForCallback(proof.state)
  if (!listening.ok) return refused(listening.error)
  const callback = listening.value
  const { redirectUri } = callback
  try {
    // A browser that opens after a cancellation would ask for nobody.
    if (signal.aborted) return ended(signal)
    const page = authorizationPage({
      authorizeUrl: oidc.authorizeUrl(),
      clientId: registration.clientId,
      redirectUri,
      proof,
    })
    onPage(page)
    onStep({
      state: 'waiting',
      until: new Date(clock() + patienceMs).toISOString(),
      verification: null,
    })
    const answer = await firstOf(
      callback.answer,
      unopened(openBrowser(page)),
      (ending) => sleep(patienceMs, ending),
      signal,
    )
    if (answer === null) return ended(signal)
    if (answer.kind === 'unopened') return refused(failureOf('browser-not-opened'))
    if (answer.kind === 'error') return refusedInBrowser(answer.error)
    onStep({ state: 'finishing' })
    const grant = {
      kind: 'code',
      code: answer.code,
      redirectUri,
      verifier: proof.verifier,
    } as const
    return await patiently(() => oidc.token(registration, grant), sleep, signal)
  } finally {
    if (callback.turnedAway() > 0) {
      log.info('sign-in', 'requests to the callback were turned away', {
        count: callback.turnedAway(),
      })
    }
    await callback.close()
  }
}

type Unopened = { readonly kind: 'unopened' }

/** Null where nobody answered before the time was over, or the signal came. */
async function firstOf(
  answer: Promise<CallbackAnswer>,
  failing: Promise<Unopened>,
  wait: (ending: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<CallbackAnswer | Unopened | null> {
  const answered = new AbortController()
  try {
    return await Promise.race([
      answer,
      failing,
      wait(AbortSignal.any([signal, answered.signal])).then(() => null),
    ])
  } finally {
    answered.abort()
  }
}

/** Pending for as long as the browser may be open: some systems say so only when it is closed. */
function unopened(opening: Promise<boolean>): Promise<Unopened> {
  return new Promise((resolve) => {
    const judge = (opened: boolean) => {
      if (!opened) resolve({ kind: 'unopened' })
    }
    opening.then(judge, () => judge(false))
  })
}

/** SECURITY: OAuth's word is kept as a code where it is one; the description beside it is anybody's text. */
function refusedInBrowser(word: string): OidcAnswer<never> {
  if (word === 'access_denied') return refused(failureOf('sign-in-denied'), word)
  const awsCode = /^[a-z_]{1,40}$/.test(word) ? word : undefined
  return refused(failureOf('sign-in-refused', { awsCode }), word)
}
