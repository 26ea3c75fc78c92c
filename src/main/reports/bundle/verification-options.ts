import type { Instant } from '../../../shared/domain/accounts.ts'
import type { ReportProgress } from '../../../shared/domain/report-jobs.ts'
import type { KnownKey } from '../../operators/known-keys.ts'

/** What a verification goes by, and whom it tells how far it is. */
export type VerificationOptions = {
  /** The keys that somebody here vouches for. */
  readonly trusted: readonly KnownKey[]
  /** The key (base64) that the bundle has to be signed with; null where any trusted one will do. */
  readonly expected?: string | null
  /** The version of this program: what it wrote itself it compares byte for byte. */
  readonly toolVersion: string
  /** The instant of the verification. */
  readonly at: Instant
  readonly onProgress?: (progress: ReportProgress) => void
  readonly signal?: AbortSignal
}
