import type { FaultRule } from './faults.ts'
import type { FeatureSet, RootFeature } from './organization.ts'
import type { LimitTable } from './throttles.ts'

/** What can be said about a practice organization before it starts. Every field has a default. */
export interface SimulatorOptions {
  /** Accounts in the organization, the management account included: 1 to 50,000. Default 214. */
  readonly accounts?: number
  /** Same seed, size and reference time: same organization. Default 7. */
  readonly seed?: number
  /** ISO instant on which all generated dates hang. Default: now. */
  readonly referenceTime?: string
  /** ISO instant at which the simulated clock starts. Default: the reference time. */
  readonly startTime?: string
  /** Region named in the ready record. Default us-east-1. */
  readonly region?: string
  /** Faults in force from the start. Default none. */
  readonly faults?: readonly FaultRule[]
  /** Token buckets by operation, over the documented ones of Organizations. */
  readonly limits?: LimitTable
  /** Writes CloudTrail's files into this folder while it runs. Default: none; events can be read all the same. */
  readonly cloudtrail?: { readonly folder: string }
  /** Behaviours that are unknown, or that differ in time, on real AWS. */
  readonly switches?: Partial<Switches>
}

/** Each is off, or as AWS is known to behave, by default; all can be changed while running (`PUT /_sim/switches`). */
export interface Switches {
  /** Organizations answers carry `Status` beside `State`, as before 2026-09-09. */
  legacyStatus: boolean
  /** Seconds for which AssumeRoot still succeeds after a feature, trusted access or a delegation was revoked (fact sheet, section 0.8). */
  staleIssuanceSeconds: number
  /** Seconds until readers see a changed queue policy; AWS says up to 60. */
  queuePropagationSeconds: number
  /** Whether the delegated administrator may target its own account [INF]. */
  delegateSelfTarget: boolean
  /** Whether lists of root's keys, devices and certificates carry a `UserName` [INF]. */
  rootUserNames: boolean
  /** One empty page with a NextToken in every so many pages of Organizations' lists; 0 for none. */
  emptyPageEvery: number
  /** Whether the organization starts with the IAM service trusted. */
  trustedAccess: boolean
  /** The organization's features at the start. */
  features: readonly RootFeature[]
  /** Whether the security account starts as delegated administrator for IAM; takes trusted access. */
  delegatedAdministrator: boolean
  /** Whether the organization starts with Account Management trusted: without it nobody changes a member's address. */
  accountManagement: boolean
  /** Without all features there is no trusted access, no root feature, no delegate and no service control policy. */
  featureSet: FeatureSet
  /** What S3 answers to a bucket call in the wrong Region: 301 PermanentRedirect or 400 AuthorizationHeaderMalformed. */
  wrongRegion: 'redirect' | 'malformed'
}

/** The options with every default filled in. Times are in milliseconds. */
export interface ResolvedOptions {
  readonly accounts: number
  readonly seed: number
  readonly referenceTime: number
  readonly startTime: number
  readonly region: string
  readonly faults: readonly FaultRule[]
  readonly limits: LimitTable
  readonly cloudtrail: { readonly folder: string } | null
  readonly switches: Switches
}

export const MAXIMUM_ACCOUNTS = 50_000

const DEFAULT_SWITCHES: Switches = {
  legacyStatus: false,
  staleIssuanceSeconds: 0,
  queuePropagationSeconds: 0,
  delegateSelfTarget: false,
  rootUserNames: false,
  emptyPageEvery: 7,
  trustedAccess: true,
  features: ['RootSessions', 'RootCredentialsManagement'],
  delegatedAdministrator: true,
  accountManagement: true,
  featureSet: 'ALL',
  wrongRegion: 'redirect',
}

/** Fills in defaults. Throws a RangeError whose message names the option that is wrong. */
export function resolveOptions(
  options: SimulatorOptions,
  now: () => number = Date.now,
): ResolvedOptions {
  const accounts = options.accounts ?? 214
  if (!Number.isInteger(accounts) || accounts < 1 || accounts > MAXIMUM_ACCOUNTS) {
    throw new RangeError(
      `accounts must be a whole number from 1 to ${MAXIMUM_ACCOUNTS}, not ${accounts}`,
    )
  }
  const seed = options.seed ?? 7
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`seed must be a whole number from 0, not ${seed}`)
  }
  const referenceTime = instantOption('referenceTime', options.referenceTime, now())
  const startTime = instantOption('startTime', options.startTime, referenceTime)
  return {
    accounts,
    seed,
    referenceTime,
    startTime,
    region: options.region ?? 'us-east-1',
    faults: options.faults ?? [],
    limits: options.limits ?? {},
    cloudtrail: options.cloudtrail ?? null,
    switches: { ...DEFAULT_SWITCHES, ...options.switches },
  }
}

function instantOption(name: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise
  const instant = Date.parse(given)
  if (Number.isNaN(instant)) {
    throw new RangeError(`${name} must be an ISO instant, not ${JSON.stringify(given)}`)
  }
  return instant
}
