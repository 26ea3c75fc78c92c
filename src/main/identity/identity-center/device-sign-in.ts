import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { ended, refused, type Flow } from './flow.ts'
import { mayPass, patiently } from './patience.ts'

/** The longest that is waited, seconds. */
const limitSeconds = 600
/** What is waited longer after each `slow_down`, seconds (RFC 8628). */
const slowerSeconds = 5

/** A code that is typed in a browser anywhere (RFC 8628). Trouble on the way is ridden out until the time is over. */
export const signInWithDevice: Flow = async (
  { oidc, registration, onStep, onPage, signal },
  { clock, sleep },
) => {
  const started = await patiently(() => oidc.startDevice(registration), sleep, signal)
  if (!started.ok) return started
  const { deviceCode, verification, expiresIn, interval } = started.value
  const until = clock() + Math.min(limitSeconds, expiresIn) * 1000
  onPage(verification.urlWithCode)
  onStep({ state: 'waiting', until: new Date(until).toISOString(), verification })

  // No pause goes beyond the end: a timer that is too long ends at once, and AWS would be asked without one.
  let pauseSeconds = Math.min(Math.max(1, interval), limitSeconds)
  // What the last question met, where it was not the person's silence.
  let trouble = failureOf('sign-in-late')
  for (;;) {
    await sleep(pauseSeconds * 1000, signal)
    if (signal.aborted) return ended(signal)
    if (clock() >= until) return refused(trouble)
    const answer = await oidc.token(registration, { kind: 'device', deviceCode })
    if (signal.aborted) return ended(signal)
    if (answer.ok) {
      onStep({ state: 'finishing' })
      return answer
    }
    const pending = answer.word === 'authorization_pending' || answer.word === 'slow_down'
    if (!pending && !mayPass(answer.error)) return answer
    if (answer.word === 'slow_down') pauseSeconds += slowerSeconds
    trouble = pending ? failureOf('sign-in-late') : answer.error
  }
}
