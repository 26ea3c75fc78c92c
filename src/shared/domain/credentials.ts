import { z } from 'zod'
import { Instant } from './accounts.ts'

/** The last use of an access key as IAM reports it; service and Region are `N/A` where IAM says so. */
export const KeyUse = z.strictObject({ at: Instant, service: z.string(), region: z.string() })
export type KeyUse = z.infer<typeof KeyUse>

export const AccessKey = z.strictObject({
  id: z.string(),
  status: z.string(),
  createdAt: Instant.nullable(),
  lastUsed: KeyUse.nullable(),
})
export type AccessKey = z.infer<typeof AccessKey>

export const MfaDevice = z.strictObject({ serialNumber: z.string(), enabledAt: Instant.nullable() })
export type MfaDevice = z.infer<typeof MfaDevice>

export const SigningCertificate = z.strictObject({
  id: z.string(),
  status: z.string(),
  uploadedAt: Instant.nullable(),
})
export type SigningCertificate = z.infer<typeof SigningCertificate>

/** The four presence flags of GetAccountSummary: one call answers what is there (fact sheet 2.3). */
export const Presence = z.strictObject({
  password: z.boolean(),
  accessKeys: z.boolean(),
  mfaDevices: z.boolean(),
  signingCertificates: z.boolean(),
})
export type Presence = z.infer<typeof Presence>

/** What the detail calls found. Read only where something is present, or on request. */
export const CredentialDetails = z.strictObject({
  userCreatedAt: Instant.nullable(),
  passwordCreatedAt: Instant.nullable(),
  passwordLastUsed: Instant.nullable(),
  accessKeys: z.array(AccessKey),
  mfaDevices: z.array(MfaDevice),
  signingCertificates: z.array(SigningCertificate),
})
export type CredentialDetails = z.infer<typeof CredentialDetails>

/**
 * What was seen of one account's root user. `details` is null where nothing was present (nothing to
 * detail) or where the detail calls failed: `detailsMissing` tells the two apart.
 */
export const RootCredentials = z.strictObject({
  present: Presence,
  details: CredentialDetails.nullable(),
  detailsMissing: z.boolean(),
})
export type RootCredentials = z.infer<typeof RootCredentials>

/** True where at least one of the four kinds of root credential is present. */
export function hasAny(present: Presence): boolean {
  return present.password || present.accessKeys || present.mfaDevices || present.signingCertificates
}

export type MfaKind = 'virtual' | 'passkey' | 'hardware'

/**
 * The kind of an MFA device, read from its serial: `…:mfa/…` is virtual, `…:u2f/…` a passkey or
 * security key, anything else the serial of a hardware token (fact sheet 2.2, inferred).
 */
export function mfaKind(serialNumber: string): MfaKind {
  if (/^arn:[^:]+:iam::\d{12}:mfa\//.test(serialNumber)) return 'virtual'
  if (/^arn:[^:]+:iam::\d{12}:(u2f|fido)\//.test(serialNumber)) return 'passkey'
  return 'hardware'
}

/** The instant at which the oldest of the credentials came to be; null where none is dated. */
export function oldestCredentialAt(credentials: RootCredentials): Instant | null {
  const { details } = credentials
  if (!details) return null
  const dates = [
    credentials.present.password ? details.passwordCreatedAt : null,
    ...details.accessKeys.map((key) => key.createdAt),
    ...details.mfaDevices.map((device) => device.enabledAt),
    ...details.signingCertificates.map((certificate) => certificate.uploadedAt),
  ].filter((date) => date !== null)
  return dates.length === 0 ? null : dates.reduce((a, b) => (a < b ? a : b))
}

/** The last use of the root user that is known: password or access key; null where none is known. */
export function lastUsedAt(credentials: RootCredentials): Instant | null {
  const { details } = credentials
  if (!details) return null
  const dates = [
    details.passwordLastUsed,
    ...details.accessKeys.map((key) => key.lastUsed?.at ?? null),
  ].filter((date) => date !== null)
  return dates.length === 0 ? null : dates.reduce((a, b) => (a > b ? a : b))
}
