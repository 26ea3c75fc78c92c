import { z } from 'zod'
import { Instant } from './accounts.ts'
import { LedgerEntry } from './ledger.ts'

/** Which calls to AWS are listed. Empty and null: all. */
export const RequestFilter = z.strictObject({
  services: z.array(z.string().max(50)).max(30),
  outcome: z.enum(['all', 'answered', 'refused', 'failed', 'throttled']),
  /** Found in operation, account ID, request ID, Region or error code. */
  text: z.string().max(200),
  /** From this instant on. */
  since: Instant.nullable(),
})
export type RequestFilter = z.infer<typeof RequestFilter>

export const everyRequest: RequestFilter = { services: [], outcome: 'all', text: '', since: null }

/** A call with its place in the ledger. */
export const ListedRequest = LedgerEntry.extend({ id: z.int() })
export type ListedRequest = z.infer<typeof ListedRequest>

/** Newest first. */
export const RequestPage = z.strictObject({
  revision: z.int(),
  offset: z.int(),
  total: z.int(),
  requests: z.array(ListedRequest),
})
export type RequestPage = z.infer<typeof RequestPage>

/** How many calls there are by service, and how they ended; of all, whatever is filtered. */
export const RequestFacets = z.strictObject({
  total: z.int(),
  /** The oldest call that is still kept; null where there is none. */
  since: Instant.nullable(),
  services: z.array(z.strictObject({ service: z.string(), count: z.int() })),
  refused: z.int(),
  failed: z.int(),
  throttled: z.int(),
})
export type RequestFacets = z.infer<typeof RequestFacets>

/** A connection that something in this process wanted to open to a place that is not on the list. Nothing was sent. */
export const RefusedContact = z.strictObject({
  at: Instant,
  host: z.string(),
  port: z.int(),
  /** What wanted it, as far as that is known: a service of the connection, or `unknown`. */
  by: z.string(),
  count: z.int().min(1),
})
export type RefusedContact = z.infer<typeof RefusedContact>
