import { z } from 'zod'
import { AccountId, Instant, OrganizationId } from './accounts.ts'
import { Failure } from './failure.ts'

/** Where the operator's credentials come from. */
export const ConnectionKind = z.enum(['practice', 'environment', 'profile'])
export type ConnectionKind = z.infer<typeof ConnectionKind>

/** A way to reach an organization that the operator can pick. Holds no secret. */
export const Connection = z.strictObject({
  /** `practice`, `environment`, or `profile:<name>`. */
  id: z.string(),
  kind: ConnectionKind,
  name: z.string(),
  /** One line that tells it apart: the Region and account a profile names, the simulator's size. */
  detail: z.string(),
})
export type Connection = z.infer<typeof Connection>

/** Who is calling, as GetCallerIdentity says. */
export const Caller = z.strictObject({
  arn: z.string(),
  accountId: AccountId,
  /** What the caller may be in the organization. */
  kind: z.enum(['management', 'delegated-administrator', 'member', 'unknown']),
  /** When the credentials end; null where they do not say. */
  expiresAt: Instant.nullable(),
})
export type Caller = z.infer<typeof Caller>

/** The organization as last described; it outlives the connection in the cache. */
export const Organization = z.strictObject({
  id: OrganizationId,
  managementAccountId: AccountId,
  featureSet: z.string(),
  /** The centralized root access features that are on; null where they could not be read. */
  features: z.array(z.string()).nullable(),
  /** Whether IAM has trusted access; null where it could not be read. */
  trustedAccess: z.boolean().nullable(),
  describedAt: Instant,
})
export type Organization = z.infer<typeof Organization>

export const ConnectionState = z.enum(['disconnected', 'connecting', 'connected', 'failed'])
export type ConnectionState = z.infer<typeof ConnectionState>

/** Something the operator must know about this session, shown until dismissed or mended. */
export const Notice = z.strictObject({
  id: z.string(),
  tone: z.enum(['info', 'warning', 'danger']),
  title: z.string(),
  detail: z.string(),
})
export type Notice = z.infer<typeof Notice>

/** The state of the session, whole: small enough to push at every change. */
export const SessionSnapshot = z.strictObject({
  revision: z.int(),
  connection: Connection.nullable(),
  connectionState: ConnectionState,
  connectionFailure: Failure.nullable(),
  region: z.string(),
  caller: Caller.nullable(),
  organization: Organization.nullable(),
  /** The end of the newest run over the whole organization that completed; null where there was none. */
  lastAuditAt: Instant.nullable(),
  notices: z.array(Notice),
})
export type SessionSnapshot = z.infer<typeof SessionSnapshot>
