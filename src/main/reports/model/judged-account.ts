import type { Instant } from '../../../shared/domain/accounts.ts'
import type { Tag } from '../../../shared/domain/account-detail.ts'
import type { AccountEvidence } from '../../../shared/domain/evidence.ts'
import type { Finding } from '../../../shared/domain/findings.ts'
import { postureOf, type Posture } from '../../../shared/domain/posture.ts'
import type { UnitNames } from '../../database/inventory.ts'
import { standingAt, type Standing } from './standing.ts'
import type { LookProof } from './look-proof.ts'

/** One account with the verdict on it at an instant. */
export type JudgedAccount = Standing & {
  readonly isMember: boolean
  readonly posture: Posture
  /** Empty where nothing is judged. */
  readonly findings: readonly Finding[]
  /** The names of the units above it then; '' directly below the root, or where they were not read. */
  readonly unitPath: string
  readonly tags: readonly Tag[]
}

/** What accounts are judged by. */
export type Judging = {
  readonly at: Instant
  readonly freshnessWindowMs: number
  readonly proof: LookProof
  readonly names: UnitNames
}

/** Judges one account; null where it was not known then. Units bear their present names: former ones are not kept. */
export function judgeAccount(
  evidence: AccountEvidence,
  { at, freshnessWindowMs, proof, names }: Judging,
): JudgedAccount | null {
  const standing = standingAt(evidence, proof, at)
  if (!standing) return null
  const { posture, findings } = postureOf({ ...standing, freshnessWindowMs }, at)
  const moved = standing.account.parentId !== evidence.account.parentId
  return {
    ...standing,
    isMember: standing.account.leftAt === null,
    posture,
    findings,
    unitPath: moved ? names.pathOf(standing.account) : evidence.unitPath,
    tags: evidence.tags ?? [],
  }
}
