import type { ConnectionSettings } from '../../../shared/domain/connections.ts'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { partitionOfRegion } from '../../../shared/domain/region-names.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { certificatesIn } from '../../egress/authorities.ts'
import { isTrustedEndpoint } from '../../egress/contacts.ts'
import { plainLine } from '../../plain-line.ts'
import { endpointLabels } from './connection-changes.ts'

/**
 * Settings as they are kept, after what a schema cannot check. The sentence of a failure names the field.
 *
 * SECURITY: a name holds nothing that cannot be seen: it would look like another connection's, and be another. Nothing that a URL can hide stays in: user and password, a path that another service would answer. Of the text of a CA bundle only the
 * certificates stay: files hold private keys beside them.
 *
 * Errors: `invalid-input`, `authority-unreadable`.
 */
export function checkSettings(settings: ConnectionSettings): Outcome<ConnectionSettings> {
  const name = plainLine(settings.name, settings.name.length)
  const flaw =
    (name === '' ? 'Name: nothing of it can be seen.' : null) ??
    flawOfSignIn(settings) ??
    flawOfRegion('Region', settings.region, settings.partition) ??
    flawOfEndpoints(settings) ??
    flawOfProxy(settings) ??
    flawOfHopRole(settings)
  if (flaw !== null) return fail(failureOf('invalid-input', { message: flaw }))
  if (settings.caBundle === null) return succeed({ ...settings, name })
  const certificates = certificatesIn(settings.caBundle)
  if (!certificates.ok) return certificates
  return succeed({ ...settings, name, caBundle: certificates.value.map(String).join('') })
}

function flawOfSignIn({ signIn, partition }: ConnectionSettings): string | null {
  if (signIn.kind === 'practice') {
    return 'Sign-in: the practice organization is always there and is not kept.'
  }
  if (signIn.kind === 'profile' && signIn.profile.length > 200) {
    return `Profile: the name ${signIn.profile.slice(0, 40)}… is longer than 200 characters.`
  }
  if (signIn.kind !== 'identity-center') return null
  const url = new URL(signIn.startUrl)
  if (!isTrustedEndpoint(signIn.startUrl)) return 'Start URL: it begins with https://.'
  if (url.username !== '' || url.password !== '') {
    return 'Start URL: no user and no password belong into it.'
  }
  return flawOfRegion('Region of the Identity Center', signIn.region, partition)
}

function flawOfRegion(field: string, region: string | null, partition: string): string | null {
  if (region === null || partitionOfRegion(region) === partition) return null
  return `${field}: ${region} does not lie in the partition ${partition}.`
}

function flawOfEndpoints({ endpoints }: ConnectionSettings): string | null {
  for (const [name, label] of endpointLabels) {
    const url = endpoints[name]
    if (url === null) continue
    const flaw = flawOfAddress(url)
    if (flaw !== null) return `${label}: ${flaw}`
    if (!isTrustedEndpoint(url)) {
      return `${label}: plain HTTP is for endpoints on this computer alone; use https://.`
    }
  }
  return null
}

function flawOfProxy({ proxy }: ConnectionSettings): string | null {
  const flaw = proxy === null ? null : flawOfAddress(proxy.url)
  return flaw === null ? null : `Proxy: ${flaw}`
}

/** An address is a scheme, a host and a port. */
function flawOfAddress(text: string): string | null {
  const { username, password, pathname, search, hash } = new URL(text)
  if (username !== '' || password !== '') return 'no user and no password belong into the address.'
  return pathname !== '/' || search !== '' || hash !== '' || /[?#]/.test(text)
    ? 'the address ends with the host or the port; no path belongs to it.'
    : null
}

function flawOfHopRole({ hopRole, partition }: ConnectionSettings): string | null {
  if (hopRole === null) return null
  const [, inArn] = hopRole.roleArn.split(':')
  return inArn === partition
    ? null
    : `Role on the way: it lies in the partition ${inArn}, and the connection in ${partition}.`
}
