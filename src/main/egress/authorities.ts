import { X509Certificate } from 'node:crypto'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'

/** The certificates of a PEM text. Errors: `authority-unreadable` where there is none, or one of them is broken. */
export function certificatesIn(pem: string): Outcome<readonly X509Certificate[]> {
  const begun = pem.match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0
  if (begun === 0) return fail(failureOf('authority-unreadable'))
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  if (blocks.length !== begun) return unreadable('a certificate does not end')
  const certificates: X509Certificate[] = []
  for (const block of blocks) {
    try {
      certificates.push(new X509Certificate(block))
    } catch {
      return unreadable(`certificate ${certificates.length + 1} of ${begun} is broken`)
    }
  }
  return succeed(certificates)
}

/**
 * Whom connections trust: the default authorities and those of the bundle. Undefined for the default ones alone. Built once for a door, since
 * it takes some ten milliseconds. Errors: `authority-unreadable`.
 */
export function authoritiesWith(caBundle: string | null): Outcome<SecureContext | undefined> {
  if (caBundle === null) return succeed(undefined)
  const added = certificatesIn(caBundle)
  if (!added.ok) return added
  const ca = [...getCACertificates('default'), ...added.value.map(String)]
  return succeed(createSecureContext({ ca }))
}

function unreadable(why: string): Outcome<never> {
  return fail(
    failureOf('authority-unreadable', {
      message: `The CA bundle of this connection cannot be read: ${why}.`,
    }),
  )
}
