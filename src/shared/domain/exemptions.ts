import { z } from 'zod'
import { AccountId, Instant } from './accounts.ts'
import { FindingKind, type Finding } from './findings.ts'

/** A decision, owned and dated, that certain findings of one account are accepted for a while. */
export const Exemption = z.strictObject({
  id: z.string(),
  accountId: AccountId,
  /** The kinds of finding it covers. */
  kinds: z.array(FindingKind).min(1),
  owner: z.string(),
  reason: z.string(),
  ticket: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  /** Set when somebody withdrew it before its end. */
  revokedAt: Instant.nullable(),
})
export type Exemption = z.infer<typeof Exemption>

/** What a person fills in; every field is asked for. */
export const ExemptionDraft = z.strictObject({
  accountId: AccountId,
  kinds: z.array(FindingKind).min(1, 'choose at least one kind of finding'),
  owner: z.string().trim().min(1, 'name the owner').max(200),
  reason: z.string().trim().min(1, 'give the reason').max(2000),
  ticket: z.string().trim().min(1, 'give the ticket').max(200),
  expiresAt: Instant,
})
export type ExemptionDraft = z.infer<typeof ExemptionDraft>

/** True where the exemption counts at `now`. */
export function isValidAt(exemption: Exemption, now: Instant): boolean {
  return exemption.revokedAt === null && exemption.createdAt <= now && now < exemption.expiresAt
}

/** True where the valid exemptions together cover every finding; never true of no findings. */
export function coverAll(
  exemptions: readonly Exemption[],
  findings: readonly Finding[],
  now: Instant,
): boolean {
  if (findings.length === 0) return false
  const covered = new Set(
    exemptions
      .filter((exemption) => isValidAt(exemption, now))
      .flatMap((exemption) => exemption.kinds),
  )
  return findings.every((finding) => covered.has(finding.kind))
}
