import { X509Certificate } from 'node:crypto'
import { open } from 'node:fs/promises'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { certificatesIn } from '../../egress/authorities.ts'
import type { ShellServices } from '../../shell-services.ts'
import { subjectsIn } from './connection-changes.ts'

/** Certificates to trust, and who they are. */
export type CaBundle = { readonly pem: string; readonly subjects: string[] }

/** More than the bundles of operating systems; bytes. */
const mostBytes = 500_000

/**
 * Reads a file of certificates that the person picks, in PEM or DER; null where they picked none.
 *
 * SECURITY: only the certificates are handed on: such files hold private keys beside them.
 *
 * Errors: `authority-unreadable`.
 */
export async function chooseCaBundle({
  chooseFile,
}: Pick<ShellServices, 'chooseFile'>): Promise<Outcome<CaBundle | null>> {
  const path = await chooseFile({
    title: 'Choose the certificates to trust',
    extensions: ['pem', 'crt', 'cer', 'der'],
  })
  if (path === null) return succeed(null)
  const bytes = await bytesOf(path)
  if (!bytes.ok) return bytes
  const certificates = certificatesIn(pemOf(bytes.value))
  if (!certificates.ok) return certificates
  const pem = certificates.value.map(String).join('')
  return succeed({ pem, subjects: subjectsIn(pem) ?? [] })
}

async function bytesOf(path: string): Promise<Outcome<Buffer>> {
  try {
    const file = await open(path)
    try {
      // One more than it may have: a device would never end.
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(mostBytes + 1) })
      return bytesRead > mostBytes
        ? unreadable('it is too large')
        : succeed(buffer.subarray(0, bytesRead))
    } finally {
      await file.close()
    }
  } catch (error) {
    return unreadable((error as NodeJS.ErrnoException).code ?? 'unknown error')
  }
}

/** What is not PEM may be one certificate in DER. */
function pemOf(bytes: Buffer): string {
  const text = bytes.toString('latin1')
  if (text.includes('-----BEGIN')) return text
  try {
    return new X509Certificate(bytes).toString()
  } catch {
    return text
  }
}

function unreadable(why: string): Outcome<never> {
  return fail(failureOf('authority-unreadable', { message: `The file cannot be read: ${why}.` }))
}
