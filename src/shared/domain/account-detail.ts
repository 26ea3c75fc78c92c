import { z } from 'zod'
import { Account, Instant } from './accounts.ts'
import { ControlResult } from './controls.ts'
import type { RootCredentials } from './credentials.ts'
import { Exemption } from './exemptions.ts'
import { Finding } from './findings.ts'
import { FailedAttempt, Observation, Posture } from './posture.ts'

/** A dated statement about the root user of the management account, which no root session can look at. */
export const Attestation = z.strictObject({
  id: z.string(),
  by: z.string(),
  statement: z.string(),
  passwordPresent: z.boolean(),
  mfaEnabled: z.boolean(),
  accessKeysPresent: z.boolean(),
  attestedAt: Instant,
})
export type Attestation = z.infer<typeof Attestation>

export const AttestationDraft = z.strictObject({
  by: z.string().trim().min(1, 'name who attests').max(200),
  statement: z.string().trim().min(1, 'say how it was checked').max(2000),
  passwordPresent: z.boolean(),
  mfaEnabled: z.boolean(),
  accessKeysPresent: z.boolean(),
})
export type AttestationDraft = z.infer<typeof AttestationDraft>

export const Tag = z.strictObject({ key: z.string(), value: z.string() })
export type Tag = z.infer<typeof Tag>

/** Everything the inspector shows of one account. */
export const AccountDetail = z.strictObject({
  revision: z.int(),
  account: Account,
  unitPath: z.string().nullable(),
  posture: Posture,
  /** One sentence that says why this posture. */
  verdict: z.string(),
  findings: z.array(Finding),
  /** The newest successful look. */
  observation: Observation.nullable(),
  /** The newest failed look, where it came after it. */
  failedAttempt: FailedAttempt.nullable(),
  /** Newest first. */
  history: z.array(Observation),
  exemptions: z.array(Exemption),
  controls: z.array(ControlResult),
  /** Null until they were asked for. */
  tags: z.array(Tag).nullable(),
  tagsReadAt: Instant.nullable(),
  /** Management account only. */
  attestation: Attestation.nullable(),
})
export type AccountDetail = z.infer<typeof AccountDetail>

/** What an attestation says of the root user, in the shape of a look. Signing certificates are not asked for. */
export function attestedCredentials(attestation: Attestation): RootCredentials {
  return {
    present: {
      password: attestation.passwordPresent,
      accessKeys: attestation.accessKeysPresent,
      mfaDevices: attestation.mfaEnabled,
      signingCertificates: false,
    },
    details: null,
    detailsMissing: true,
  }
}
