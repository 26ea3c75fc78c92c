import { z } from 'zod'
import { AccountId, Instant, OrganizationId } from './accounts.ts'
import { Failure } from './failure.ts'
import { LockState } from './lock.ts'
import { Partition, Region } from './regions.ts'
import { SignInProgress } from './sign-in.ts'

/** Where the operator's credentials come from. */
export const ConnectionKind = z.enum([
  'practice',
  'environment',
  'profile',
  'identity-center',
  'keys',
])
export type ConnectionKind = z.infer<typeof ConnectionKind>

/** What tells one organization from another at a glance. Red is for danger alone, so it is not among them. */
export const ConnectionColour = z.enum([
  'slate',
  'blue',
  'teal',
  'green',
  'olive',
  'amber',
  'brown',
  'violet',
  'magenta',
])
export type ConnectionColour = z.infer<typeof ConnectionColour>

/** A web address that calls may be sent to: HTTPS, or plain HTTP on this computer. */
export const EndpointUrl = z.url({ protocol: /^https?$/ }).max(300)

/** How the operator signs in. Holds no secret. */
export const SignInWay = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('practice') }),
  z.strictObject({ kind: z.literal('environment') }),
  z.strictObject({ kind: z.literal('profile'), profile: z.string().min(1).max(200) }),
  z.strictObject({
    kind: z.literal('identity-center'),
    /** The access portal's address. */
    startUrl: z
      .url({
        protocol: /^https?$/,
        error: 'a start URL is written like https://d-1234567890.awsapps.com/start',
      })
      .max(300),
    /** Where the Identity Center is. */
    region: Region,
    /** What to sign in as; null to choose at each sign-in. */
    accountId: AccountId.nullable(),
    roleName: z.string().min(1).max(64).nullable(),
  }),
  z.strictObject({
    kind: z.literal('keys'),
    accessKeyId: z.string().regex(/^[A-Z0-9]{16,128}$/, 'an access key ID is written like AKIA…'),
  }),
])
export type SignInWay = z.infer<typeof SignInWay>

/** A role that is assumed before anything is called, so that ticket and operator reach CloudTrail. */
export const HopRole = z.strictObject({
  roleArn: z
    .string()
    .regex(
      /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
      'a role is written like arn:aws:iam::111122223333:role/RootkeepOperator',
    ),
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/)
    .nullable(),
  /** What CloudTrail names as the person behind the role; null to set none. Two to 64 of `\w+=,.@-`. */
  sourceIdentity: z
    .string()
    .regex(/^[\w+=,.@-]{2,64}$/)
    .nullable(),
})
export type HopRole = z.infer<typeof HopRole>

/** Where calls go instead of AWS's public endpoints, such as VPC interface endpoints; null for the public one. */
export const ConnectionEndpoints = z.strictObject({
  /** One for all services. */
  all: EndpointUrl.nullable(),
  sts: EndpointUrl.nullable(),
  iam: EndpointUrl.nullable(),
  organizations: EndpointUrl.nullable(),
  account: EndpointUrl.nullable(),
  s3: EndpointUrl.nullable(),
  sqs: EndpointUrl.nullable(),
  /** Identity Center: sign-in and portal. */
  oidc: EndpointUrl.nullable(),
  portal: EndpointUrl.nullable(),
  /** AWS's dual-stack endpoints, for networks with IPv6 only. */
  dualStack: z.boolean(),
})
export type ConnectionEndpoints = z.infer<typeof ConnectionEndpoints>

/** An HTTP proxy that is asked to CONNECT. Its password is kept apart. */
export const ConnectionProxy = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .refine(
      (url) => URL.canParse(url) && new URL(url).username === '',
      'user and password go into their own fields',
    ),
  user: z.string().min(1).max(200).nullable(),
})
export type ConnectionProxy = z.infer<typeof ConnectionProxy>

/** What defines a connection, without its secrets: what is exported, and what is kept. */
export const ConnectionSettings = z.strictObject({
  name: z.string().trim().min(1, 'give it a name').max(60),
  colour: ConnectionColour,
  partition: Partition,
  signIn: SignInWay,
  /** Whose STS is called, and where CloudTrail records AssumeRoot; null for what the sign-in names, else the partition's first. */
  region: Region.nullable(),
  hopRole: HopRole.nullable(),
  endpoints: ConnectionEndpoints,
  proxy: ConnectionProxy.nullable(),
  /** PEM certificates that are trusted besides those of the system. */
  caBundle: z.string().max(500_000).nullable(),
})
export type ConnectionSettings = z.infer<typeof ConnectionSettings>

/** Public endpoints, no detour. */
export const publicEndpoints: ConnectionEndpoints = {
  all: null,
  sts: null,
  iam: null,
  organizations: null,
  account: null,
  s3: null,
  sqs: null,
  oidc: null,
  portal: null,
  dualStack: false,
}

