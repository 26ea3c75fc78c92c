import { z } from 'zod'
import { Instant } from './accounts.ts'

/** One call to AWS as it went; never a secret, a header or a body. */
export const LedgerEntry = z.strictObject({
  at: Instant,
  service: z.string(),
  operation: z.string(),
  /** The account the call was about; null for organization-wide calls. */
  accountId: z.string().nullable(),
  region: z.string(),
  requestId: z.string().nullable(),
  /** HTTP status; null where no answer came. */
  status: z.int().nullable(),
  errorCode: z.string().nullable(),
  durationMs: z.number(),
  attempt: z.int(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>
