import { ExemptionDraft } from '../../../shared/domain/exemptions.ts'
import type { FindingKind } from '../../../shared/domain/findings.ts'

/** An exemption as it is typed: text, and a day instead of an instant. */
export type TypedExemption = {
  readonly kinds: readonly FindingKind[]
  readonly owner: string
  readonly reason: string
  readonly ticket: string
  /** `2027-01-31`, the last day it counts. */
  readonly lastDay: string
}
export type ExemptionField = 'kinds' | 'owner' | 'reason' | 'ticket' | 'expiresAt'

/** The last day (in UTC) on which an exemption counts: what was typed, read back. */
export function lastDayOf({ expiresAt }: { readonly expiresAt: string }): string {
  return new Date(Date.parse(expiresAt) - 1).toISOString().slice(0, 10)
}

/**
 * Reads what was typed. The last day counts whole: the exemption ends at the midnight (UTC) after it.
 * Where something is wrong there is a sentence for each field in place of the draft.
 */
export function draftFrom(
  accountId: string,
  typed: TypedExemption,
  now: number,
): {
  readonly draft: ExemptionDraft | null
  readonly faults: Readonly<Partial<Record<ExemptionField, string>>>
} {
  const lastDay = Date.parse(`${typed.lastDay}T00:00:00.000Z`)
  const end = lastDay + 24 * 3600_000
  const expiresAt = Number.isNaN(lastDay) ? '' : new Date(end).toISOString()
  const { kinds, owner, reason, ticket } = typed
  const parsed = ExemptionDraft.safeParse({ accountId, kinds, owner, reason, ticket, expiresAt })

  const faults: Partial<Record<ExemptionField, string>> = {}
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      faults[issue.path[0] as ExemptionField] ??= issue.message
    }
  }
  if (Number.isNaN(lastDay)) faults.expiresAt = 'give the last day'
  else if (end <= now) faults.expiresAt = 'the last day is over already'
  const draft = parsed.success && Object.keys(faults).length === 0 ? parsed.data : null
  return { draft, faults }
}