/** Secrets on their way in; they never come back. Left out: as it is. Null: forget it. */
export const GivenSecrets = z.strictObject({
  proxyPassword: z.string().min(1).max(1000).nullable().optional(),
  secretAccessKey: z.string().min(1).max(200).nullable().optional(),
})
export type GivenSecrets = z.infer<typeof GivenSecrets>

/** A way to an organization that the operator can pick. Holds no secret. */
export const Connection = z.strictObject({
  /** `practice`, `environment`, `profile:<name>` for what was found, else that of a kept one. */
  id: z.string(),
  kind: ConnectionKind,
  name: z.string(),
  colour: ConnectionColour,
  partition: Partition,
  /** One line that tells it apart: the Region and account a profile names, the start URL, the simulator's size. */
  detail: z.string(),
  /** Whether the operator keeps it; the others were found on this computer. */
  kept: z.boolean(),
  /** The organization that it led to first, and has to lead to; null before. */
  organizationId: OrganizationId.nullable(),
  /** Whether connecting asks for a sign-in in a browser first. */
  needsSignIn: z.boolean(),
})
export type Connection = z.infer<typeof Connection>

/** A kept connection, whole. */
export const ConnectionDetail = z.strictObject({
  id: z.string(),
  settings: ConnectionSettings,
  /** Which secrets are there. */
  secrets: z.strictObject({ proxyPassword: z.boolean(), secretAccessKey: z.boolean() }),
  /** Who the certificates of the CA bundle are; empty where there is none. */
  authorities: z.array(z.string()),
  organizationId: OrganizationId.nullable(),
  lastUsedAt: Instant.nullable(),
})
export type ConnectionDetail = z.infer<typeof ConnectionDetail>

/** A profile of the AWS config files. */
export const FoundProfile = z.strictObject({
  name: z.string(),
  detail: z.string(),
  /** Why it cannot be used as it stands; null where it can. */
  problem: z.string().nullable(),
})
export type FoundProfile = z.infer<typeof FoundProfile>

/** What was found on this computer, and what in the files could not be understood. */
export const FoundProfiles = z.strictObject({
  profiles: z.array(FoundProfile),
  /** A sentence for each line that is wrong, with file and line number. Never its content. */
  problems: z.array(z.string()),
})
export type FoundProfiles = z.infer<typeof FoundProfiles>

/** A host that a connection may contact: one line of what a firewall has to let through. */
export const Contact = z.strictObject({
  /** A name, or a pattern with `*` for the Region. */
  host: z.string(),
  port: z.int().min(1).max(65_535),
  /** `https`, or `http` for a proxy or an endpoint on this computer. */
  protocol: z.enum(['https', 'http']),
  what: z.string(),
  /** When it is contacted. */
  when: z.string(),
  /** `proxy`: by the proxy, on our behalf; `browser`: by the person's browser, not by Rootkeep. */
  via: z.enum(['direct', 'proxy', 'browser']),
})
export type Contact = z.infer<typeof Contact>

/** How far the STS of a Region is: milliseconds for a TLS connection; null where none came about, and why. */
export const RegionDistance = z.strictObject({
  region: Region,
  milliseconds: z.number().nullable(),
  failure: z.string().nullable(),
})
export type RegionDistance = z.infer<typeof RegionDistance>

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

/** `expired`: it was connected, its credentials ended, and nothing renewed them. */
export const ConnectionState = z.enum([
  'disconnected',
  'connecting',
  'connected',
  'expired',
  'failed',
])
export type ConnectionState = z.infer<typeof ConnectionState>

/**
 * How the credentials are renewed when they end: by themselves, by signing in again here, outside of Rootkeep (`aws sso login`, a new
 * environment), or never, because they do not end.
 */
export const Renewal = z.enum(['automatic', 'sign-in', 'outside', 'never'])
export type Renewal = z.infer<typeof Renewal>

/** Through what calls reach AWS. */
export const Path = z.strictObject({
  /** Host and port of the proxy; null where there is none. */
  proxy: z.string().nullable(),
  /** The custom endpoints' hosts; empty where the public ones are called. */
  endpoints: z.array(z.string()),
  /** Whether a CA bundle of the connection is trusted. */
  ownAuthority: z.boolean(),
})
export type Path = z.infer<typeof Path>

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
  /** Whose STS is called. */
  region: z.string(),
  /** Null while nothing is connected. */
  path: Path.nullable(),
  caller: Caller.nullable(),
  /** Null while nothing is connected. */
  renewal: Renewal.nullable(),
  organization: Organization.nullable(),
  /** The end of the newest run over the whole organization that completed; null where there was none. */
  lastAuditAt: Instant.nullable(),
  /** The sign-in under way; null where there is none. */
  signIn: SignInProgress.nullable(),
  lock: LockState,
  /** What stands still until the credentials are renewed, and then goes on. */
  waiting: z.strictObject({ runs: z.int(), procedures: z.int() }),
  /** True until a connection was chosen for the first time in this data folder. */
  firstRun: z.boolean(),
  notices: z.array(Notice),
})
export type SessionSnapshot = z.infer<typeof SessionSnapshot>
