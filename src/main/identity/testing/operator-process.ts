import { CreateTokenCommand } from '@aws-sdk/client-sso-oidc'
import type { ConnectionSettings, GivenSecrets } from '../../../shared/domain/connections.ts'
import { guardProcess } from '../../egress/process-guard.ts'
import { until } from '../../procedures/testing/deletion-trial.ts'
import { noShell } from '../../shell-services.ts'
import { openWorkstation, required } from '../../testing/trial.ts'
import type { KeptSignIn } from '../identity-center/kept-sign-in.ts'
import { openOidcClient } from '../identity-center/sso-clients.ts'
import { openKeyring } from './sign-in-desk.ts'

/**
 * A process of its own, guarded as the entry points are: an operator signs in and audits the organization until it is killed; or an error of the SDK is thrown that
 * nobody catches.
 *
 * Arguments: data folder, `audit` or `throw`, settings and secrets of the connection as JSON. Tells its parent the page to answer, and when it is at work.
 */
const [home = '', task = '', asked = '{}'] = process.argv.slice(2)
guardProcess()
const { keyStore, given } = openKeyring()
const workstation = openWorkstation(
  home,
  {},
  {
    ...noShell,
    keyStore,
    consent: () => Promise.resolve(true),
    openBrowser: (page) => Promise.resolve(process.send?.({ page }) ?? false),
  },
)
const { handlers, session, audits, store } = workstation
const { settings, secrets } = JSON.parse(asked) as {
  settings: ConnectionSettings
  secrets: GivenSecrets
}
const { id: connectionId } = required(
  await handlers.connections.save({ id: null, settings, secrets }),
)
required(await handlers.signIn.begin({ connectionId, means: 'browser' }))
await until(() => session.snapshot().connectionState === 'connected')
const run = required(audits.start({ kind: 'organization' }, false))
if (task === 'throw') {
  await audits.activeRun()?.finished
  const open = session.open()
  const { signIn: way, endpoints } = settings
  if (!open || way.kind !== 'identity-center') throw new Error('nobody is signed in')
  // What was sealed: the name, and the secret.
  const sealed = given().findLast((text) => text.includes('refreshToken')) ?? ''
  const [, kept] = JSON.parse(sealed) as [name: string, secret: string]
  const { token } = JSON.parse(kept) as Pick<KeptSignIn, 'token'>
  const grant = {
    clientId: token?.registration.clientId,
    clientSecret: token?.registration.clientSecret,
    refreshToken: token?.refreshToken ?? undefined,
    grantType: 'no-such-grant',
  }
  void openOidcClient({ way, endpoints, door: open.door }).send(new CreateTokenCommand(grant))
} else {
  await until(() => (audits.progress(null)?.done ?? 0) > 0)
  store.ledger.flush()
  process.send?.({ working: run.id })
}
