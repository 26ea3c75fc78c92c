import { z } from 'zod'
import type { RootCredentials } from './credentials.ts'

export const findingKinds = [
  'access-key',
  'password-without-mfa',
  'password',
  'signing-certificate',
  'residual-mfa',
] as const
export const FindingKind = z.enum(findingKinds)
export type FindingKind = z.infer<typeof FindingKind>

export const severities = ['critical', 'high', 'low'] as const
export const Severity = z.enum(severities)
export type Severity = z.infer<typeof Severity>

/** One reason why an account is not compliant. */
export const Finding = z.strictObject({
  kind: FindingKind,
  severity: Severity,
  /** One sentence for people: what is there. */
  summary: z.string(),
  /** The items behind it (access key IDs, serial numbers, certificate IDs); empty for passwords. */
  items: z.array(z.string()),
})
export type Finding = z.infer<typeof Finding>

/** How bad each kind is (design section 2). */
export const severityOf = {
  'access-key': 'critical',
  'password-without-mfa': 'critical',
  password: 'high',
  'signing-certificate': 'high',
  'residual-mfa': 'low',
} as const satisfies Record<FindingKind, Severity>

/**
 * Draws the findings from what was seen, worst first.
 *
 * A password is either `password` or `password-without-mfa`, never both. MFA devices are a finding only
 * where they are all that is left. Presence flags decide; details add the items.
 */
export function findingsOf(credentials: RootCredentials): Finding[] {
  const { present, details } = credentials
  const found: Finding[] = []
  if (present.accessKeys) {
    const items = details?.accessKeys.map((key) => key.id) ?? []
    found.push(
      finding(
        'access-key',
        items,
        items.length > 1 ? 'Root has two access keys' : 'Root has an access key',
      ),
    )
  }
  if (present.password && !present.mfaDevices) {
    found.push(finding('password-without-mfa', [], 'Root has a console password and no MFA device'))
  }
  if (present.password && present.mfaDevices) {
    found.push(finding('password', [], 'Root has a console password, protected by MFA'))
  }
  if (present.signingCertificates) {
    const items = details?.signingCertificates.map((certificate) => certificate.id) ?? []
    found.push(finding('signing-certificate', items, 'Root has a signing certificate'))
  }
  if (
    present.mfaDevices &&
    !present.password &&
    !present.accessKeys &&
    !present.signingCertificates
  ) {
    const items = details?.mfaDevices.map((device) => device.serialNumber) ?? []
    found.push(
      finding(
        'residual-mfa',
        items,
        'An MFA device is left on a root user with no other credentials',
      ),
    )
  }
  return found
}

function finding(kind: FindingKind, items: string[], summary: string): Finding {
  return { kind, severity: severityOf[kind], summary, items }
}
